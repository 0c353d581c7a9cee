import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { CompleteDryRunResult, MutantRunResult } from '@stryker-mutator/api/test-runner';

type Line = readonly [name: string, CompleteDryRunResult | MutantRunResult];

const DRY_RUN = 'dry run';

/**
 * What was found on one state of sources and tests, in a file that is named after their hash: a run that was stopped goes on where it
 * was, and a second sample takes the dry run of the first. Another state's file is removed.
 */
export class KeptResults {
  readonly #file: string;
  readonly #known: Map<string, Line[1]>;

  private constructor(file: string) {
    this.#file = file;
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    const whole = lines.slice(0, -1); // what stands behind the last line break was cut off
    this.#known = new Map(whole.map((line) => JSON.parse(line) as Line));
  }

  /** `changed`: the folder in which Stryker put its changes into the sources, with the tests beside them. */
  static of(changed: string, folder: string): KeptResults {
    mkdirSync(folder, { recursive: true });
    const name = `${hashOf(changed)}.jsonl`;
    for (const other of readdirSync(folder)) if (other !== name) rmSync(join(folder, other));
    return new KeptResults(join(folder, name));
  }

  get dryRun(): CompleteDryRunResult | undefined {
    return this.#known.get(DRY_RUN) as CompleteDryRunResult | undefined;
  }

  set dryRun(result: CompleteDryRunResult) {
    this.#keep([DRY_RUN, result]);
  }

  of(mutant: string): MutantRunResult | undefined {
    return this.#known.get(mutant) as MutantRunResult | undefined;
  }

  keep(mutant: string, result: MutantRunResult): void {
    this.#keep([mutant, result]);
  }

  #keep(line: Line): void {
    this.#known.set(line[0], line[1]);
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const path of globSync('{packages,test}/**', { cwd: folder }).sort()) {
    const file = join(folder, path);
    if (statSync(file).isFile()) hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
