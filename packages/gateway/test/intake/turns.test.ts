import { describe, expect, it } from 'vitest';
import { Turns } from '../../src/intake/turns.js';

describe('turns', () => {
  it('alternate between principals, however many slices one of them has waiting', async () => {
    const turns = new Turns();
    const order: string[] = [];
    const work = async (principal: string): Promise<void> => {
      await turns.next(principal);
      order.push(principal);
    };
    const busy = Array.from({ length: 1_000 }, () => work('busy'));
    await Promise.all([work('a'), work('a'), work('b')]);
    expect(order.filter((principal) => principal === 'busy').length).toBeLessThanOrEqual(3);
    await Promise.all(busy);
    expect(order).toHaveLength(1_003);
  });

  it('are had at once for what is small, up to a few in one turn of the event loop', async () => {
    const turns = new Turns();
    let begun = 0;
    let isOver = false;
    const small = Array.from({ length: 80 }, async () => {
      await turns.next('a', 100);
      if (!isOver) begun += 1;
    });
    setImmediate(() => {
      isOver = true;
    });
    await Promise.all(small);
    expect([8, 9]).toContain(begun);
  });

  it('come in different turns of the event loop, so that others are answered between', async () => {
    const turns = new Turns();
    let polls = 0;
    const poll = setInterval(() => {
      polls += 1;
    }, 1);
    const slow = async (): Promise<void> => {
      await turns.next('slow');
      for (const until = performance.now() + 5; performance.now() < until; );
    };
    await Promise.all(Array.from({ length: 20 }, slow));
    clearInterval(poll);
    expect(polls).toBeGreaterThan(5);
  });
});
