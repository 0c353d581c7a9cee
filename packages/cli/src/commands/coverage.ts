import { coverageLines } from '../event-coverage/coverage-text.js';
import { logCoverage } from '../event-coverage/log-coverage.js';
import { SeenRecords } from '../event-coverage/seen-records.js';
import { EXIT_CODE } from '../exit-code.js';
import { parseOptions } from '../options/parse-options.js';
import { asciiJson } from '../output/escape-for-terminal.js';
import { ObservedVerifier } from '../records/observed-verifier.js';
import { STORE_OPTIONS_HELP } from '../stores/store-options.js';
import { judgeSources } from '../verify/judge-sources.js';
import { JUDGING_OPTION_SPECS, readJudging } from '../verify/judging-options.js';
import type { Command } from './command.js';

/** `otelseal coverage`: which security events a log really holds, and which it does not. */
export const coverage: Command = {
  name: 'coverage',
  summary: 'shows which auditable events, and which items of ASVS V16, PCI DSS 10.2 and A09, were really seen',
  help: `otelseal coverage <source...> [--trust FILE] [--from T] [--to T] [--json]

  source           file:PATH, - for standard input, or loki:URL, elasticsearch:URL, opensearch:URL
  --trust FILE     whose seals to believe; default $OTELSEAL_TRUST. Without it nothing is proven
  --from T, --to T only what was sealed in between: RFC 3339, or a duration back from now (90s, 30m, 24h, 7d, 2w)
  --json           everything as JSON
  --witness, --witness-token   as for otelseal verify

For back ends:
${STORE_OPTIONS_HELP}

The first line is the verdict of otelseal verify over all that was read. Then: the items of OWASP ASVS V16, PCI DSS 10.2 and OWASP Top
10 A09 that ask for events, with how many of their events were seen; the events of the catalogue that were seen, and those
that were not; security events that do not say who, when, what came of it, from where and on what; records at WARN and above without
a proper message. A seen item is no fulfilled item, and an event that is not seen may not have happened.
Exit: 0 the coverage was shown, whatever the verdict is (otelseal verify exits by it), 64 wrong usage or configuration,
69 the source cannot be read.`,

  async run(args, io) {
    const options = parseOptions(args, { ...JUDGING_OPTION_SPECS, json: { type: 'boolean' } });
    const { sources, stores, settings, range } = await readJudging(options, io, 'coverage');
    let seen = new SeenRecords(range);
    const report = await judgeSources(sources, stores, settings, range, io, (verifier) => {
      seen = new SeenRecords(range);
      return new ObservedVerifier(verifier, (record) => seen.add(record));
    });
    const covered = logCoverage(seen, report);
    await io.stdout.write(
      options.has('json') ? `${asciiJson(covered, 2)}\n` : `${coverageLines(covered).join('\n')}\n`,
    );
    return EXIT_CODE.ok;
  },
};
