import { describe, expect, it } from 'vitest';
import { SigningLogRecordExporter } from '../../src/index.js';
import { SYSTEM_CLOCK } from '../../src/ports/clock.js';
import { within } from '../../src/ports/within.js';
import { ScriptedExporter } from '../scripted-exporter.js';
import { ROOT, recordOf } from '../sealing-bench.js';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a delay that is longer than any timer', () => {
  it.each([2 ** 31, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY])(
    'of %d ms is not one of 1 ms',
    async (delayMs) => {
      let ran = false;
      const cancel = SYSTEM_CLOCK.setTimer(delayMs, () => {
        ran = true;
      });
      await pause(20);
      cancel();
      expect(ran).toBe(false);
    },
  );

  it('does not end a wait at once', async () => {
    const soon = pause(30).then(() => true);
    expect(await within(SYSTEM_CLOCK, Number.POSITIVE_INFINITY, soon)).toBe(true);
  });

  it('switches heartbeats off without keeping the processor busy', async () => {
    let timers = 0;
    const clock = {
      ...SYSTEM_CLOCK,
      setTimer: (...args: Parameters<typeof SYSTEM_CLOCK.setTimer>) => {
        timers += 1;
        return SYSTEM_CLOCK.setTimer(...args);
      },
    };
    const sealing = { heartbeatIntervalMs: Number.MAX_SAFE_INTEGER, checkpointRecords: 1 };
    const exporter = new SigningLogRecordExporter({ exporter: new ScriptedExporter(), signer: ROOT, clock, sealing });
    exporter.export([recordOf()], () => {});
    await pause(100);
    expect(timers).toBeLessThan(10);
    await exporter.shutdown();
  });
});
