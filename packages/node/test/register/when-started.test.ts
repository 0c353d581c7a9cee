import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whenStarted } from '../../src/register/when-started.js';

/** How busy the event loop was in each stretch of time that is asked about, the last for all that follow. */
function busy(...stretches: readonly number[]): void {
  const left = [...stretches];
  vi.spyOn(performance, 'eventLoopUtilization').mockImplementation((since) => {
    const utilization = since === undefined ? 0 : left.length > 1 ? (left.shift() as number) : (left[0] as number);
    return { idle: 0, active: 0, utilization };
  });
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.restoreAllMocks().useRealTimers());

describe('a service has started', () => {
  it('after two seconds in which its event loop mostly waited', () => {
    busy(0.1);
    const callback = vi.fn();
    whenStarted(callback);
    vi.advanceTimersByTime(1_999);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
  });

  it('two quiet seconds after modules have been loaded, however long that took and whether or not timers came in time', () => {
    busy(0.9, 0.3, 0.05);
    const callback = vi.fn();
    whenStarted(callback);
    vi.advanceTimersByTime(5_999);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
  });

  it('after ten tries even if it is never quiet', () => {
    busy(1);
    const callback = vi.fn();
    whenStarted(callback);
    vi.advanceTimersByTime(19_999);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(180_000);
    expect(callback).toHaveBeenCalledOnce();
  });

  it('never for whoever does not wait any more', () => {
    busy(0);
    const callback = vi.fn();
    whenStarted(callback)();
    vi.advanceTimersByTime(60_000);
    expect(callback).not.toHaveBeenCalled();
  });

  it('by the event loop of the process itself', async () => {
    vi.useRealTimers();
    const callback = vi.fn();
    whenStarted(callback);
    const untilMs = performance.now() + 2_100;
    const work = (): void => {
      const pauseMs = performance.now() + 40;
      while (performance.now() < pauseMs);
      if (performance.now() < untilMs) setTimeout(work, 1); // every timer in between comes in time
    };
    work();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(callback).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce(), { timeout: 15_000 });
  }, 30_000);
});
