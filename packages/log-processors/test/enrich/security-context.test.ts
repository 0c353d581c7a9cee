import { describe, expect, it } from 'vitest';
import { enriched } from './support/enriched-record.js';

const EVENT = { eventName: 'security.authz.failure' };

function throwing(): never {
  throw new Error('password=hunter2');
}

describe('a security context of the application', () => {
  it('gives an actor without a kind the kind user', () => {
    expect(enriched(EVENT, { security: { actor: { id: 'u-1' } } }).record.attributes).toMatchObject({
      'audit.actor.type': 'user',
      'user.id': 'u-1',
    });
  });

  it('gives a service no user name', () => {
    const { attributes } = enriched(EVENT, {
      security: { actor: { type: 'service', id: 'billing', name: 'Billing' } },
    }).record;
    expect(attributes).toMatchObject({ 'audit.actor.type': 'service', 'audit.actor.id': 'billing' });
    expect(Object.keys(attributes).filter((name) => name.startsWith('user.'))).toEqual([]);
  });

  it('may use numbers as identifiers', () => {
    const { attributes } = enriched(EVENT, {
      security: { actor: { type: 'user', id: 17 }, session: { id: 5n } },
    }).record;
    expect(attributes).toMatchObject({ 'audit.actor.id': '17', 'session.id': '5' });
  });

  it('adds its extra attributes where the record has none of that name', () => {
    const { attributes } = enriched(
      { ...EVENT, attributes: { 'app.tenant': 'own' } },
      {
        security: {
          attributes: {
            'app.tenant': 'context',
            'app.plan': 'gold',
            'app.flags': ['a', 'b'],
            'app.n': 1,
            'app.ok': true,
          },
        },
      },
    ).record;
    expect(attributes).toMatchObject({
      'app.tenant': 'own',
      'app.plan': 'gold',
      'app.flags': ['a', 'b'],
      'app.n': 1,
      'app.ok': true,
    });
  });

  it.each([
    ['an object as an identifier', { actor: { id: { toString: throwing } } }],
    ['a port out of range', { client: { port: 70_000 } }],
    ['an extra that is an object', { attributes: { a: { b: 1 } } }],
    ['an extra with an impossible name', { attributes: { 'a b\n': 1 } }],
    ['an extra that would identify every record alike', { attributes: { 'audit.record.id': 'same' } }],
    ['an extra that would judge every record alike', { attributes: { 'audit.outcome': 'success' } }],
    ['an extra that is not finite', { attributes: { a: Number.NaN } }],
    ['a list that is not of text', { attributes: { a: [1] } }],
    ['65 extras', { attributes: Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`a${index}`, 1])) }],
  ])('is used without %s, which is reported once', (_, security) => {
    const { record, telemetry } = enriched(EVENT, { security });
    expect(record.attributes['audit.actor.id']).toBe('unknown');
    expect(Object.keys(record.attributes)).not.toContain('a b\n');
    expect(telemetry.codes).toEqual(['ERR_CONTEXT_VALUE_REFUSED']);
    expect(telemetry.counts).toMatchObject({ 'otelseal.internal.errors ERR_CONTEXT_VALUE_REFUSED': 1 });
  });

  it('keeps an extra called __proto__ from changing the record', () => {
    const security = JSON.parse(
      '{"attributes":{"__proto__":{"audit.actor.id":"mallory"},"constructor":"x"}}',
    ) as unknown;
    const { attributes } = enriched(EVENT, { security }).record;
    expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
    expect(attributes['audit.actor.id']).toBe('unknown');
  });

  it('whose list has an endless iterator ends', () => {
    const list = ['a'];
    list[Symbol.iterator] = function* () {
      for (;;) yield 'x';
    } as never;
    expect(enriched(EVENT, { security: { attributes: { 'app.list': list } } }).record.attributes['app.list']).toEqual([
      'a',
    ]);
  });

  it('that throws still gives what was read before, and nothing of its error is told', () => {
    const security = {
      actor: { type: 'user', id: 'u-1' },
      get client() {
        return {
          get address() {
            return throwing();
          },
        };
      },
    };
    const { record, telemetry } = enriched(EVENT, { security });
    expect(record.attributes).toMatchObject({ 'audit.actor.id': 'u-1', 'client.address': 'unknown' });
    expect(telemetry.codes).toEqual(['ERR_CONTEXT_UNREADABLE']);
    expect(telemetry.reports[0]?.message).not.toContain('hunter2');
  });

  it.each([
    [
      'a revoked proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      },
    ],
    ['a proxy that always throws', () => new Proxy({}, { get: throwing, ownKeys: throwing, has: throwing })],
    ['a string', () => 'alice'],
    ['null', () => null],
    ['a function', () => throwing],
    [
      'a circular object',
      () => {
        const circular: Record<string, unknown> = {};
        circular['actor'] = circular;
        return circular;
      },
    ],
  ])('may be %s', (_, make) => {
    const { record } = enriched(EVENT, { security: make() });
    expect(record.attributes).toMatchObject({ 'audit.actor.id': 'unknown', 'audit.record.id': 'id-1' });
  });
});
