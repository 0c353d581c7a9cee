import { join } from 'node:path';

import type { Finding, Report, UnixTime, VerifierOptions, WitnessDirectory } from '@otelseal/audit-integrity';

import { CliError, usageError } from '../cli-error.js';
import type { Io } from '../io.js';
import { nanosecondsOf } from '../options/nanoseconds.js';
import { readRfc3339 } from '../options/rfc3339-time.js';
import { quoted } from '../output/escape-for-terminal.js';
import type { TimeRange } from '../verify/judge-sources.js';
import { unixTimeOf, witnessedUntil } from '../verify/judging-options.js';
import { directoryIn } from '../witness/read-directory.js';
import { BUNDLE_FILES, type BundleFileName, RECORD_FORMS } from './bundle-files.js';
import { judgeRecords } from './judge-records.js';
import type { Manifest } from './manifest.js';
import { enumeratesMore, narrowedTo } from './narrowed-settings.js';
import { bundleFindings, type OpenedBundle } from './opened-bundle.js';
import { isSameSelection, type Selection, selectsAll } from './selection.js';

/** What the verifying person asks, and believes. */
export interface Question {
  /** Trust, demands and vocabulary; whose directory, if one is given. */
  readonly settings: VerifierOptions;
  /** A part of what the bundle covers; undefined for all of it. */
  readonly range: TimeRange | undefined;
  /** What `--service` and `--stream` say. */
  readonly selection: Selection;
  /** The list of digests must have this SHA-256; undefined: any. */
  readonly sha256: string | undefined;
}

/**
 * The verdict over a bundle: that of its records, and NOT INTACT besides where the folder is not the one that was exported. Nothing in it is
 * believed: range and selection that its manifest states are what it claims to prove, and no more is said.
 *
 * @throws {CliError} `ERR_USAGE`, `ERR_UNAVAILABLE`
 */
export async function judgeBundle(bundle: OpenedBundle, question: Question, io: Io): Promise<Report> {
  const { manifest, files, present } = bundle;
  if (manifest === undefined) {
    const report = await judgeRecords(files, [], { trust: question.settings.trust }, undefined, io);
    return withFindings(report, bundleFindings(bundle, question.sha256), NOTHING_JUDGED, question.settings);
  }
  const range = rangeOf(manifest, question.range);
  const exported = unixTime(manifest.exported) as UnixTime;
  const now = unixTimeOf(io.now());
  const isFuture = nanosecondsOf(exported) > nanosecondsOf(now);
  const asOf = isFuture ? now : exported;
  const { directory, note } = await directoryOf(bundle, question.settings, range, asOf);
  // That a stream was alive when it was read rests on when that was. Without the digest anybody could cut its end off and say: earlier.
  const source = question.sha256 === undefined ? 'file' : manifest.reading;
  const asked: VerifierOptions = { ...question.settings, asOf, source, directory };
  confirm(manifest, question.selection, asked);
  const forms = RECORD_FORMS.filter((form) => present.has(BUNDLE_FILES[form]));
  const report = await judgeRecords(files, forms, narrowedTo(manifest.selection, asked), range, io);
  const rest: readonly BundleFileName[] = [BUNDLE_FILES.readme, BUNDLE_FILES.trust, BUNDLE_FILES.directory];
  for (const name of rest) if (present.has(name) && files.digest(name) === undefined) await files.digestOnly(name);
  const coverage = [
    ...claims(manifest),
    ...(isFuture ? ['the bundle says that it was exported in the future: it is taken as exported now'] : []),
    ...(note === undefined ? [] : [note]),
  ];
  const believed = question.sha256 === undefined ? withoutExpiry(report) : report;
  return withFindings(believed, bundleFindings(bundle, question.sha256), coverage, question.settings);
}

/** That records were too old to be kept rests on when the source was read. Anybody could cut a beginning off and say: later. */
function withoutExpiry(report: Report): Report {
  if (report.verdict !== 'INTACT' || !report.conditions.some(({ condition }) => condition === 'EXPIRED')) return report;
  return { ...report, verdict: 'NOT PROVEN', exitCode: 2, reason: 'EXPIRED' };
}

/** A part of the bundle may be judged, and nothing beyond it. An end that is not asked for is open, as everywhere. */
function rangeOf({ range }: Manifest, asked: TimeRange | undefined): TimeRange | undefined {
  const from = unixTime(range.from);
  const to = unixTime(range.to);
  if (asked === undefined) return from === undefined && to === undefined ? undefined : { from, to };
  const isBeyond =
    (from !== undefined && (asked.from === undefined || nanosecondsOf(asked.from) < nanosecondsOf(from))) ||
    (to !== undefined && (asked.to === undefined || nanosecondsOf(asked.to) > nanosecondsOf(to)));
  if (isBeyond) {
    const span = `${range.from || 'the beginning'} to ${range.to || 'the end'}`;
    throw usageError(`The bundle covers ${span}; --from and --to can only ask for a part of that.`);
  }
  return asked;
}

/** Where something outside says what must be there, leaving it out is for the verifying person to allow, not for the bundle. */
function confirm({ selection }: Manifest, asked: Selection, settings: VerifierOptions): void {
  const said = [
    ...selection.services.map((name) => `--service ${quoted(name)}`),
    ...selection.streams.map((id) => `--stream ${quoted(id)}`),
  ].join(' ');
  if (!selectsAll(asked) && !isSameSelection(asked, selection))
    throw usageError(
      selectsAll(selection) ? 'The bundle was not cut to services or streams.' : `The bundle was cut to ${said}.`,
    );
  if (selectsAll(selection) || !selectsAll(asked) || !enumeratesMore(settings)) return;
  throw usageError(
    `The bundle was cut to ${said}, and your trust file or the witness's directory says what else must be there. If that part is what you asked for, say ${said}.`,
  );
}

/** The given directory, or the one in the bundle: a witness that the trust file names must have signed it either way. */
async function directoryOf(
  { folder, files, present }: OpenedBundle,
  { directory, trust }: VerifierOptions,
  range: TimeRange | undefined,
  asOf: UnixTime,
): Promise<{ readonly directory: WitnessDirectory | undefined; readonly note?: string }> {
  const name = BUNDLE_FILES.directory;
  if (directory !== undefined || !present.has(name)) return { directory };
  if (trust === undefined || trust.witnesses.length === 0)
    return {
      directory: undefined,
      note: "the bundle's witness directory was not used: the trust file names no witness",
    };
  try {
    const until = witnessedUntil(range, asOf[0] * 1_000);
    return { directory: await directoryIn(files.chunks(name), quoted(join(folder, name)), trust.witnesses, until) };
  } catch (cause) {
    if (!(cause instanceof CliError) || files.digest(name) !== undefined) throw cause;
    await files.digestOnly(name);
    return { directory: undefined, note: `the bundle's witness directory was not used: ${cause.message}` };
  }
}

function claims({ exported, sources, tool, verdict, selection, wholeStreams, leftOut }: Manifest): string[] {
  const shown = sources.slice(0, MAX_SHOWN).map(quoted).join(', ');
  const { services, streams } = selection;
  return [
    `nobody signed where the bundle comes from; it says: exported ${exported} by ${quoted(tool)} from ${shown}`,
    `it says of the verdict at that time: ${verdict.line.slice(0, MAX_LINE)}`,
    ...(selectsAll(selection)
      ? []
      : [
          `the bundle was cut to ${[...services, ...streams].slice(0, MAX_SHOWN).map(quoted).join(', ')}: it says nothing of others`,
        ]),
    ...(wholeStreams ? ['the bundle holds more than the range, because the range alone would have proven less'] : []),
    ...(leftOut.unreadable > 0
      ? [`it says that ${leftOut.unreadable} pieces of its sources could not be read and are not here`]
      : []),
  ];
}

const NOTHING_JUDGED = ['the manifest cannot be read: no record was judged'];
const MAX_SHOWN = 5;
const MAX_LINE = 1_000;

/** Whose keys to believe is asked first: without a trust file nothing is said but that. */
function withFindings(
  report: Report,
  more: readonly Finding[],
  coverage: readonly string[],
  { trust }: VerifierOptions,
): Report {
  const counts: Record<string, number> = { ...report.counts };
  for (const { verdict } of more) counts[verdict] = (counts[verdict] ?? 0) + 1;
  const decided =
    more.length > 0 && trust !== undefined ? ({ verdict: 'NOT INTACT', exitCode: 1, reason: '' } as const) : {};
  return {
    ...report,
    ...decided,
    counts,
    findings: [...report.findings, ...more],
    coverage: [...coverage, ...report.coverage],
  };
}

function unixTime(text: string): UnixTime | undefined {
  const time = text === '' ? undefined : readRfc3339(text);
  return time && [Math.floor(time.ms / 1_000), time.nanoseconds];
}
