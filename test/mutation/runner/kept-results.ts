import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { MutantRunResult, TestResult } from '@stryker-mutator/api/test-runner';

/** The dry run of one test file: how often each of its tests reaches each mutant. */
export interface FileDryRun {
  readonly tests: readonly TestResult[];
  readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What became of a mutant, and the versions of the test files that this was found with. */
interface Tried {
  readonly result: MutantRunResult;
  readonly by: readonly string[];
}

type Line = readonly [name: string, FileDryRun | Tried];

/**
 * What was found on one state of the sources, in a file that is named after their hash: a run that was stopped goes on where it was, and
 * after a change of some test files only these run, against what none of the others noticed. Another state's file is removed.
 */
export class KeptResults {
  readonly #file: string;
  readonly #folder: string;
  readonly #known: Map<string, FileDryRun | Tried>;
  readonly #versions = new Map<string, string>();

  /** `folder`: where Stryker put its changes into the sources, with the tests beside them. */
  constructor(folder: string, keptIn: string) {
    mkdirSync(keptIn, { recursive: true });
    const name = `${hashOf(folder)}.jsonl`;
    for (const other of readdirSync(keptIn)) if (other !== name) rmSync(join(keptIn, other));
    this.#folder = folder;
    this.#file = join(keptIn, name);
    const lines = existsSync(this.#file) ? readFileSync(this.#file, 'utf8').split('\n') : [];
    const whole = lines.slice(0, -1); // what stands behind the last line break was cut off
    this.#known = new Map(whole.map((line) => JSON.parse(line) as Line));
  }

  dryRunOf(testFile: string): FileDryRun | undefined {
    return this.#known.get(this.#version(testFile)) as FileDryRun | undefined;
  }

  keepDryRun(testFile: string, run: FileDryRun): void {
    this.#keep([this.#version(testFile), run]);
  }

  /** What is known of a mutant: its result if that still stands, and which of the files have not been tried on it. */
  of(
    mutant: string,
    testFiles: readonly string[],
  ): { result: MutantRunResult | undefined; untried: readonly string[] } {
    const tried = this.#known.get(mutant) as Tried | undefined;
    const result = tried?.result;
    const current = testFiles.filter((file) => tried?.by.includes(this.#version(file)));
    if (result?.status !== 'survived')
      return current.length > 0 ? { result, untried: [] } : { result: undefined, untried: testFiles };
    return { result, untried: testFiles.filter((file) => !current.includes(file)) };
  }

  /** `testFiles`: the one that noticed it, or all that were tried. */
  keep(mutant: string, result: MutantRunResult, testFiles: readonly string[]): void {
    this.#keep([mutant, { result, by: testFiles.map((file) => this.#version(file)) }]);
  }

  #keep(line: Line): void {
    this.#known.set(line[0], line[1]);
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  #version(testFile: string): string {
    const known = this.#versions.get(testFile);
    if (known !== undefined) return known;
    const hash = createHash('sha256')
      .update(readFileSync(join(this.#folder, testFile)))
      .digest('hex');
    const version = `${testFile}@${hash.slice(0, 16)}`;
    this.#versions.set(testFile, version);
    return version;
  }
}

/** How tests are named in what is kept; another form makes it worthless. */
const FORM = 'tests by number';

/** Of everything but the test files. */
function hashOf(folder: string): string {
  const hash = createHash('sha256').update(`${FORM}\0`);
  for (const path of globSync('{packages,test}/**', { cwd: folder, exclude: ['**/*.test.ts'] }).sort()) {
    const file = join(folder, path);
    if (statSync(file).isFile()) hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
