import { describe, expect, it } from 'vitest';
import { QueueDrain } from '../../src/delivery/queue-drain.js';

/** A queue whose draining ends when the test says so. */
function slowQueue() {
  const ends: (() => void)[] = [];
  const drain = new QueueDrain(() => new Promise<void>((resolve) => void ends.push(resolve)));
  return { drain, ends };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('draining a queue', () => {
  it('runs one at a time: who asks meanwhile waits for a run that begins after the question', async () => {
    const { drain, ends } = slowQueue();
    const done: string[] = [];
    void drain.run().then(() => done.push('first'));
    void drain.run().then(() => done.push('second'));
    void drain.run().then(() => done.push('third'));
    await turn();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await turn();
    expect(done).toEqual(['first']);
    expect(ends).toHaveLength(2);
    void drain.run().then(() => done.push('fourth'));
    ends[1]?.();
    await turn();
    expect(done).toEqual(['first', 'second', 'third']);
    ends[2]?.();
    await turn();
    expect(done).toEqual(['first', 'second', 'third', 'fourth']);
  });

  it('starts anew when nothing runs, also after a failure', async () => {
    let runs = 0;
    const drain = new QueueDrain(async () => {
      runs += 1;
      if (runs === 1) throw new Error('first');
    });
    await expect(Promise.allSettled([drain.run(), drain.run()])).resolves.toMatchObject([
      { status: 'rejected' },
      { status: 'fulfilled' },
    ]);
    await drain.run();
    expect(runs).toBe(3);
  });
});
