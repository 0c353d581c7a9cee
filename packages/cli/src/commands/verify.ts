import { type Acceptance, type Report, type Requirement, reportLines } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { type Io, OutputClosed } from '../io.js';
import { didYouMean } from '../options/nearest-name.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { asciiJson, escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import { STORE_OPTIONS_HELP } from '../stores/store-options.js';
import { judgeSources } from '../verify/judge-sources.js';
import { JUDGING_OPTION_SPECS, readJudging } from '../verify/judging-options.js';
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
      ...JUDGING_OPTION_SPECS,
      require: { type: 'string' },
      accept: { type: 'string' },
      json: { type: 'boolean' },
    });
    const { sources, stores, settings, range } = await readJudging(options, io, 'verify');
    const demands = {
      require: listOf(options, 'require', REQUIREMENTS),
      accept: listOf(options, 'accept', ACCEPTANCES),
    };
    const report = await judgeSources(sources, stores, { ...settings, ...demands }, range, io);
    await print(report, options.has('json'), io);
    return report.exitCode;
  },
};

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
