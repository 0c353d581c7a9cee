import { INSTRUMENTER_CONSTANTS, type StrykerOptions } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { KeptResults } from './kept-results.ts';
import { TestBundle } from './test-bundle.ts';
import { type RegisteredTest, TestRegistry } from './test-registry.ts';
import { EndlessError, within } from './within.ts';

const HOUR_MS = 3_600_000;
const LONGEST_LOAD_MS = 10_000;
/** A test that takes 20 times as long as in the dry run and this on top will not end. */
const SHORTEST_LIMIT_MS = 3_000;
const PROPERTY_SETTINGS = 'test/long/property-settings.ts';

/** Under `freshModules` in Stryker's settings. */
export interface FreshModulesOptions {
  /** Test files, below the folder in which Stryker runs. */
  readonly tests: readonly string[];
  /** Where results are kept. */
  readonly keptIn: string;
}

/** Where Stryker's instrumented code and its runner meet. */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}

/**
 * A test runner for Stryker that stays in one process and gives every mutant new modules. Vitest's own runner starts a worker and
 * loads everything again for each mutant, which takes seconds. Here the mutant is active from before the first module is loaded, so
 * that one in code that runs on loading is tried as all others, and no state of one mutant reaches the next.
 */
class FreshModulesRunner implements TestRunner {
  static readonly inject: ['options'] = ['options'];
  readonly #files: readonly string[];
  readonly #board: Switchboard;
  readonly #keptIn: string;
  #kept: KeptResults | undefined;
  /** What each test cost in the dry run: the cheap ones are tried first. */
  #knownMs: ReadonlyMap<string, number> | undefined;
  #bundle: TestBundle | undefined;
  #failedOutside: unknown;

  constructor(options: StrykerOptions) {
    const { tests, keptIn } = options['freshModules'] as FreshModulesOptions;
    this.#files = tests;
    this.#keptIn = keptIn;
    const global = globalThis as unknown as Record<string, Switchboard>;
    global[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
    this.#board = global[INSTRUMENTER_CONSTANTS.NAMESPACE] as Switchboard;
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    this.#kept = KeptResults.of(process.cwd(), this.#keptIn);
    this.#bundle = await TestBundle.of(process.cwd(), [PROPERTY_SETTINGS, ...this.#files]);
    process.on('unhandledRejection', (reason) => {
      this.#failedOutside ??= reason;
    });
  }

  /** Runs all tests. What runs while a file is loaded counts as run by each of its tests. */
  async dryRun(): Promise<DryRunResult> {
    if (this.#kept?.dryRun !== undefined) return this.#kept.dryRun;
    const board = this.#board;
    board.activeMutant = undefined;
    board.mutantCoverage = { static: {}, perTest: {} };
    const results: TestResult[] = [];
    for (const file of this.#files) {
      board.currentTestId = `load ${file}`;
      const started = performance.now();
      const tests = this.#load(file);
      const loadMs = performance.now() - started;
      for (const test of tests) {
        board.currentTestId = test.id;
        const result = await this.#run(test, HOUR_MS);
        results.push({ ...result, timeSpentMs: result.timeSpentMs + loadMs / tests.length });
      }
      board.currentTestId = undefined;
      shareOut(board.mutantCoverage.perTest, `load ${file}`, tests);
    }
    const result = { status: DryRunStatus.Complete, tests: results, mutantCoverage: board.mutantCoverage } as const;
    if (this.#kept && results.every(({ status }) => status === TestStatus.Success)) this.#kept.dryRun = result;
    return result;
  }

  async mutantRun({ testFilter, activeMutant, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
    const kept = this.#kept?.of(activeMutant.id);
    if (kept !== undefined) return kept;
    const board = this.#board;
    board.activeMutant = activeMutant.id;
    board.hitCount = 0;
    board.hitLimit = hitLimit;
    const run = await this.#untilFirstFailure(testFilter);
    board.activeMutant = undefined;
    const result = toMutantRunResult(determineHitLimitReached(board.hitCount, hitLimit) ?? run);
    this.#kept?.keep(activeMutant.id, result);
    return result;
  }

  async #untilFirstFailure(wanted: readonly string[] | undefined): Promise<DryRunResult> {
    const tests: TestResult[] = [];
    try {
      for (const [file, ids] of this.#byFile(wanted)) {
        const loaded = this.#loadOrFail(file).filter(({ id }) => ids.has(id) || id.startsWith('load '));
        for (const test of loaded.sort((a, b) => this.#ms(a.id) - this.#ms(b.id))) {
          const result = await this.#run(test, this.#ms(test.id) * 20 + SHORTEST_LIMIT_MS);
          tests.push(result);
          if (result.status === TestStatus.Failed) return { status: DryRunStatus.Complete, tests };
        }
      }
      return { status: DryRunStatus.Complete, tests };
    } catch (error) {
      if (error instanceof EndlessError) return { status: DryRunStatus.Timeout, reason: error.message };
      throw error;
    }
  }

  #byFile(wanted: readonly string[] | undefined): Map<string, ReadonlySet<string>> {
    const files = new Map<string, Set<string>>();
    for (const id of wanted ?? []) {
      const file = id.slice(0, id.indexOf('#'));
      files.set(file, (files.get(file) ?? new Set()).add(id));
    }
    const cost = (ids: Iterable<string>) => [...ids].reduce((all, id) => all + this.#ms(id), 0);
    return new Map([...files].sort(([, a], [, b]) => cost(a) - cost(b)));
  }

  #ms(id: string): number {
    const tests = this.#kept?.dryRun?.tests ?? [];
    this.#knownMs ??= new Map(tests.map((test) => [test.id, test.timeSpentMs]));
    return this.#knownMs.get(id) ?? 0;
  }

  #load(file: string): RegisteredTest[] {
    const registry = new TestRegistry(file);
    const api = { expect, vi, ...registry.api() };
    const loaders = this.#bundle?.fresh(() => api);
    loaders?.[PROPERTY_SETTINGS]?.();
    fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true }); // the smallest counterexample is not asked for
    loaders?.[file]?.();
    return registry.tests;
  }

  /** A file that cannot be loaded is a test that fails. */
  #loadOrFail(file: string): RegisteredTest[] {
    try {
      return within(LONGEST_LOAD_MS, () => this.#load(file));
    } catch (error) {
      if (error instanceof EndlessError) throw error;
      return [{ id: `load ${file}`, name: `load ${file}`, run: () => Promise.reject(error) }];
    }
  }

  async #run({ id, name, run }: RegisteredTest, limitMs: number): Promise<TestResult> {
    const started = performance.now();
    this.#failedOutside = undefined;
    const failure = await within(limitMs, run).then(
      () => this.#failedOutside,
      (error: unknown) => error ?? 'rejected with nothing',
    );
    const result = { id, name, timeSpentMs: performance.now() - started };
    if (failure === undefined) return { ...result, status: TestStatus.Success };
    return { ...result, status: TestStatus.Failed, failureMessage: String(failure).slice(0, 200) };
  }
}

function shareOut(
  perTest: Record<string, Record<string, number>>,
  from: string,
  tests: readonly RegisteredTest[],
): void {
  for (const { id } of tests) {
    perTest[id] ??= {};
    for (const [mutant, hits] of Object.entries(perTest[from] ?? {}))
      perTest[id][mutant] = (perTest[id][mutant] ?? 0) + hits;
  }
  delete perTest[from];
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'fresh-modules', FreshModulesRunner)];
