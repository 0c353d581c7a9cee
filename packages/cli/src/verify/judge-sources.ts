import {
  createVerifier,
  type LineVerifier,
  type Report,
  type UnixTime,
  VERIFIER_DEFAULTS,
  type Verifier,
  type VerifierOptions,
} from '@otelseal/audit-integrity';

import type { Io } from '../io.js';
import { nanosecondsOf } from '../options/nanoseconds.js';
import { Progress } from '../output/progress.js';
import { openSource } from '../sources/open-source.js';
import { DEFAULT_MAX_LINE_BYTES, parseRecord, readOtlpJsonLines } from '../sources/otlp-json-lines.js';
import type { FileAddress, SourceAddress } from '../sources/source-address.js';
import { searchedStreams } from '../stores/doubtful-streams.js';
import { openStore } from '../stores/open-store.js';
import { readStores } from '../stores/read-stores.js';
import type { FiledSpan, RecordStore } from '../stores/record-store.js';
import type { StoreOptions } from '../stores/store-options.js';

/** A stretch of sealed time, both ends included; an absent end is open. */
export interface TimeRange {
  readonly from: UnixTime | undefined;
  readonly to: UnixTime | undefined;
}

/**
 * The verdict over all sources together. A range is read once with only what lies around it kept. That suffices for streams
 * that signed roots there; where the verdict is any other than INTACT, all is read again and kept, so that nothing is said for
 * want of looking.
 *
 * @param watched puts something between the sources and the verifier; called anew for every reading
 * @throws {CliError} `ERR_UNAVAILABLE` when a source cannot be read
 */
export async function judgeSources(
  sources: readonly SourceAddress[],
  storeOptions: StoreOptions,
  settings: VerifierOptions,
  range: TimeRange | undefined,
  io: Io,
  watched: (verifier: Verifier) => Verifier = (verifier) => verifier,
): Promise<Report> {
  const stores = sources.flatMap((source) =>
    source.kind === 'file' ? [] : [openStore(source, storeOptions, io.now())],
  );
  const files = sources.filter((source): source is FileAddress => source.kind === 'file');
  try {
    const near = { files, stores, span: spanOf(range), whole: [] };
    if (range === undefined) return await readAll(near, settings, io, watched);
    const canReadTwice = files.every(({ path }) => path !== undefined);
    const first = canReadTwice ? await readAll(near, { ...settings, range }, io, watched) : undefined;
    if (first?.verdict === 'INTACT') return first;
    const whole = searchedStreams(first?.streams ?? []);
    const everything = { ...range, marginSeconds: Number.POSITIVE_INFINITY };
    // Without a first look nobody knows which streams are to be read from end to end.
    const span = canReadTwice ? near.span : spanOf(undefined);
    return await readAll({ ...near, span, whole }, { ...settings, range: everything }, io, watched);
  } finally {
    for (const store of stores) await store.close();
  }
}

interface Reading {
  readonly files: readonly FileAddress[];
  readonly stores: readonly RecordStore[];
  /** What stores are asked for by time. */
  readonly span: FiledSpan;
  /** Streams that stores are asked for from end to end besides. */
  readonly whole: readonly string[];
}

async function readAll(
  reading: Reading,
  settings: VerifierOptions,
  io: Io,
  watched: (verifier: Verifier) => Verifier,
): Promise<Report> {
  const verifier = watched(createVerifier(settings));
  const lines = verifier.lines(parseRecord); // what it learns of one file serves the next
  for (const file of reading.files) await readFile(file, verifier, lines, io);
  return reading.stores.length === 0 ? verifier.finish() : readFromStores(reading, verifier, io);
}

async function readFile(source: FileAddress, verifier: Verifier, lines: LineVerifier, io: Io): Promise<void> {
  const { chunks, size } = await openSource(source, io);
  const progress = new Progress(io.stderr, io.now);
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  const share = (): string => (size === undefined || size === 0 ? '' : ` (${Math.floor((bytes / size) * 100)} %)`);
  const options = {
    name: source.name,
    maxLineBytes: DEFAULT_MAX_LINE_BYTES,
    lines,
    onLine: () => progress.show(() => `${verifier.records} records read${share()}`),
  };
  await readOtlpJsonLines(counted(), verifier, options);
  await progress.clear();
}

async function readFromStores({ stores, span, whole }: Reading, verifier: Verifier, io: Io): Promise<Report> {
  const progress = new Progress(io.stderr, io.now);
  // Not awaited: a terminal that is slow to show progress does not hold up reading.
  const onRecord = (): void => void progress.show(() => `${verifier.records} records read`);
  const report = await readStores(stores, span, whole, verifier, onRecord);
  await progress.clear();
  return report;
}

/** What a range means for a store: with a margin, because a stream signs its roots a little before and after. */
function spanOf(range: TimeRange | undefined): FiledSpan {
  const marginNs = nanosecondsOf([VERIFIER_DEFAULTS.marginSeconds, 0]);
  const { from, to } = range ?? {};
  const fromNs = from === undefined ? undefined : nanosecondsOf(from) - marginNs;
  return {
    fromNs: fromNs === undefined || fromNs < 0n ? undefined : fromNs,
    toNs: to === undefined ? undefined : nanosecondsOf(to) + marginNs,
  };
}
