import { readFileSync } from 'node:fs';

import type { FileScore } from './score.ts';

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

/** What Stryker found, in our words; names are paths below the package. */
export interface Found {
  /** Only files of which a change was tried. */
  readonly files: Readonly<Record<string, FileScore>>;
  /** How many changes there are, tried or not drawn. */
  readonly changes: number;
  /** A line for each change that no test noticed: place, what was there, what stood in its place. */
  readonly unnoticed: readonly string[];
}

export function readStrykerReport(reportFile: string, packageFolder: string): Found {
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as {
    readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
  };
  const files: Record<string, FileScore> = {};
  const unnoticed: string[] = [];
  let changes = 0;
  for (const [path, { source, mutants }] of Object.entries(report.files)) {
    const file = path.slice(path.indexOf(packageFolder) + packageFolder.length + 1);
    const count = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status)).length;
    const failed = count('RuntimeError', 'Pending');
    if (failed > 0) throw new Error(`${failed} changes of ${file} could not be tried`);
    const score = { killed: count('Killed', 'Timeout'), survived: count('Survived'), uncovered: count('NoCoverage') };
    changes += mutants.length - count('Ignored');
    if (score.killed + score.survived + score.uncovered > 0) files[file] = score;
    for (const mutant of mutants) {
      if (mutant.status === 'Survived' || mutant.status === 'NoCoverage') unnoticed.push(lineOf(file, source, mutant));
    }
  }
  return { files, changes, unnoticed };
}

function lineOf(file: string, source: string, { status, replacement = '', location: { start, end } }: Mutant): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, end.column - 1);
  lines[0] = (lines[0] ?? '').slice(start.column - 1);
  const note = status === 'NoCoverage' ? ' (no test runs it)' : '';
  return `${file}:${start.line}:${start.column}${note}  ${oneLine(lines.join('\n'))}  →  ${oneLine(replacement)}`;
}

function oneLine(code: string): string {
  const short = code.replaceAll(/\s+/g, ' ');
  return short.length > 160 ? `${short.slice(0, 160)}…` : short;
}
