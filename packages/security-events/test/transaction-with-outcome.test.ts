import { describe, expect, it } from 'vitest';
import { security } from '../src/index.js';
import { withOutcome } from '../src/transaction.js';
import { recordEvents } from './recorded-events.js';

const { events } = recordEvents();
const refund = {
  id: 'tx-1',
  type: 'refund',
  amount: '129.90',
  currency: 'EUR',
  target: { type: 'order', id: 'o-1' },
} as const;
const told = () => events().map(({ eventName, attributes }) => [eventName, attributes['error.type']]);

describe('a transaction with outcome', () => {
  it('is complete when the function returns, and the value passes', () => {
    expect(security.transaction.withOutcome(refund, () => 'receipt')).toBe('receipt');
    expect(events()).toMatchObject([
      {
        eventName: 'security.transaction.complete',
        attributes: { 'security.transaction.amount': '129.90', 'audit.target.id': 'o-1', 'audit.outcome': 'success' },
      },
    ]);
  });

  it('is complete only when the promise is fulfilled', async () => {
    const running = withOutcome(refund, () => new Promise((resolve) => setImmediate(resolve, 'receipt')));
    expect(told()).toEqual([]);
    expect(await running).toBe('receipt');
    expect(told()).toEqual([['security.transaction.complete', undefined]]);
  });

  it('passes a value whose then can be read only once', async () => {
    let reads = 0;
    const value = {
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about
      get then() {
        reads += 1;
        if (reads > 1) throw new Error('read again');
        return (fulfilled: (receipt: string) => unknown) => Promise.resolve(fulfilled('receipt'));
      },
    };
    expect(await withOutcome(refund, () => value)).toBe('receipt');
    expect(told()).toEqual([['security.transaction.complete', undefined]]);
  });

  it('has failed when the function throws, and the very error passes', () => {
    const error = new TypeError('card 4111 1111 1111 1111 refused');
    let caught: unknown;
    try {
      withOutcome(refund, () => {
        throw error;
      });
    } catch (thrown) {
      caught = thrown;
    }
    expect(caught).toBe(error);
    expect(told()).toEqual([['security.transaction.failure', 'TypeError']]);
    expect(JSON.stringify(events())).not.toContain('4111');
  });

  it.each([
    [Object.assign(new Error('card 4111 1111 1111 1111 expired'), { code: 'card_expired' }), 'card_expired'],
    [new TypeError('x'), 'TypeError'],
    [new Error('x'), 'exception'],
    ['text', 'exception'],
  ])('says why in one word: %s', (thrown, reason) => {
    expect(() =>
      withOutcome(refund, () => {
        throw thrown;
      }),
    ).toThrow();
    expect(events()[0]?.attributes['security.reason']).toBe(reason);
    expect(events()[0]?.body).toMatch(new RegExp(`: failure \\(${reason}\\)$`));
  });

  const refusing = new Proxy(
    {},
    {
      get: () => {
        throw new Error('trap');
      },
    },
  );
  const reasons = [
    {
      what: 'an error with a code',
      reason: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
      type: 'ECONNREFUSED',
    },
    { what: 'a plain error', reason: new Error('x'), type: 'Error' },
    {
      what: 'prose for a code',
      reason: Object.assign(new Error('x'), { code: 'a sentence, a secret' }),
      type: 'Error',
    },
    { what: 'a text', reason: 'text', type: 'string' },
    { what: 'nothing', reason: undefined, type: 'undefined' },
  ];
  it.each(reasons)('has failed with $type when the promise is rejected with $what', async ({ reason, type }) => {
    const caught = await withOutcome(refund, () => Promise.reject(reason)).catch((error: unknown) => [error]);
    expect(caught).toEqual([reason]);
    expect(told()).toEqual([['security.transaction.failure', type]]);
  });

  it('reads nothing but type words from what was thrown', () => {
    expect(() =>
      withOutcome(refund, () => {
        throw refusing;
      }),
    ).toThrow();
    expect(told()).toEqual([['security.transaction.failure', 'Error']]);
  });

  it('records the outcome whatever the fields are', () => {
    expect(withOutcome(null as never, () => 1)).toBe(1);
    expect(() =>
      withOutcome(
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('trap');
            },
          },
        ) as never,
        () => {
          throw new RangeError('mine');
        },
      ),
    ).toThrow(new RangeError('mine'));
    expect(told()).toEqual([
      ['security.transaction.complete', undefined],
      ['security.transaction.failure', 'RangeError'],
    ]);
  });
});
