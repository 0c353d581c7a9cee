import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../test/long/scale.js';
import * as events from '../src/generated/index.js';
import { security } from '../src/index.js';
import { recordEvents } from './recorded-events.js';

const { events: recorded } = recordEvents();

type AnyEvent = (fields?: unknown) => unknown;
const EVERY_EVENT: readonly AnyEvent[] = Object.values(events).flatMap((group) =>
  Object.entries(group).flatMap(([name, call]) => (name === 'withOutcome' ? [] : [call as AnyEvent])),
);
const refused = (): never => {
  throw new Error('trap');
};
const circular: Record<string, unknown> = { name: 'loop' };
circular['self'] = circular;
const deep = Array.from({ length: 100_000 }).reduce<object>((inner) => ({ inner }), {});

const HOSTILE: Readonly<Record<string, unknown>> = {
  'no object': 42,
  null: null,
  'a proxy that refuses everything': new Proxy(
    {},
    { get: refused, has: refused, ownKeys: refused, getPrototypeOf: refused },
  ),
  'a revoked proxy': revoked(),
  'throwing getters': Object.defineProperties(
    {},
    { actor: { get: refused, enumerable: true }, reason: { get: refused } },
  ),
  'values that throw': {
    actor: { type: { toString: refused }, id: new Proxy([], { get: refused }) },
    reason: Object.defineProperty({}, 'toJSON', { get: refused }),
    attributes: {
      a: revoked(),
      b: circular,
      c: deep,
      d: Object.create(null),
      e: Symbol('s'),
      f: refused,
      g: 10n ** 40n,
    },
  },
  circular: { actor: circular, target: circular, http: circular, attributes: circular, reason: circular },
  'a list without end': { permission: new Proxy([], { get: (_list, name) => (name === 'length' ? 2 ** 53 : 'x') }) },
  'a megabyte': { reason: 'x'.repeat(1_000_000), attributes: { big: 'y'.repeat(1_000_000) } },
  'the prototype of all objects': JSON.parse(
    '{"__proto__": {"polluted": 1}, "attributes": {"__proto__": {"polluted": 1}}}',
  ),
};

describe('fields made to break the application', () => {
  it.each(Object.keys(HOSTILE))('%s: every event of the catalogue is recorded all the same', (name) => {
    for (const call of EVERY_EVENT) expect(call(HOSTILE[name])).toBeUndefined();
    expect(recorded()).toHaveLength(EVERY_EVENT.length);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('never throw, whatever they are', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (fields, value) => {
        expect(security.authz.failure(fields as never)).toBeUndefined();
        expect(
          security.authz.failure({ target: value, reason: value, permission: value, attributes: { value } } as never),
        ).toBeUndefined();
      }),
      { numRuns: scaled(500) },
    );
  });

  it('leave marks where something could not be carried', () => {
    security.authz.failure(HOSTILE['values that throw'] as never);
    expect(recorded()[0]?.attributes).toMatchObject({
      a: '[unreadable]',
      b: { name: 'loop', self: '[circular]' },
      g: '1'.padEnd(41, '0'),
    });
    expect(JSON.stringify(recorded()[0]?.attributes['c'])).toContain('[too deep]');
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
