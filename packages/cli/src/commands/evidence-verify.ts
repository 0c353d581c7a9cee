import { ATTRIBUTES } from '@otelseal/semantic-conventions';

import { usageError } from '../cli-error.js';
import { judgeBundle } from '../evidence/judge-bundle.js';
import { openBundle } from '../evidence/opened-bundle.js';
import { readSelection } from '../evidence/selection.js';
import { readTrust } from '../keys/trust-file.js';
import { parseOptions } from '../options/parse-options.js';
import { DEMAND_OPTION_SPECS, readDemands } from '../verify/demands.js';
import { rangeOf, witnessedUntil } from '../verify/judging-options.js';
import { printReport } from '../verify/print-report.js';
import { readDirectory } from '../witness/read-directory.js';
import type { Command } from './command.js';

/** `otelseal evidence verify`: judges a bundle of `otelseal evidence export`, without the log and without a network. */
export const evidenceVerify: Command = {
  name: 'evidence verify',
  summary: 'judges an exported bundle, without the log it came from',
  help: `otelseal evidence verify <folder> [--trust FILE] [--sha256 DIGEST] [--from T] [--to T] [--json]
                          [--require LIST] [--accept LIST] [--service NAME]... [--stream ID]...
                          [--witness URL|FILE [--witness-token FILE]]

  folder           what otelseal evidence export wrote
  --trust FILE     whose seals to believe; default $OTELSEAL_TRUST. Get it by another way than the bundle: what lies in
                   the bundle is never believed. Without it nothing is proven (exit 2)
  --sha256 DIGEST  of SHA256SUMS, as the export printed it: then the folder is the very one that was exported, and a
                   stream that went on when a store was exported need not be closed, and records that had become too
                   old to be kept need not be there
  --from T, --to T judge a part of what the bundle covers; one that covers less is refused. Of one alone the other end is open
  --service, --stream   as they were given to the export; needed where the trust file names expected services, or a
                   witness's directory lists streams, and the bundle was cut to some of them
  --require LIST   of witness, closed, producer: what else must hold
  --accept LIST    of redacted: what to put up with
  --witness, --witness-token   as for otelseal verify; default is the directory in the bundle, if a witness of the
                   trust file signed it
  --json           the whole report as JSON

The first line is INTACT ..., NOT INTACT <verdict> <stream> #<sequence> <field> ..., or NOT PROVEN <reason> ..., as for otelseal verify;
of a file of the bundle that was changed, is missing or is too many the field is its name.
Exit: 0 intact, 1 tampered with, 2 not proven, 64 wrong usage, or no bundle, 69 it cannot be read.`,

  async run(args, io) {
    const options = parseOptions(args, {
      ...DEMAND_OPTION_SPECS,
      trust: { type: 'string' },
      sha256: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      service: { type: 'string', multiple: true },
      stream: { type: 'string', multiple: true },
      witness: { type: 'string' },
      'witness-token': { type: 'string' },
      json: { type: 'boolean' },
    });
    const [folder, ...others] = options.positionals;
    if (folder === undefined || others.length > 0)
      throw usageError('evidence verify takes one folder, which otelseal evidence export wrote.');
    const sha256 = options.text('sha256');
    if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))
      throw usageError('--sha256 takes 64 lower-case hexadecimal digits, as evidence export prints them.');
    const range = rangeOf(options, io.now());
    const selection = readSelection(options);
    const demands = readDemands(options);
    const trust = await readTrust(options, io);
    const bundle = await openBundle(folder);
    const directory = await readDirectory(options, trust, io.env, witnessedUntil(range, io.now()));
    const settings = { trust, directory, vocabulary: Object.keys(ATTRIBUTES), ...demands };
    const report = await judgeBundle(bundle, { settings, range, selection, sha256 }, io);
    await printReport(report, options.has('json'), io);
    return report.exitCode;
  },
};
