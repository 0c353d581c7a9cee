import {
  type Acceptance,
  type Report,
  type Requirement,
  reportLines,
  type UnixTime,
  type VerifierOptions,
} from '@otelseal/audit-integrity';
import { ATTRIBUTES } from '@otelseal/semantic-conventions';

import { usageError } from '../cli-error.js';
import { type Io, OutputClosed } from '../io.js';
import { readTrust } from '../keys/trust-file.js';
import { parseMoment } from '../options/moment.js';
import { didYouMean } from '../options/nearest-name.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { asciiJson, escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import { parseSource } from '../sources/source-address.js';
import { readStoreOptions, STORE_OPTION_SPECS, STORE_OPTIONS_HELP } from '../stores/store-options.js';
import { judgeSources, type TimeRange } from '../verify/judge-sources.js';
import { readDirectory } from '../witness/read-directory.js';
import type { Command } from './command.js';

const REQUIREMENTS: readonly Requirement[] = ['witness', 'closed', 'producer'];
const ACCEPTANCES: readonly Acceptance[] = ['redacted'];

/** `otelseal verify`: judges sealed records as a store gives them back. */
export const verify: Command = {
  name: 'verify',
  summary: 'proves that sealed records were not changed, removed, inserted or cut off',
  help: `otelseal verify <source...> [--trust FILE] [--from T] [--to T] [--json] [--require LIST] [--accept LIST]
                          [--witness URL|FILE [--witness-token FILE]]

  source           file:PATH   OTLP JSON lines, as the collector's file exporter writes them
                   -           the same from standard input; file:- as well
                   loki:URL, elasticsearch:URL, opensearch:URL    a back end, asked over HTTP
  --trust FILE     whose seals to believe; default $OTELSEAL_TRUST. Without it nothing is proven (exit 2)
  --from T, --to T judge only what was sealed in between: RFC 3339, or a duration back from now (90s, 30m, 24h, 7d, 2w)
  --require LIST   of witness, closed, producer: what else must hold
  --accept LIST    of redacted: what to put up with
  --witness WHERE  the directory of a witness that the trust file names: its address or a file of it.
                   Then streams that it saw and that are not here are missing, and shorter ones cut off; what it
                   saw after --to, or in the last 150 s, is left out, because it may still be on its way
  --witness-token FILE   for an address: the token, mode 0600; default $OTELSEAL_WITNESS_TOKEN_FILE
  --json           the whole report as JSON

For back ends:
${STORE_OPTIONS_HELP}

The first line is INTACT ..., NOT INTACT <verdict> <stream> #<sequence> <field> ..., or NOT PROVEN <reason> ...
Exit: 0 intact, 1 tampered with, 2 not proven, 64 wrong usage or configuration, 69 the source cannot be read.`,

  async run(args, io) {
    const options = parseOptions(args, {
      trust: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      require: { type: 'string' },
      accept: { type: 'string' },
      witness: { type: 'string' },
      'witness-token': { type: 'string' },
      json: { type: 'boolean' },
      ...STORE_OPTION_SPECS,
    });
    const range = rangeOf(options, io.now());
    const sources = options.positionals.map(parseSource);
    if (sources.length === 0) throw usageError('verify needs a source, such as file:audit.jsonl.');
    if (sources.filter((source) => source.kind === 'file' && source.path === undefined).length > 1)
      throw usageError('Standard input was given twice.');
    const trust = await readTrust(options, io);
    const settings: VerifierOptions = {
      trust,
      directory: await readDirectory(options, trust, io.env, witnessedUntil(range, io.now())),
      vocabulary: Object.keys(ATTRIBUTES),
      require: listOf(options, 'require', REQUIREMENTS),
      accept: listOf(options, 'accept', ACCEPTANCES),
      asOf: unixTimeOf(io.now()),
      source: sources.some(({ kind }) => kind !== 'file') ? 'store' : 'file',
    };
    const report = await judgeSources(sources, await readStoreOptions(options, io), settings, range, io);
    await print(report, options.has('json'), io);
    return report.exitCode;
  },
};

function rangeOf(options: ParsedOptions, nowMs: number): TimeRange | undefined {
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

function witnessedUntil(range: TimeRange | undefined, nowMs: number): number {
  const settled = Math.floor(nowMs / 1_000) - WITNESS_GRACE_SECONDS;
  return Math.min(range?.to?.[0] ?? settled, settled);
}

function unixTimeOf(ms: number): UnixTime {
  return [Math.floor(ms / 1_000), (Math.floor(ms) % 1_000) * 1_000_000];
}

function listOf<Name extends string>(options: ParsedOptions, option: string, allowed: readonly Name[]): Name[] {
  const names = options.text(option)?.split(',') ?? [];
  return names.map((name) => {
    const found = allowed.find((one) => one === name);
    if (found !== undefined) return found;
    const hint = didYouMean(name, allowed);
    throw usageError(`--${option} takes ${allowed.join(', ')}, separated by commas; found ${quoted(name)}.${hint}`);
  });
}

/** The verdict stands, whether or not somebody reads the report to its end. */
async function print(report: Report, json: boolean, io: Io): Promise<void> {
  const text = json ? asciiJson(report, 2) : reportLines(report).map(escapeForTerminal).join('\n');
  try {
    await io.stdout.write(`${text}\n`);
  } catch (cause) {
    if (!(cause instanceof OutputClosed)) throw cause;
  }
}
