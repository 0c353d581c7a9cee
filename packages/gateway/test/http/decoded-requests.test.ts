import { setTimeout as sleep } from 'node:timers/promises';
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

  it('refuses at once what is larger than all of it', async () => {
    await expect(new DecodedRequests().enter('busy', 2 * HALF + 1)).rejects.toMatchObject({ status: 413 });
  });

  it('lets in what is large although others never leave a moment without one of theirs, and what is behind it', async () => {
    const decoded = new DecodedRequests(2_000, 100);
    let isOver = false;
    let entered = 0;
    const loop = async (principal: string, delayMs: number): Promise<void> => {
      for (await sleep(delayMs); !isOver; entered += 1) {
        const leave = await decoded.enter(principal, HALF / 2);
        await sleep(10);
        leave();
      }
    };
    const loops = [loop('a', 0), loop('b', 3), loop('c', 6)];
    await sleep(30);
    const large = decoded.enter('large', 1.9 * HALF).then((leave) => leave());
    const behind = decoded.enter('large', 1_000).then((leave) => leave());
    await Promise.all([large, behind]);
    const before = entered;
    await sleep(100);
    expect(entered).toBeGreaterThan(before); // and the others go on
    isOver = true;
    await Promise.all(loops);
  });

  it('keeps it for nobody who waits for what he holds himself', async () => {
    const decoded = new DecodedRequests(1_000, 20);
    const leave = await decoded.enter('busy', 1.5 * HALF);
    const late = decoded.enter('busy', HALF);
    await sleep(50);
    (await decoded.enter('other', 1_000_000))();
    leave();
    (await late)();
  });

  it('lets in who stood behind one that has given up', async () => {
    const decoded = new DecodedRequests(300);
    const leave = await decoded.enter('other', 0.9 * HALF);
    const refused = expect(decoded.enter('busy', 1.5 * HALF)).rejects.toMatchObject({ status: 503 });
    await sleep(150);
    const behind = decoded.enter('busy', 1_000);
    await refused;
    (await behind)();
    leave();
  });
});
