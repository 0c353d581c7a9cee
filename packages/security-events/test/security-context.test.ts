import { setTimeout as sleep } from 'node:timers/promises';
import { context } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { security, withContext } from '../src/index.js';
import { recordEvents } from './recorded-events.js';

const { events, warnings } = recordEvents();
const alice = { type: 'user', id: 'alice' } as const;

describe('withContext', () => {
  it('gives its facts to every event inside, also after an await', async () => {
    await withContext({ actor: alice, client: { address: '192.0.2.1' }, session: { id: 's1' } }, async () => {
      await sleep(1);
      security.sensitive.read({ target: { type: 'customer', id: 'c1' } });
    });
    expect(events()[0]?.attributes).toMatchObject({
      'audit.actor.id': 'alice',
      'client.address': '192.0.2.1',
      'session.id': 's1',
    });
  });

  it('merges with the context around it: an identity is replaced whole, http and extras are added to', () => {
    withContext({ actor: { ...alice, name: 'Alice' }, http: { method: 'GET' }, attributes: { a: 1, b: 1 } }, () =>
      withContext({ actor: { type: 'user', id: 'bob' }, http: { route: '/orders/:id' }, attributes: { b: 2 } }, () =>
        security.session.logout(),
      ),
    );
    const { attributes } = events()[0] ?? {};
    expect(attributes).toMatchObject({
      'audit.actor.id': 'bob',
      'http.request.method': 'GET',
      'http.route': '/orders/:id',
      a: 1,
      b: 2,
    });
    expect(attributes).not.toHaveProperty(['user.name']);
  });

  it('is over when its function ends', () => {
    withContext({ actor: alice }, () => {});
    security.session.logout();
    expect(events()[0]?.attributes).not.toHaveProperty(['audit.actor.id']);
  });

  it('yields to a field of the call', () => {
    withContext({ actor: alice }, () => security.session.logout({ actor: { type: 'service', id: 'cron' } }));
    expect(events()[0]?.attributes['audit.actor.id']).toBe('cron');
  });

  it('returns what the function returns, lets its error pass and calls it once', () => {
    let calls = 0;
    expect(withContext({}, () => ++calls)).toBe(1);
    expect(() =>
      withContext({}, () => {
        throw new RangeError('mine');
      }),
    ).toThrow(new RangeError('mine'));
    expect(calls).toBe(1);
  });

  it('survives whatever is given for a context', () => {
    const refusing = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('trap');
        },
      },
    );
    for (const hostile of [null, 7, refusing]) expect(withContext(hostile as never, () => 'ran')).toBe('ran');
  });

  it('tells once when no context manager carries it', () => {
    context.disable();
    withContext({ actor: alice }, () => {});
    withContext({ actor: alice }, () => {});
    expect(warnings().filter((text) => text.includes('ERR_NO_CONTEXT_MANAGER'))).toHaveLength(1);
  });
});
