import { join } from 'node:path';

import { type Report, reportFirstLine } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { BUNDLE_FILES } from '../evidence/bundle-files.js';
import { BundleFolder } from '../evidence/bundle-folder.js';
import { bundleReadme } from '../evidence/bundle-readme.js';
import { type ExportedRecords, exportRecords } from '../evidence/export-bundle.js';
import { formatManifest, type Manifest } from '../evidence/manifest.js';
import { readSelection, type Selection } from '../evidence/selection.js';
import { EXIT_CODE } from '../exit-code.js';
import { readSmallFile } from '../files/read-small-file.js';
import type { Io } from '../io.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { asciiJson, escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import { STORE_OPTIONS_HELP } from '../stores/store-options.js';
import { JUDGING_OPTION_SPECS, type Judging, readJudging } from '../verify/judging-options.js';
import { version } from '../version.js';
import type { Command } from './command.js';

/** `otelseal evidence export`: sealed records in a folder that proves itself elsewhere and later. */
export const evidenceExport: Command = {
  name: 'evidence export',
  summary: 'writes sealed records of a range into a folder that can be verified without the log',
  help: `otelseal evidence export <source...> --out FOLDER --trust FILE [--from T] [--to T] [--service NAME]... [--stream ID]...
                          [--witness URL|FILE [--witness-token FILE]] [--json]

  source           file:PATH, - for standard input, or loki:URL, elasticsearch:URL, opensearch:URL
  --out FOLDER     to be created, mode 0700, as a whole or not at all; never overwritten. It holds personal data
  --trust FILE     whose seals to believe; default $OTELSEAL_TRUST. A copy goes with the bundle, for comparison only:
                   who verifies brings a trust file of his own
  --from T, --to T only what was sealed in between: RFC 3339, or a duration back from now (90s, 30m, 24h, 7d, 2w).
                   The bundle holds what proves this range, and nothing of what lies outside but who may sign
  --service NAME   only streams of this service; * stands for any text. May be given several times
  --stream ID      only this stream. May be given several times
  --witness, --witness-token   as for otelseal verify; the witness's directory goes with the bundle
  --json           what was written, as JSON

For back ends:
${STORE_OPTIONS_HELP}

A stream is proven as a whole within the range: the records of one actor alone cannot be exported, because what was left out
could not be told from what was taken away. Give the story of otelseal investigate --html besides.
The first line is the verdict over the bundle, the last the SHA-256 of its list of digests: give it to the auditor by another way.
Exit: 0 the bundle was written, whatever the verdict is, 2 nothing sealed is there to be written, 64 wrong usage or
configuration, 69 the source cannot be read or the folder cannot be written.`,

  async run(args, io) {
    const options = parseOptions(args, {
      ...JUDGING_OPTION_SPECS,
      service: { type: 'string', multiple: true },
      stream: { type: 'string', multiple: true },
      out: { type: 'string' },
      json: { type: 'boolean' },
    });
    const out = options.text('out');
    if (out === undefined) throw usageError('evidence export needs --out FOLDER.');
    const trustFile = options.text('trust') ?? io.env['OTELSEAL_TRUST'] ?? '';
    if (trustFile === '')
      throw usageError('evidence export needs --trust: a range can only be cut out where it is proven.');
    const selection = readSelection(options);
    const folder = await BundleFolder.create(out);
    try {
      const judging = await readAndCopyDirectory(options, folder, io);
      const exported = await exportRecords(folder, judging, selection, io);
      if (exported.bundle === undefined) {
        await io.stdout.write(
          'NOT PROVEN NOTHING_SEALED nothing sealed of this range and selection is there, and nothing was written\n',
        );
        return EXIT_CODE.notProven;
      }
      const trust = await readSmallFile(trustFile, 'The trust file of --trust');
      await folder.write(BUNDLE_FILES.trust, (file) => file.add(trust.replace(/\n$/, '')));
      const sha256 = await describe(folder, judging, selection, exported);
      await folder.finish();
      const lines = options.has('json') ? [asJson(out, sha256, exported, folder)] : asText(out, sha256, exported);
      for (const line of lines) await io.stdout.write(`${line}\n`);
      return EXIT_CODE.ok;
    } finally {
      await folder.remove();
    }
  },
};

async function readAndCopyDirectory(options: ParsedOptions, folder: BundleFolder, io: Io): Promise<Judging> {
  if (options.text('witness') === undefined) return readJudging(options, io, 'evidence export');
  let judging: Judging | undefined;
  await folder.write(BUNDLE_FILES.directory, async (file) => {
    judging = await readJudging(options, io, 'evidence export', (line) => file.add(line));
  });
  return judging as Judging;
}

/** Writes what a bundle says of itself. @returns the SHA-256 of its list of digests */
async function describe(
  folder: BundleFolder,
  { sources, settings }: Judging,
  selection: Selection,
  { bundle, wholeStreams, leftOut }: ExportedRecords,
): Promise<string> {
  if (bundle === undefined) throw new Error('There is nothing to be described.');
  const [seconds, nanoseconds] = settings.asOf ?? [0, 0];
  const manifest = {
    version: 1,
    tool: `otelseal ${version()}`,
    exported: new Date(seconds * 1_000 + Math.floor(nanoseconds / 1e6)).toISOString(),
    sources: sources.map(({ name, kind }) => (kind === 'file' ? `file:${name}` : name)),
    reading: settings.source ?? 'file',
    range: bundle.range,
    selection,
    wholeStreams,
    verdict: { line: reportFirstLine(bundle), exitCode: bundle.exitCode },
    streams: bundle.streams,
    leftOut,
  } as const satisfies Omit<Manifest, 'files' | 'moreStreams'>;
  const names = [...folder.files.keys(), BUNDLE_FILES.manifest, BUNDLE_FILES.checksums];
  await folder.write(BUNDLE_FILES.readme, (file) => file.add(bundleReadme({ ...manifest, files: names }).trimEnd()));
  const files = [...folder.files].map(([name, digest]) => ({ name, ...digest }));
  await folder.write(BUNDLE_FILES.manifest, (file) => file.add(formatManifest({ ...manifest, files }).trimEnd()));
  return folder.writeChecksums();
}

function asText(out: string, sha256: string, { source, bundle, wholeStreams, leftOut }: ExportedRecords): string[] {
  const verdict = bundle === undefined ? '' : reportFirstLine(bundle);
  const whole = reportFirstLine(source);
  return [
    verdict,
    ...(whole === verdict ? [] : [`over all that was read: ${whole}`]),
    ...(wholeStreams ? ['whole streams were written: the range alone would have proven less'] : []),
    ...(leftOut.ordinary > 0 ? [`left out: ${leftOut.ordinary} ordinary log records, which are not sealed`] : []),
    ...(leftOut.unreadable > 0 ? [`left out: ${leftOut.unreadable} pieces that could not be read`] : []),
    ...(hasExpired(bundle)
      ? ['some records had expired: verify with --sha256, or export a range that begins later (--from)']
      : []),
    ...(goesOn(bundle) ? ['some streams go on: verify with --sha256, or export a range that ends earlier (--to)'] : []),
    `bundle: ${quoted(out)}, verify it with: otelseal evidence verify FOLDER --trust FILE`,
    `sha256: ${sha256} ${join(out, BUNDLE_FILES.checksums)}`,
  ].map(escapeForTerminal);
}

/** Only its exporter knows when a stream that was not closed was read. */
function goesOn(bundle: Report | undefined): boolean {
  return bundle?.verdict === 'INTACT' && bundle.range.to === '' && bundle.streams.some(({ closed }) => !closed);
}

/** The same holds for when what is gone had become too old. */
function hasExpired(bundle: Report | undefined): boolean {
  return bundle?.verdict === 'INTACT' && bundle.conditions.some(({ condition }) => condition === 'EXPIRED');
}

function asJson(
  out: string,
  sha256: string,
  { source, bundle, wholeStreams, leftOut }: ExportedRecords,
  folder: BundleFolder,
): string {
  return asciiJson(
    {
      version: 1,
      bundle: out,
      sha256,
      verdict: bundle?.verdict,
      verdictLine: bundle === undefined ? '' : reportFirstLine(bundle),
      verdictExitCode: bundle?.exitCode,
      sourceVerdictLine: reportFirstLine(source),
      wholeStreams,
      leftOut,
      files: [...folder.files].map(([name, digest]) => ({ name, ...digest })),
    },
    2,
  );
}
