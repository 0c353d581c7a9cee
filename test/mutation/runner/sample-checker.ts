import { type CheckResult, CheckStatus } from '@stryker-mutator/api/check';
import type { Mutant, StrykerOptions } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

import { drawSample, type Sample } from './draw-sample.ts';

/** A checker for Stryker that lets the mutants of a sample pass. The others end as `CompileError`, which counts for nothing. */
class SampleChecker {
  static readonly inject: ['options'] = ['options'];
  readonly #sample: Sample;
  #drawn: ReadonlySet<string> = new Set();

  constructor(options: StrykerOptions) {
    this.#sample = options['sample'] as Sample;
  }

  async init(): Promise<void> {}

  /** Stryker asks once, with all mutants. */
  async group(mutants: readonly Mutant[]): Promise<string[][]> {
    this.#drawn = drawSample(mutants, this.#sample);
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants: readonly Mutant[]): Promise<Record<string, CheckResult>> {
    const result = ({ id }: Mutant): CheckResult =>
      this.#drawn.has(id) ? { status: CheckStatus.Passed } : { status: CheckStatus.CompileError, reason: 'not drawn' };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, result(mutant)]));
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', SampleChecker)];
