import { SigningError } from '../signing-error.js';
import type { SealedPlace } from './sealed-place.js';

/** What a verifier misses, by stream. */
interface MissingOfStream {
  readonly runs: readonly { readonly first: number; readonly last: number }[];
  /** Everything with a higher number is missing, too: the stream has no end there. */
  readonly after: number;
}

/** Answers for each stored record whether a verifier misses it. */
export class MissingRecords {
  readonly #streams: ReadonlyMap<string, MissingOfStream>;
  readonly #otherStreams: boolean;

  constructor(streams: ReadonlyMap<string, MissingOfStream>, otherStreams: boolean) {
    this.#streams = streams;
    this.#otherStreams = otherStreams;
  }

  /** Of a stream that lacks anything all checkpoints are sent: they are few, and twice does no harm. */
  has({ stream, sequence }: SealedPlace): boolean {
    const missing = this.#streams.get(stream);
    if (missing === undefined) return this.#otherStreams;
    if (sequence === undefined) return missing.runs.length > 0 || missing.after !== Number.POSITIVE_INFINITY;
    return sequence > missing.after || missing.runs.some(({ first, last }) => first <= sequence && sequence <= last);
  }

  /** How many records are missing by number; what has no known end is not counted. */
  get named(): number {
    let count = 0;
    for (const { runs } of this.#streams.values()) for (const { first, last } of runs) count += last - first + 1;
    return count;
  }
}

/** Of a store that has nothing. */
export const EVERYTHING: MissingRecords = new MissingRecords(new Map(), true);

interface ReportLike {
  readonly version?: unknown;
  readonly findings?: unknown;
  readonly streams?: unknown;
}

const RUN = /^(\d{1,15})(?:–(\d{1,15}))?$/u;

/**
 * Reads what `otelseal verify --json` wrote: numbers that are MISSING, streams without their end, and, where one is
 * STREAM_MISSING, all streams that the report does not know.
 * @throws SigningError `ERR_OPTION_INVALID` for anything else
 */
export function missingRecordsIn(report: unknown): MissingRecords {
  const { version, findings, streams } = (report ?? {}) as ReportLike;
  if (version !== 1 || !Array.isArray(findings) || !Array.isArray(streams)) throw notAReport();
  const runs = new Map<string, { first: number; last: number }[]>();
  let otherStreams = false;
  for (const { verdict, stream, sequence } of findings.map(membersOf)) {
    if (verdict === 'STREAM_MISSING') otherStreams = true;
    const run = verdict === 'MISSING' ? RUN.exec(String(sequence)) : null;
    if (run === null) continue;
    const [, first, last = first] = run;
    const ofStream = runs.get(String(stream)) ?? [];
    ofStream.push({ first: Number(first), last: Number(last) });
    runs.set(String(stream), ofStream);
  }
  const known = new Map<string, MissingOfStream>();
  for (const { stream, last, closed } of streams.map(membersOf)) {
    if (typeof stream !== 'string' || !Number.isSafeInteger(last) || typeof closed !== 'boolean') throw notAReport();
    const after = closed ? Number.POSITIVE_INFINITY : (last as number);
    known.set(stream, { runs: runs.get(stream) ?? [], after });
  }
  return new MissingRecords(known, otherStreams);
}

function membersOf(entry: unknown): Readonly<Record<string, unknown>> {
  if (typeof entry !== 'object' || entry === null) throw notAReport();
  return entry as Readonly<Record<string, unknown>>;
}

function notAReport(): SigningError {
  return new SigningError('ERR_OPTION_INVALID', 'This is not a report of `otelseal verify --json`.');
}
