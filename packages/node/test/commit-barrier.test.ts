import { committed } from '@otelseal/security-events';
import { BARRIER_KEY, type Barrier, type CommitLevel } from '@otelseal/semantic-conventions';
import { afterEach, describe, expect, it } from 'vitest';
import { commitWait, joinBarrier } from '../src/commit-barrier.js';

const holder = globalThis as { [BARRIER_KEY]?: Barrier };
const reaching = (level: CommitLevel | 'none'): Barrier => ({ committed: async () => level });
const ask = () => committed('delivered', { timeoutMs: 100 });

describe('the barrier of the process', () => {
  afterEach(() => {
    delete holder[BARRIER_KEY];
  });

  it('answers for one pipeline, and says none after it left', async () => {
    const leave = joinBarrier(reaching('delivered'));
    expect(await ask()).toBe('delivered');
    leave();
    expect(await ask()).toBe('none');
  });

  it('is as strong as the weakest of several pipelines', async () => {
    joinBarrier(reaching('delivered'));
    const leave = joinBarrier(reaching('sealed'));
    expect(await ask()).toBe('sealed');
    leave();
    expect(await ask()).toBe('delivered');
  });

  it('speaks for a barrier that somebody else put there first', async () => {
    holder[BARRIER_KEY] = reaching('none');
    joinBarrier(reaching('delivered'));
    expect(await ask()).toBe('none');
  });
});

describe('the wait for a level', () => {
  it.each([
    [{ timeoutMs: 5 }, 5],
    [{ timeoutMs: 0 }, 0],
    [{ timeoutMs: Number.POSITIVE_INFINITY }, 2_147_483_000],
    [{ timeoutMs: 1e12 }, 2_147_483_000],
    [{ timeoutMs: Number.NaN }, 2_000],
    [{ timeoutMs: -1 }, 2_000],
    [{ timeoutMs: '9' }, 2_000],
    [{}, 2_000],
    [undefined, 2_000],
    [null, 2_000],
  ])('of %o is one that timers can keep', (options, timeoutMs) => {
    expect(commitWait(options)).toEqual({ timeoutMs });
  });
});
