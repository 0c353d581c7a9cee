import { type LineVerifier, type StoredRecord, storedRecords } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';
import { isBlank, readLines } from './line-reader.js';
import { parseOtlpJson } from './otlp-json.js';

/** Takes what a source holds, record by record. */
export interface RecordSink {
  add(record: StoredRecord): void;
  /** A piece of the source that holds no readable records; `tampered` when no honest writer can have made it. */
  unreadable(piece: { readonly place: string; readonly why: string; readonly tampered?: boolean }): void;
}

export interface OtlpJsonLinesOptions {
  /** A quicker way for lines like those before; default none. */
  readonly lines?: LineVerifier | undefined;
  /** The source as a person knows it; the first part of every place. */
  readonly name: string;
  /** Longest line in bytes; a longer one is passed over and reported. Default 128 MiB: a collector's batch of 20 MiB, generously. */
  readonly maxLineBytes: number;
  /** Called for every line that was dealt with. */
  readonly onLine: () => Promise<void>;
}

export const DEFAULT_MAX_LINE_BYTES: number = 128 * 1024 * 1024;

/**
 * Hands every log record of OTLP JSON lines to a sink, with places `name:line`. Lines of other signals, which a collector may
 * write to the same file, are passed over.
 */
export async function readOtlpJsonLines(
  chunks: AsyncIterable<Uint8Array>,
  sink: RecordSink,
  { name, maxLineBytes, onLine, lines }: OtlpJsonLinesOptions,
): Promise<void> {
  for await (const { number, bytes } of readLines(chunks, maxLineBytes)) {
    const place = `${name}:${number}`;
    if (bytes === undefined) sink.unreadable({ place, why: `the line is longer than ${maxLineBytes} bytes` });
    else readLine(number === 1 ? withoutByteOrderMark(bytes, name) : bytes, place, sink, lines);
    await onLine();
  }
}

function readLine(bytes: Buffer, place: string, sink: RecordSink, lines: LineVerifier | undefined): void {
  if (isBlank(bytes) || lines?.take(bytes, place) === true) return;
  const line = parseOtlpJson(bytes);
  if ('refusal' in line) sink.unreadable({ place, why: line.refusal, tampered: line.ambiguous });
  else if (isLogs(line.value)) {
    for (const record of storedRecords(line.value, place)) sink.add(record);
    lines?.learn(line.value);
  } else if (!isOtherSignal(line.value)) sink.unreadable({ place, why: 'it holds no OTLP logs' });
}

function isLogs(request: unknown): boolean {
  return typeof request === 'object' && request !== null && Array.isArray((request as LogsRequest).resourceLogs);
}

interface LogsRequest {
  readonly resourceLogs?: unknown;
}

function isOtherSignal(request: unknown): boolean {
  if (typeof request !== 'object' || request === null || 'resourceLogs' in request) return false;
  return 'resourceSpans' in request || 'resourceMetrics' in request || 'resourceProfiles' in request;
}

/** @throws {CliError} when the first bytes are those of gzip */
function withoutByteOrderMark(bytes: Buffer, name: string): Buffer {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw usageError(`${quoted(name)} is compressed; decompress it first: zcat FILE | otelseal verify -`);
  }
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** One record of a line, read as strictly as a whole line; undefined when it must not be read. */
export function parseRecord(bytes: Uint8Array): unknown {
  const record = parseOtlpJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return 'refusal' in record ? undefined : record.value;
}
