import type { RepairResult } from '@otelseal/signing-exporter';

import { CliError, usageError } from '../cli-error.js';
import { EXIT_CODE } from '../exit-code.js';
import { readSmallFile } from '../files/read-small-file.js';
import type { Io } from '../io.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { asciiJson, quoted } from '../output/escape-for-terminal.js';
import type { Command } from './command.js';

/** `otelseal spool repair`: sends again what a verifier misses, or all that there is, from the host that wrote it. */
export const spoolRepair: Command = {
  name: 'spool repair',
  summary: 'sends again what a verifier misses, as long as the spool still holds it',
  help: `otelseal spool repair --missing REPORT | --all [--spool DIR] [--dry-run] [--json]

  --missing REPORT   what 'otelseal verify --json' wrote, at most 1 MiB
  --all              all that the spool still holds, for a store that was lost
  --spool DIR        the spool folder of the service; default $OTELSEAL_SPOOL_DIR. It may be in use
  --dry-run          only looks for the records
  --json             the result as JSON

Where to: the OTEL_EXPORTER_OTLP_* variables, as for the service. Stored bytes are sent as they are, nothing is sealed
anew, and a verifier recognises what arrives twice. Delivered segments are kept for 48 hours and 64 MiB by default.
Exit: 0 everything that the report names was found and taken, 2 not all of it, 64 wrong usage or configuration,
69 the receiver did not take it.`,

  async run(args, io) {
    const options = parseOptions(args, {
      missing: { type: 'string' },
      all: { type: 'boolean' },
      spool: { type: 'string' },
      'dry-run': { type: 'boolean' },
      json: { type: 'boolean' },
    });
    if (options.positionals.length > 0)
      throw usageError(
        `spool repair takes no ${quoted(options.positionals[0] as string)}; name the report with --missing.`,
      );
    const directory = options.text('spool') ?? io.env['OTELSEAL_SPOOL_DIR'];
    const missing = options.text('missing');
    if (directory === undefined || directory === '')
      throw usageError('spool repair needs --spool or OTELSEAL_SPOOL_DIR.');
    if ((missing === undefined) !== options.has('all'))
      throw usageError('spool repair needs either --missing, a report of otelseal verify --json, or --all.');
    const report =
      missing === undefined ? 'everything' : parsed(await readSmallFile(missing, 'The report of --missing'));
    const result = await repaired(directory, report, options);
    await print(result, options, io);
    return result.found < result.missing || result.refused > 0 ? EXIT_CODE.notProven : EXIT_CODE.ok;
  },
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw usageError('The report of --missing is not JSON; write it with otelseal verify --json.', cause);
  }
}

/** Loaded only here: no other command needs OpenTelemetry's transport. */
async function repaired(directory: string, report: unknown, options: ParsedOptions): Promise<RepairResult> {
  const { repairSpool, SigningError } = await import('@otelseal/signing-exporter');
  try {
    return await repairSpool({ directory, report, dryRun: options.has('dry-run') });
  } catch (cause) {
    if (!(cause instanceof SigningError)) throw cause;
    if (cause.code === 'ERR_OPTION_INVALID') throw usageError(cause.message, cause);
    throw new CliError('ERR_UNAVAILABLE', cause.message, { cause });
  }
}

async function print(result: RepairResult, options: ParsedOptions, io: Io): Promise<void> {
  const { missing, found, sent, refused } = result;
  const lines = [
    options.has('all') ? `${found} found` : `${found} found, of ${missing} that the report names`,
    options.has('dry-run') ? 'nothing sent (--dry-run)' : `${sent} sent, checkpoints included; ${refused} refused`,
  ];
  await io.stdout.write(`${options.has('json') ? asciiJson(result, 2) : lines.join('\n')}\n`);
}
