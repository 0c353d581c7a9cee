import type { Verifier } from '@otelseal/audit-integrity';

import { type ExaminedBatch, type LineBatch, unpacked } from './line-batch.js';
import { readLines } from './line-reader.js';
import type { LineThreads } from './line-threads.js';
import { type OtlpJsonLinesOptions, readLine, withoutByteOrderMark } from './otlp-json-lines.js';

/** Bytes that a thread is given at once, at least; a longer line goes alone. */
const BATCH_BYTES = 4 * 1024 * 1024;
/** Batches under way for each thread: one that is worked on, one that waits. */
const BATCHES_A_THREAD = 2;

/**
 * As `readOtlpJsonLines`, with threads that do what each line needs by itself. Results are taken in the order of the lines,
 * so that the report does not depend on who was quicker.
 */
export async function readLinesOnThreads(
  chunks: AsyncIterable<Uint8Array>,
  verifier: Verifier,
  { name, maxLineBytes, onLine, lines }: OtlpJsonLinesOptions,
  threads: LineThreads,
): Promise<void> {
  const underWay: { readonly batch: LineBatch; readonly result: Promise<ExaminedBatch | undefined> }[] = [];
  let gathered = new GatheredLines();

  const takeOldest = async (): Promise<void> => {
    const oldest = underWay.shift();
    if (oldest === undefined) return;
    const result = await oldest.result;
    for (const [index, line] of linesOf(oldest.batch).entries()) {
      const place = oldest.batch.places[index] as string;
      const examined = result?.lines[index] ?? null;
      if (examined === null) readLine(line, place, verifier, lines);
      else verifier.addExamined(unpacked(examined), place);
      await onLine();
    }
  };
  const send = async (): Promise<void> => {
    if (gathered.count === 0) return;
    const batch = gathered.batch();
    gathered = new GatheredLines();
    underWay.push({ batch, result: threads.examine(batch) });
    if (underWay.length > threads.count * BATCHES_A_THREAD) await takeOldest();
  };

  for await (const { number, bytes } of readLines(chunks, maxLineBytes)) {
    const place = `${name}:${number}`;
    if (bytes === undefined) {
      await send();
      while (underWay.length > 0) await takeOldest();
      verifier.unreadable({ place, why: `the line is longer than ${maxLineBytes} bytes` });
      continue;
    }
    gathered.add(number === 1 ? withoutByteOrderMark(bytes, name) : bytes, place);
    if (gathered.bytes >= BATCH_BYTES) await send();
  }
  await send();
  while (underWay.length > 0) await takeOldest();
}

function linesOf({ bytes, ends }: LineBatch): Buffer[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return ends.map((end, index) => all.subarray(index === 0 ? 0 : ends[index - 1], end));
}

/** Copies of lines, because a line is valid only until the next is asked for. */
class GatheredLines {
  readonly #parts: Buffer[] = [];
  readonly #ends: number[] = [];
  readonly #places: string[] = [];
  bytes = 0;

  get count(): number {
    return this.#ends.length;
  }

  add(line: Buffer, place: string): void {
    this.#parts.push(Buffer.from(line));
    this.bytes += line.length;
    this.#ends.push(this.bytes);
    this.#places.push(place);
  }

  batch(): LineBatch {
    return { bytes: Buffer.concat(this.#parts), ends: this.#ends, places: this.#places };
  }
}
