import type { Report, VerifierOptions } from '@otelseal/audit-integrity';

import type { Io } from '../io.js';
import { judgeSources, type TimeRange } from '../verify/judge-sources.js';
import type { Judging } from '../verify/judging-options.js';
import { BUNDLE_FILES, type RecordForm } from './bundle-files.js';
import type { BundleFolder } from './bundle-folder.js';
import { cutRecords, type LeftOut, rotationsIn } from './cut-records.js';
import { judgeRecords } from './judge-records.js';
import { narrowedTo } from './narrowed-settings.js';
import { ReadRecords } from './read-records.js';
import { RecordingVerifier } from './recording-verifier.js';
import { saysTheSame } from './same-verdict.js';
import { type RecordFilter, rangeFilter, type Selection, selectedStreams, streamFilter } from './selection.js';
import { VerifiedFiles } from './verified-files.js';

/** What was written, and what is said of it. */
export interface ExportedRecords {
  /** Over all that the sources hold. */
  readonly source: Report;
  /** Over what was written; undefined when nothing sealed belongs to the selection, and nothing was written. */
  readonly bundle: Report | undefined;
  /** Whether whole streams were written although a range was asked for. */
  readonly wholeStreams: boolean;
  readonly leftOut: LeftOut & { readonly unreadable: number };
}

/**
 * Reads the sources once, judges them, and writes the records that prove the range of the selected streams. What was written is judged
 * again from the disk; where that says less than the source does, whole streams are written instead.
 *
 * @throws {CliError} `ERR_UNAVAILABLE` when a source cannot be read or a file cannot be written
 */
export async function exportRecords(
  folder: BundleFolder,
  { sources, stores, settings, range }: Judging,
  selection: Selection,
  io: Io,
): Promise<ExportedRecords> {
  const read = new ReadRecords(folder.path);
  const source = await judgeSources(sources, stores, settings, range, io, (verifier) => {
    read.restart();
    return new RecordingVerifier(verifier, read);
  });
  const forms = read.close();
  const selected = new Set(selectedStreams(source, selection).map(({ stream }) => stream));
  const cutting = { folder, read, forms, settings: narrowedTo(selection, settings), range, io };
  let written: Written = { report: undefined, leftOut: { ordinary: 0 } };
  let wholeStreams = false;
  if (selected.size > 0) {
    written = await write(cutting, await filterOf(cutting, source, selection));
    wholeStreams = range !== undefined && !saysTheSame(source, written.report as Report, selected);
    if (wholeStreams) written = await write(cutting, streamFilter(source, selection, range));
  }
  read.remove();
  const leftOut = { ...written.leftOut, unreadable: read.unreadable };
  return { source, bundle: written.report, wholeStreams, leftOut };
}

interface Cutting {
  readonly folder: BundleFolder;
  readonly read: ReadRecords;
  readonly forms: readonly RecordForm[];
  readonly settings: VerifierOptions;
  readonly range: TimeRange | undefined;
  readonly io: Io;
}

interface Written {
  readonly report: Report | undefined;
  readonly leftOut: LeftOut;
}

async function filterOf({ read, forms, range }: Cutting, source: Report, selection: Selection): Promise<RecordFilter> {
  if (range === undefined) return streamFilter(source, selection, range);
  const rotations = new Map<string, Set<number>>();
  for (const form of forms) {
    for (const [stream, sequence] of await rotationsIn(form, read.pathOf(form))) {
      const known = rotations.get(stream);
      if (known === undefined) rotations.set(stream, new Set([sequence]));
      else known.add(sequence);
    }
  }
  return rangeFilter(source, selection, range, rotations);
}

async function write({ folder, read, forms, settings, range, io }: Cutting, filter: RecordFilter): Promise<Written> {
  const leftOut: LeftOut = { ordinary: 0 };
  for (const form of forms) {
    await folder.discard(BUNDLE_FILES[form]);
    await folder.write(BUNDLE_FILES[form], (file) => cutRecords(form, read.pathOf(form), filter, file, leftOut));
  }
  return { report: await judgeRecords(new VerifiedFiles(folder.path), forms, settings, range, io), leftOut };
}
