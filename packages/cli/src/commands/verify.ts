import { parseOptions } from '../options/parse-options.js';
import { STORE_OPTIONS_HELP } from '../stores/store-options.js';
import { DEMAND_OPTION_SPECS, readDemands } from '../verify/demands.js';
import { judgeSources } from '../verify/judge-sources.js';
import { JUDGING_OPTION_SPECS, readJudging } from '../verify/judging-options.js';
import { printReport } from '../verify/print-report.js';
import type { Command } from './command.js';

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
      ...DEMAND_OPTION_SPECS,
      json: { type: 'boolean' },
    });
    const { sources, stores, settings, range } = await readJudging(options, io, 'verify');
    const report = await judgeSources(sources, stores, { ...settings, ...readDemands(options) }, range, io);
    await printReport(report, options.has('json'), io);
    return report.exitCode;
  },
};
