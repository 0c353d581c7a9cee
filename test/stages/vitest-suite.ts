import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runToEnd } from './child-process.ts';
import type { Outcome, Stage } from './stage.ts';

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export interface SuiteOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Default 20 minutes: more than the slowest suite takes cold. */
  readonly timeoutMs?: number;
}

/** Tests under one vitest configuration; a skipped test counts as failed, as it proves nothing. */
export function vitestSuite(name: string, config: string): Stage {
  return { name, run: () => runVitest(config, []) };
}

export async function runVitest(
  config: string,
  filters: readonly string[],
  options: SuiteOptions = {},
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'otelseal-test-'));
  const report = join(folder, 'report.json');
  const startedMs = performance.now();
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', config, ...reporters, ...filters];
    const { env = {}, timeoutMs = 1_200_000 } = options;
    const { code, leftBehind } = await runToEnd(process.execPath, args, { output: 'show', timeoutMs, env });
    return judge(JSON.parse(await readFile(report, 'utf8')) as VitestReport, code, leftBehind);
  } catch (cause) {
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    return { passed: 0, failed: 1, advice: `${config}: vitest wrote no report within ${seconds} s (${String(cause)})` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function judge(report: VitestReport, code: number, leftBehind: readonly string[]): Outcome {
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = report.numFailedTests + skipped;
  const failures = failuresOf(report);
  if (leftBehind.length > 0) {
    return { passed, failed: failed + 1, failures, advice: `left processes behind: ${leftBehind.join('; ')}` };
  }
  if (skipped > 0) return { passed, failed, failures, advice: `${skipped} tests were skipped` };
  // Files that could not be loaded and errors outside of tests have no test that failed.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, failures };
}

function failuresOf({ testResults }: VitestReport): string[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'passed')
      .map(({ fullName }) => `${name.slice(name.search(/(packages|examples|test)\//))}: ${fullName}`),
  );
}
