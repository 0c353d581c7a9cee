/** What became of the changes of one file. */
export interface FileScore {
  readonly killed: number;
  readonly survived: number;
  /** No test runs this code. Counts as survived. */
  readonly uncovered: number;
}

/** Percent of the changes that a test noticed, with the range in which the whole folder's score lies. */
export interface Score {
  readonly percent: number;
  /** The 95 % interval after Wilson (1927); both ends are `percent` when all changes were tried. */
  readonly interval: readonly [number, number];
  readonly tried: number;
}

/** `of`: how many changes there are, of which these were drawn; undefined when all were tried. */
export function scoreOf(files: Readonly<Record<string, FileScore>>, of?: number): Score {
  const sum = (part: (file: FileScore) => number) => Object.values(files).reduce((all, file) => all + part(file), 0);
  const killed = sum((file) => file.killed);
  const tried = killed + sum((file) => file.survived + file.uncovered);
  if (tried === 0) throw new Error('no change was tried');
  const percent = rounded(killed / tried);
  const whole = of === undefined || of <= tried;
  return { percent, interval: whole ? [percent, percent] : wilson(killed, tried), tried };
}

/** Of the normal distribution, two-sided. */
const Z_OF_95_PERCENT = 1.96;

function wilson(hits: number, tried: number): [number, number] {
  const share = hits / tried;
  const z2 = Z_OF_95_PERCENT ** 2 / tried;
  const middle = (share + z2 / 2) / (1 + z2);
  const half = (Z_OF_95_PERCENT * Math.sqrt((share * (1 - share) + z2 / 4) / tried)) / (1 + z2);
  return [rounded(middle - half), rounded(middle + half)];
}

/** One decimal of a percent. */
function rounded(share: number): number {
  return Math.round(1_000 * share) / 10;
}

/** A line per file, the lowest score first. */
export function scoreTable(files: Readonly<Record<string, FileScore>>): string {
  return Object.entries(files)
    .map(([file, score]) => ({ file, ...score, ...scoreOf({ [file]: score }) }))
    .sort((a, b) => a.percent - b.percent)
    .map(
      ({ file, percent, tried, killed }) =>
        `${percent.toFixed(1).padStart(5)} %  ${killed} noticed, ${tried - killed} not  ${file}`,
    )
    .join('\n');
}
