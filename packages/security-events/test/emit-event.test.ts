import { logs } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { security } from '../src/index.js';
import { recordEvents } from './recorded-events.js';

const { events, warnings } = recordEvents();

describe('a login failure', () => {
  it('becomes one log record with the catalogue’s facts, the given fields and a sentence', () => {
    security.authn.loginFailure({
      actor: { type: 'user', id: 'u-7', name: 'alice' },
      client: { address: '198.51.100.7', port: 4711 },
      method: 'password',
      reason: 'wrong_password',
      factors: ['password', 'totp'],
      mfa: false,
      attempts: 3,
      userAgent: 'curl/8',
    });
    expect(events()).toEqual([
      {
        eventName: 'security.authn.login.failure',
        severityNumber: 13,
        severityText: 'WARN',
        body: 'user u-7 failed to log in to account u-7 with password from 198.51.100.7, attempt 3: failure (wrong_password)',
        attributes: {
          'security.category': 'authentication',
          'audit.action': 'LOGIN',
          'audit.outcome': 'failure',
          'audit.actor.type': 'user',
          'audit.actor.id': 'u-7',
          'user.id': 'u-7',
          'user.name': 'alice',
          'audit.target.type': 'account',
          'audit.target.id': 'u-7',
          'client.address': '198.51.100.7',
          'client.port': 4711,
          'user_agent.original': 'curl/8',
          'security.auth.method': 'password',
          'security.auth.factors': ['password', 'totp'],
          'security.auth.mfa': false,
          'security.attempt.count': 3,
          'security.reason': 'wrong_password',
        },
      },
    ]);
  });

  it('says nothing of an actor that nobody named', () => {
    security.authn.loginFailure({ method: 'password', reason: 'unknown_user' });
    expect(Object.keys(events()[0]?.attributes ?? {}).filter((name) => /actor|target|user/.test(name))).toEqual([]);
  });
});

describe('a field that takes a number or a boolean', () => {
  const LOGIN = { method: 'password', reason: 'wrong_password' } as const;

  it.each([
    ['3', 3],
    [3n, 3],
    [0, 0],
  ])('takes %s', (attempts, expected) => {
    security.authn.loginFailure({ ...LOGIN, attempts: attempts as never, client: { port: '443' as never } });
    expect(events()[0]?.attributes).toMatchObject({ 'security.attempt.count': expected, 'client.port': 443 });
  });

  it.each(['abc', 1.5, Number.NaN, '1e3', true, [1], 2n ** 70n])(
    'never bears %s, which stands beside it',
    (attempts) => {
      security.authn.loginFailure({ ...LOGIN, attempts: attempts as never, mfa: 'yes' as never });
      const { attributes = {} } = events()[0] ?? {};
      expect(attributes).not.toHaveProperty(['security.attempt.count']);
      expect(attributes).not.toHaveProperty(['security.auth.mfa']);
      expect(attributes['mistyped.security.attempt.count']).toEqual(expect.any(String));
      expect(attributes['mistyped.security.auth.mfa']).toBe('yes');
    },
  );
});

describe('the target', () => {
  it('is what the call names', () => {
    security.authz.failure({
      target: { type: 'invoice', id: '42' },
      reason: 'missing_permission',
      permission: 'invoice:read',
    });
    expect(events()[0]?.attributes).toMatchObject({
      'audit.target.type': 'invoice',
      'audit.target.id': '42',
      'security.permission.required': ['invoice:read'],
    });
  });

  it('is what the event is about when the call names none', () => {
    security.transaction.approve({ id: 'tx-1', type: 'refund' });
    expect(events()[0]?.attributes).toMatchObject({ 'audit.target.type': 'transaction', 'audit.target.id': 'tx-1' });
  });

  it('stays away when what the event is about is unknown', () => {
    security.malicious.csrf({ response: 'blocked', check: 'origin' });
    expect(events()[0]?.attributes).not.toHaveProperty(['audit.target.type']);
  });
});

describe('the outcome and severity', () => {
  it('follow the value that the catalogue names', () => {
    security.upload.validation({ engine: 'clamav', result: 'failed', fileName: 'cv.pdf' });
    security.upload.validation({ engine: 'clamav', result: 'passed', fileName: 'cv.pdf' });
    expect(events().map(({ severityNumber, attributes }) => [severityNumber, attributes['audit.outcome']])).toEqual([
      [18, 'failure'],
      [9, 'success'],
    ]);
  });

  it('can be told by the caller, who knows better', () => {
    security.authn.passwordChange({ outcome: 'unknown' });
    expect(events()[0]?.attributes['audit.outcome']).toBe('unknown');
  });
});

describe('extra attributes', () => {
  it('are carried under their own names', () => {
    security.session.logout({ attributes: { 'shop.basket': 3, 'shop.labels': ['a', 'b'] } });
    expect(events()[0]?.attributes).toMatchObject({ 'shop.basket': 3, 'shop.labels': ['a', 'b'] });
  });

  it('cannot replace what a field says', () => {
    security.session.logout({ client: { address: '192.0.2.1' }, attributes: { 'client.address': '203.0.113.9' } });
    expect(events()[0]?.attributes['client.address']).toBe('192.0.2.1');
  });

  it('cannot claim a name of the seal, which is told once', () => {
    const forged = { 'audit.payload': '{}', 'audit.sequence.number': 1, '': 'x', ['__proto__']: 'y', kept: 'z' };
    security.session.logout({ attributes: forged });
    security.session.logout({ attributes: forged });
    const names = events().flatMap(({ attributes }) => Object.keys(attributes));
    expect(names.filter((name) => ['audit.payload', 'audit.sequence.number', '', '__proto__'].includes(name))).toEqual(
      [],
    );
    expect(names.filter((name) => name === 'kept')).toHaveLength(2);
    expect(warnings().filter((text) => text.includes('ERR_RESERVED_ATTRIBUTE'))).toHaveLength(1);
  });

  it('end at 128, which is told', () => {
    security.session.logout({ attributes: Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x${n}`, n])) });
    expect(
      Object.keys(events()[0]?.attributes ?? {}).filter((name) => name.startsWith('x')).length,
    ).toBeLessThanOrEqual(128);
    expect(warnings().some((text) => text.includes('ERR_TOO_MANY_ATTRIBUTES'))).toBe(true);
  });
});

describe('a pipeline that breaks', () => {
  it('does not break the caller, and is told once', () => {
    const broken = new Proxy(
      {},
      {
        get: () => () => {
          throw new Error('disk full');
        },
      },
    );
    logs.disable();
    logs.setGlobalLoggerProvider({ getLogger: () => broken as never });
    expect(security.sys.startup()).toBeUndefined();
    expect(security.sys.startup()).toBeUndefined();
    expect(warnings().filter((text) => text.includes('ERR_EVENT_NOT_EMITTED'))).toEqual([
      expect.stringContaining('security.sys.startup was lost (Error)'),
    ]);
  });
});
