import type { Outcome, Stage } from './stage.ts';

/** Runs stages in order until one fails, and adds up what they found. */
export async function runStages(stages: readonly Stage[], say: (line: string) => void): Promise<Outcome> {
  let passed = 0;
  let failed = 0;
  for (const stage of stages) {
    const startedMs = performance.now();
    const outcome = await stage.run();
    passed += outcome.passed;
    failed += outcome.failed;
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    say(`${outcome.failed === 0 ? '✔' : '✘'} ${stage.name} (${seconds} s)`);
    if (outcome.failed > 0) {
      if (outcome.advice) say(`  ${outcome.advice}`);
      break;
    }
  }
  return { passed, failed };
}
