import { INSTRUMENTER_CONSTANTS, type StrykerOptions } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { type FileDryRun, KeptResults } from './kept-results.ts';
import { TestBundle } from './test-bundle.ts';
import { type RegisteredTest, TestRegistry } from './test-registry.ts';
import { EndlessError, StarvedError, within } from './within.ts';

const HOUR_MS = 3_600_000;
const LONGEST_LOAD_MS = 20_000;
/** A test that takes 20 times as long as in the dry run and this on top will not end. */
const SHORTEST_LIMIT_MS = 5_000;
/** How much longer a machine that is busy with other things is given. */
const MOST_PATIENCE = 64;
const PROPERTY_SETTINGS = 'test/long/property-settings.ts';

/** Under `freshModules` in Stryker's settings. */
export interface FreshModulesOptions {
  /** Test files, below the folder in which Stryker runs. */
  readonly tests: readonly string[];
  /** Folder in which results are kept. */
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
  readonly #options: FreshModulesOptions;
  readonly #board: Switchboard;
  #kept: KeptResults | undefined;
  /** Which changed source the bundle at hand has; mutants come file by file. */
  #bundle: readonly [changed: string | undefined, TestBundle] | undefined;
  #failedOutside: unknown;

  constructor(options: StrykerOptions) {
    this.#options = options['freshModules'] as FreshModulesOptions;
    const global = globalThis as unknown as Record<string, Switchboard>;
    global[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
    this.#board = global[INSTRUMENTER_CONSTANTS.NAMESPACE] as Switchboard;
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    process.on('unhandledRejection', (reason) => {
      this.#failedOutside ??= reason;
    });
  }

  /** Runs all tests that no earlier dry run ran as they are now. */
  async dryRun(): Promise<DryRunResult> {
    const tests: TestResult[] = [];
    const perTest: Record<string, Record<string, number>> = {};
    for (const file of this.#options.tests) {
      const kept = this.#results.dryRunOf(file);
      const run = kept ?? (await this.#dryRunOf(file));
      if (kept === undefined && run.tests.every(({ status }) => status === TestStatus.Success)) {
        this.#results.keepDryRun(file, run);
      }
      tests.push(...run.tests);
      Object.assign(perTest, run.perTest);
    }
    return { status: DryRunStatus.Complete, tests, mutantCoverage: { static: {}, perTest } };
  }

  /** What runs while a file is loaded is reached by a test of its own, which stands for all tests of the file. */
  async #dryRunOf(file: string): Promise<FileDryRun> {
    await this.#bundleWith(undefined);
    const board = this.#board;
    const coverage = { static: {}, perTest: {} };
    Object.assign(board, { activeMutant: undefined, mutantCoverage: coverage, currentTestId: 'load' });
    const started = performance.now();
    const tests = this.#load(file);
    const loadMs = performance.now() - started;
    const results: TestResult[] = [];
    for (const test of tests) {
      board.currentTestId = test.id;
      const result = await this.#run(test, HOUR_MS);
      results.push({ ...result, timeSpentMs: result.timeSpentMs + loadMs / tests.length });
    }
    const { load = {}, ...perTest }: Record<string, Record<string, number>> = coverage.perTest;
    const all = { id: loadOf(file), name: `all of ${file}`, timeSpentMs: performance.now() - started };
    return {
      tests: [...results, { ...all, status: TestStatus.Success }],
      perTest: { ...perTest, [all.id]: load },
    };
  }

  async mutantRun({
    testFilter = [],
    activeMutant: { id },
    hitLimit,
    sandboxFileName,
  }: MutantRunOptions): Promise<MutantRunResult> {
    const wanted = this.#byFile(testFilter);
    const { result: kept, untried } = this.#results.of(id, [...wanted.keys()]);
    if (kept !== undefined && untried.length === 0) return kept;
    await this.#bundleWith(sandboxFileName);
    Object.assign(this.#board, { activeMutant: id, hitCount: 0, hitLimit });
    for (const file of untried) {
      const run = await this.#untilFailure(file, wanted.get(file) ?? new Set());
      const result = toMutantRunResult(determineHitLimitReached(this.#board.hitCount, hitLimit) ?? run);
      if (result.status === MutantRunStatus.Survived) continue;
      this.#results.keep(id, result, [file]);
      return result;
    }
    const survived = { status: MutantRunStatus.Survived, nrOfTests: testFilter.length } as const;
    this.#results.keep(id, survived, [...wanted.keys()]);
    return survived;
  }

  get #results(): KeptResults {
    this.#kept ??= new KeptResults(process.cwd(), this.#options.keptIn); // not before Stryker wrote its changes
    return this.#kept;
  }

  async #bundleWith(changed: string | undefined): Promise<void> {
    if (this.#bundle !== undefined && this.#bundle[0] === changed) return;
    const files = [PROPERTY_SETTINGS, ...this.#options.tests];
    this.#bundle = [changed, await TestBundle.of(process.cwd(), files, changed)];
  }

  async #untilFailure(file: string, wanted: ReadonlySet<string>, patience = 1): Promise<DryRunResult> {
    const tests: TestResult[] = [];
    try {
      const isWanted = ({ id }: RegisteredTest) => wanted.has(id) || wanted.has(loadOf(file));
      const loaded = within(patience * LONGEST_LOAD_MS, () => this.#load(file)).filter(isWanted);
      const costs = this.#costsOf(file);
      const cost = ({ id }: RegisteredTest) => costs.get(id) ?? 0;
      for (const test of loaded.sort((a, b) => cost(a) - cost(b))) {
        const result = await this.#run(test, patience * (cost(test) * 20 + SHORTEST_LIMIT_MS));
        tests.push(result);
        if (result.status === TestStatus.Failed) break;
      }
    } catch (error) {
      if (error instanceof StarvedError && patience < MOST_PATIENCE)
        return this.#untilFailure(file, wanted, patience * 4);
      if (error instanceof EndlessError) return { status: DryRunStatus.Timeout, reason: error.message };
      tests.push(failed({ id: `load ${file}`, name: `load ${file}`, timeSpentMs: 0 }, error));
    }
    return { status: DryRunStatus.Complete, tests };
  }

  /** The cheap files first. */
  #byFile(tests: readonly string[]): Map<string, ReadonlySet<string>> {
    const files = new Map<string, Set<string>>();
    for (const id of tests) {
      const file = id.slice(0, id.indexOf('#'));
      files.set(file, (files.get(file) ?? new Set()).add(id));
    }
    const cost = ([file, ids]: [string, ReadonlySet<string>]): number => {
      const costs = this.#costsOf(file);
      return [...ids].reduce((all, id) => all + (costs.get(id) ?? 0), 0);
    };
    return new Map([...files].sort((a, b) => cost(a) - cost(b)));
  }

  #costsOf(file: string): ReadonlyMap<string, number> {
    return new Map(this.#results.dryRunOf(file)?.tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
  }

  #load(file: string): RegisteredTest[] {
    const registry = new TestRegistry(file);
    const api = { expect, vi, ...registry.api() };
    const loaders = this.#bundle?.[1].fresh(() => api);
    loaders?.[PROPERTY_SETTINGS]?.();
    fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true }); // the smallest counterexample is not asked for
    loaders?.[file]?.();
    return registry.tests;
  }

  async #run({ id, name, run }: RegisteredTest, limitMs: number): Promise<TestResult> {
    const started = performance.now();
    this.#failedOutside = undefined;
    const failure = await within(limitMs, run).then(
      () => this.#failedOutside,
      (error: unknown) => error ?? 'rejected with nothing',
    );
    const result = { id, name, timeSpentMs: performance.now() - started };
    return failure === undefined ? { ...result, status: TestStatus.Success } : failed(result, failure);
  }
}

function failed(test: { id: string; name: string; timeSpentMs: number }, error: unknown): TestResult {
  return { ...test, status: TestStatus.Failed, failureMessage: String(error).slice(0, 200) };
}

/** What is reached while a file is loaded would otherwise be told for each of its tests, and all of it goes through one string. */
function loadOf(file: string): string {
  return `${file}#load`;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'fresh-modules', FreshModulesRunner)];
