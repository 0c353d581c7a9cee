import { describe, expect, it } from 'vitest';
import { KnownThreads } from '../../src/threads/known-threads.js';

const held = new SharedArrayBuffer(4);
const numbers = (threads: readonly { readonly thread: number }[]): number[] => threads.map(({ thread }) => thread);

/** 0 has started 1 and 4, and 1 has started 2, which has started 3. */
function family(): KnownThreads {
  const threads = new KnownThreads();
  for (const [thread, parent] of [
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 0],
  ] as const)
    threads.here({ thread, parent, held });
  return threads;
}

describe('threads that are known', () => {
  it('stand below those that started them, and those that started these', () => {
    const threads = family();
    expect(numbers(threads.below(0)).sort()).toEqual([1, 2, 3, 4]);
    expect(numbers(threads.below(2))).toEqual([3]);
    expect(numbers(threads.below(4))).toEqual([]);
  });

  it('are gone with what they had started, once', () => {
    const threads = family();
    expect(numbers(threads.gone(1))).toEqual([1, 2, 3]);
    expect(threads.gone(1)).toEqual([]);
    expect(numbers(threads.below(0))).toEqual([4]);
  });

  it('keep how far they have come when they say again that they are here', () => {
    const threads = family();
    threads.set(4, 'ended');
    threads.here({ thread: 4, parent: 0, held });
    expect(threads.below(0).find(({ thread }) => thread === 4)?.state).toBe('ended');
  });

  it('cannot stand below themselves, whatever they say', () => {
    const threads = new KnownThreads();
    threads.here({ thread: 1, parent: 1, held });
    threads.here({ thread: 2, parent: 3, held });
    threads.here({ thread: 3, parent: 2, held });
    expect(numbers(threads.below(2))).toEqual([3]);
  });
});
