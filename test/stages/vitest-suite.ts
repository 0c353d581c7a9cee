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
}

const TWENTY_MINUTES_MS = 1_200_000;

/** Tests under one vitest configuration; a skipped test counts as failed, as it proves nothing. */
export function vitestSuite(name: string, config: string, filters: readonly string[] = []): Stage {
  return { name, run: () => runVitest(config, filters) };
}

export async function runVitest(config: string, filters: readonly string[]): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'otelseal-test-'));
  const report = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', config, ...reporters, ...filters];
    const { code, leftBehind } = await runToEnd(process.execPath, args, {
      output: 'show',
      timeoutMs: TWENTY_MINUTES_MS,
    });
    return judge(JSON.parse(await readFile(report, 'utf8')) as VitestReport, code, leftBehind);
  } catch (cause) {
    return { passed: 0, failed: 1, advice: `vitest wrote no report: ${String(cause)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function judge(report: VitestReport, code: number, leftBehind: readonly string[]): Outcome {
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = report.numFailedTests + skipped;
  const passed = report.numPassedTests;
  if (leftBehind.length > 0)
    return { passed, failed: failed + 1, advice: `left processes behind: ${leftBehind.join('; ')}` };
  if (skipped > 0) return { passed, failed, advice: `${skipped} tests were skipped` };
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}
