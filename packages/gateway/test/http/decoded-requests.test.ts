import { describe, expect, it } from 'vitest';
import { DecodedRequests } from '../../src/http/decoded-requests.js';

const HALF = 64 * 1_048_576;

describe('memory for parsed requests', () => {
  it('lets in one after the other what does not fit side by side, ten times as much as there is, and nobody passes his own', async () => {
    const decoded = new DecodedRequests();
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    const one = async (number: number): Promise<void> => {
      const leave = await decoded.enter('busy', HALF / 4);
      order.push(number);
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(setImmediate);
      inside -= 1;
      leave();
    };
    await Promise.all(Array.from({ length: 80 }, (_, number) => one(number)));
    expect(order).toEqual([...Array(80).keys()]);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('lets in alone what is larger than a share, and another client beside who waits', async () => {
    const decoded = new DecodedRequests(100);
    const leave = await decoded.enter('busy', 1.5 * HALF);
    const late = decoded.enter('busy', HALF);
    const other = await decoded.enter('other', 1_000_000);
    await expect(late).rejects.toMatchObject({ status: 503, retryAfterSeconds: 1 });
    other();
    leave();
    (await decoded.enter('busy', 1.5 * HALF))();
  });
});
