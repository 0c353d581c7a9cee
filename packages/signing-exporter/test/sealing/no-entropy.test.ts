import { describe, expect, it } from 'vitest';
import { settled } from '../manual-clock.js';
import { bench, recordOf } from '../sealing-bench.js';

describe('when randomness fails for good', () => {
  it('neither timers nor the end throw, and it is tried a few times a minute, not all the time', async () => {
    let broken = false;
    let asked = 0;
    const randomBytes = (length: number): Uint8Array => {
      asked += 1;
      if (broken) throw new Error('no entropy');
      return new Uint8Array(length);
    };
    const { give, exporter, clock, telemetry } = bench({ randomBytes });
    give(recordOf());
    broken = true;
    for (let n = 0; n < 100; n += 1) give(recordOf());
    asked = 0;
    await clock.advance(600_000);
    expect(asked).toBeLessThan(100);
    expect(telemetry.problems).toContain('ERR_SEAL_FAILED');
    const end = exporter.shutdown();
    await settled();
    await clock.advance(60_000);
    await expect(end).resolves.toBeUndefined();
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('when there is no room for a sign of life', () => {
  it('is tried again after a minute, not all the time', async () => {
    const { give, clock, inner } = bench({
      delivery: { maxKeptRecords: 2, backoff: { initialMs: 3_600_000, maxMs: 3_600_000, factor: 1, jitter: 0 } },
    });
    inner.answers = ['fail'];
    give(recordOf(), recordOf(), recordOf());
    let timers = 0;
    const setTimer = clock.setTimer.bind(clock);
    clock.setTimer = (delayMs, run) => {
      timers += 1;
      return setTimer(delayMs, run);
    };
    await clock.advance(600_000);
    expect(timers).toBeLessThan(30);
  });
});
