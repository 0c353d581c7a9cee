import { readFileSync } from 'node:fs';

/** What became of the changes of one file. */
export interface FileScore {
  readonly killed: number;
  readonly survived: number;
  /** No test runs this code. Counts as survived. */
  readonly uncovered: number;
  /** Changes of what runs once when the module is loaded; they are not tried and count for nothing. */
  readonly ignored: number;
}

/** A score and the commit on which the file was tried. */
export interface KeptScore extends FileScore {
  readonly commit: string;
}

interface StrykerReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

/** From Stryker's JSON report; names are paths below the package. */
export function readScores(reportFile: string, packageFolder: string): Record<string, FileScore> {
  const { files } = JSON.parse(readFileSync(reportFile, 'utf8')) as StrykerReport;
  const scores: Record<string, FileScore> = {};
  for (const [file, { mutants }] of Object.entries(files)) {
    const count = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status)).length;
    scores[file.replace(`${packageFolder}/`, '')] = {
      killed: count('Killed', 'Timeout'),
      survived: count('Survived'),
      uncovered: count('NoCoverage'),
      ignored: count('Ignored'),
    };
  }
  return scores;
}

/** The scores of the files that were tried now, in place of what is known of them; the others keep theirs. */
export function withScores(
  known: Readonly<Record<string, KeptScore>>,
  tried: Readonly<Record<string, FileScore>>,
  commit: string,
): Record<string, KeptScore> {
  const now = Object.entries(tried).map(([file, score]) => [file, { ...score, commit }] as const);
  const all = Object.entries({ ...known, ...Object.fromEntries(now) });
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Percent of the changes that were tried and noticed; 0 if none was tried. */
export function scoreOf(scores: Readonly<Record<string, FileScore>>): number {
  const sum = (part: (score: FileScore) => number) =>
    Object.values(scores).reduce((all, score) => all + part(score), 0);
  const killed = sum((score) => score.killed);
  const tried = killed + sum((score) => score.survived + score.uncovered);
  return tried === 0 ? 0 : Math.round((1_000 * killed) / tried) / 10;
}

export function scoreTable(scores: Readonly<Record<string, FileScore>>): string {
  return Object.entries(scores)
    .map(([file, score]) => ({ file, score, percent: scoreOf({ [file]: score }) }))
    .sort((a, b) => a.percent - b.percent)
    .map(
      ({ file, percent, score: { killed, survived, uncovered, ignored } }) =>
        `${percent.toFixed(1).padStart(5)} %  ${killed} noticed, ${survived + uncovered} not, ${ignored} left out  ${file}`,
    )
    .join('\n');
}
