import type { UnixTime, VerifierOptions } from '@otelseal/audit-integrity';
import { ATTRIBUTES } from '@otelseal/semantic-conventions';

import { usageError } from '../cli-error.js';
import type { Io } from '../io.js';
import { readTrust } from '../keys/trust-file.js';
import { parseMoment } from '../options/moment.js';
import type { OptionSpec, ParsedOptions } from '../options/parse-options.js';
import { parseSource, type SourceAddress } from '../sources/source-address.js';
import { readStoreOptions, STORE_OPTION_SPECS, type StoreOptions } from '../stores/store-options.js';
import { readDirectory } from '../witness/read-directory.js';
import type { TimeRange } from './judge-sources.js';

/** Options of every command that judges the evidence it reads. */
export const JUDGING_OPTION_SPECS: Readonly<Record<string, OptionSpec>> = {
  trust: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  witness: { type: 'string' },
  'witness-token': { type: 'string' },
  ...STORE_OPTION_SPECS,
};

/** What to read and whom to believe. */
export interface Judging {
  readonly sources: readonly SourceAddress[];
  readonly stores: StoreOptions;
  readonly settings: VerifierOptions;
  readonly range: TimeRange | undefined;
}

/**
 * @param command its name, for messages
 * @param seenInDirectory is given each line of the witness's directory, if one is named
 * @throws {CliError} `ERR_USAGE`
 */
export async function readJudging(
  options: ParsedOptions,
  io: Io,
  command: string,
  seenInDirectory?: (line: string) => void,
): Promise<Judging> {
  const range = rangeOf(options, io.now());
  const sources = options.positionals.map(parseSource);
  if (sources.length === 0) throw usageError(`${command} needs a source, such as file:audit.jsonl.`);
  if (sources.filter((source) => source.kind === 'file' && source.path === undefined).length > 1)
    throw usageError('Standard input was given twice.');
  const trust = await readTrust(options, io);
  const settings: VerifierOptions = {
    trust,
    directory: await readDirectory(options, trust, io.env, witnessedUntil(range, io.now()), seenInDirectory),
    vocabulary: Object.keys(ATTRIBUTES),
    asOf: unixTimeOf(io.now()),
    source: sources.some(({ kind }) => kind !== 'file') ? 'store' : 'file',
  };
  return { sources, stores: await readStoreOptions(options, io), settings, range };
}

/** What `--from` and `--to` say. @throws {CliError} `ERR_USAGE` */
export function rangeOf(options: ParsedOptions, nowMs: number): TimeRange | undefined {
  const [from, to] = ['from', 'to'].map((name) => {
    const text = options.text(name);
    return text === undefined ? undefined : parseMoment(text, `--${name}`, nowMs);
  });
  if (from === undefined && to === undefined) return undefined;
  if (from !== undefined && to !== undefined && (to[0] - from[0] || to[1] - from[1]) < 0) {
    throw usageError('--from is later than --to.');
  }
  return { from, to };
}

/** A log is read a little behind its witness: what it saw in the last moments may still be on its way. Seconds. */
const WITNESS_GRACE_SECONDS = 150;

/** Seconds since 1970 up to which a witness's word counts for a log that is read at this time. */
export function witnessedUntil(range: TimeRange | undefined, nowMs: number): number {
  const settled = Math.floor(nowMs / 1_000) - WITNESS_GRACE_SECONDS;
  return Math.min(range?.to?.[0] ?? settled, settled);
}

export function unixTimeOf(ms: number): UnixTime {
  return [Math.floor(ms / 1_000), (Math.floor(ms) % 1_000) * 1_000_000];
}
