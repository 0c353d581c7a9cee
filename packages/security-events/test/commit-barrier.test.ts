import { BARRIER_KEY } from '@otelseal/semantic-conventions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { committed } from '../src/index.js';

const globals = globalThis as Record<symbol, unknown>;
afterEach(() => {
  delete globals[BARRIER_KEY];
  vi.useRealTimers();
});

describe('committed', () => {
  it('is none without a pipeline', async () => {
    expect(await committed('spooled', { timeoutMs: 1 })).toBe('none');
  });

  it('is the level that the pipeline reached, and hands it level and time', async () => {
    const barrier = vi.fn(async () => 'sealed');
    globals[BARRIER_KEY] = { committed: barrier };
    expect(await committed('delivered', { timeoutMs: 1_234 })).toBe('sealed');
    expect(barrier).toHaveBeenCalledWith('delivered', { timeoutMs: 1_234 });
  });

  it.each([
    [
      'a barrier that throws',
      {
        committed: () => {
          throw new Error('x');
        },
      },
    ],
    ['a barrier that rejects', { committed: () => Promise.reject(new Error('x')) }],
    ['a barrier that answers nonsense', { committed: () => 'yes' }],
    ['something that is no barrier', 7],
    [
      'a hostile getter',
      Object.defineProperty({}, 'committed', {
        get: () => {
          throw new Error('x');
        },
      }),
    ],
  ])('is none with %s', async (_what, barrier) => {
    globals[BARRIER_KEY] = barrier;
    expect(await committed('sealed')).toBe('none');
  });

  it('is none soon after the time when the pipeline hangs', async () => {
    vi.useFakeTimers();
    globals[BARRIER_KEY] = { committed: () => new Promise(() => {}) };
    const answer = committed('delivered', { timeoutMs: 1_000 });
    await vi.advanceTimersByTimeAsync(1_250);
    expect(await answer).toBe('none');
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([Number.POSITIVE_INFINITY, 3_000_000_000])(
    'waits that long when asked to wait for %d ms',
    async (timeoutMs) => {
      vi.useFakeTimers();
      const asked: number[] = [];
      globals[BARRIER_KEY] = {
        committed: async (_level: string, options: { timeoutMs: number }) => {
          asked.push(options.timeoutMs);
          await new Promise((resolve) => setTimeout(resolve, 60_000));
          return 'delivered';
        },
      };
      const answer = committed('delivered', { timeoutMs });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await answer).toBe('delivered');
      expect(asked).toEqual([2_147_483_000]);
    },
  );

  it('survives options that are none', async () => {
    globals[BARRIER_KEY] = {
      committed: async (_level: string, options: object) =>
        JSON.stringify(options) === '{"timeoutMs":2000}' ? 'sealed' : 'none',
    };
    expect(await committed('sealed', { timeoutMs: Number.NaN })).toBe('sealed');
    expect(await committed('sealed', { timeoutMs: '9' as never })).toBe('sealed');
    expect(await committed('sealed', null as never)).toBe('none');
  });
});
