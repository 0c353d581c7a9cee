import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whenStarted } from '../../src/register/when-started.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.restoreAllMocks().useRealTimers());

describe('a service has started', () => {
  it('after two seconds in which nothing held it up', () => {
    const callback = vi.fn();
    whenStarted(callback);
    vi.advanceTimersByTime(1_999);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
  });

  it('two quiet seconds after modules have been loaded, however long that took', () => {
    const callback = vi.fn();
    const now = vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValueOnce(9_000); // loading kept the timer waiting
    whenStarted(callback);
    now.mockReturnValueOnce(9_000).mockReturnValueOnce(11_000);
    vi.advanceTimersByTime(2_000);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2_000);
    expect(callback).toHaveBeenCalledOnce();
  });

  it('after ten tries even if it is never quiet', () => {
    const callback = vi.fn();
    let nowMillis = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => {
      nowMillis += 5_000;
      return nowMillis;
    });
    whenStarted(callback);
    vi.advanceTimersByTime(19_999);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(180_000);
    expect(callback).toHaveBeenCalledOnce();
  });

  it('never for whoever does not wait any more', () => {
    const callback = vi.fn();
    whenStarted(callback)();
    vi.advanceTimersByTime(60_000);
    expect(callback).not.toHaveBeenCalled();
  });
});
