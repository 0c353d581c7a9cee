import { describe, expect, it } from 'vitest';

import { runStages } from './run-stages.js';
import type { Outcome, Stage } from './stage.js';

function stageThat(name: string, outcome: Outcome, order: string[]): Stage {
  return {
    name,
    run: async () => {
      order.push(name);
      return outcome;
    },
  };
}

describe('the stages of npm test', () => {
  it('run in order and add up what they found', async () => {
    const order: string[] = [];
    const stages = [stageThat('a', { passed: 2, failed: 0 }, order), stageThat('b', { passed: 3, failed: 0 }, order)];
    expect(await runStages(stages, () => undefined)).toEqual({ passed: 5, failed: 0 });
    expect(order).toEqual(['a', 'b']);
  });

  it('end with the first that fails, and say what to do', async () => {
    const order: string[] = [];
    const lines: string[] = [];
    const failing = stageThat('a', { passed: 2, failed: 1, advice: 'mend it' }, order);
    const totals = await runStages([failing, stageThat('b', { passed: 1, failed: 0 }, order)], (line) =>
      lines.push(line),
    );
    expect(totals).toEqual({ passed: 2, failed: 1 });
    expect(order).toEqual(['a']);
    expect(lines).toEqual([expect.stringMatching(/^✘ a \(\d+\.\d s\)$/), '  mend it']);
  });
});
