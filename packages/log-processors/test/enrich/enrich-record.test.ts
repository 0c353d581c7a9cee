import { COMMON_REQUIRED_ATTRIBUTES, EVENTS } from '@otelseal/semantic-conventions';
import { describe, expect, it } from 'vitest';
import { enriched } from './support/enriched-record.js';

const ALICE = {
  actor: { type: 'user', id: 'u-17', name: 'alice' },
  client: { address: '203.0.113.9', port: 40_112 },
  session: { id: 's-1' },
  userAgent: 'curl/8.9',
  onBehalfOf: { id: 'u-2' },
  http: { method: 'POST', route: '/login', path: '/login', statusCode: 401 },
};

describe('a catalogued event from a plain logger.emit', () => {
  it('says everything the catalogue and the context know about it', () => {
    const { record, telemetry } = enriched(
      {
        eventName: 'security.authn.login.failure',
        attributes: { 'security.auth.method': 'password', 'security.reason': 'wrong_password' },
      },
      { security: ALICE },
    );
    expect(record.attributes).toEqual({
      'audit.record.id': 'id-1',
      'log.record.uid': 'id-1',
      'audit.schema.version': '0.1.0',
      'audit.action': 'LOGIN',
      'audit.outcome': 'failure',
      'audit.actor.type': 'user',
      'audit.actor.id': 'u-17',
      'audit.target.type': 'account',
      'audit.target.id': 'u-17',
      'security.category': 'authentication',
      'security.retention.class': 'audit',
      'security.control.ids': ['A09:2021', 'A09:2025', 'ASVS:16.3.1', 'NIST:AU-2', 'PCI:10.2.1.4'],
      'security.auth.method': 'password',
      'security.reason': 'wrong_password',
      'security.onbehalf.id': 'u-2',
      'user.id': 'u-17',
      'user.name': 'alice',
      'client.address': '203.0.113.9',
      'client.port': 40_112,
      'session.id': 's-1',
      'user_agent.original': 'curl/8.9',
      'http.request.method': 'POST',
      'http.route': '/login',
      'url.path': '/login',
      'http.response.status_code': 401,
    });
    expect(record).toMatchObject({
      eventName: 'security.authn.login.failure',
      severityNumber: 13,
      severityText: 'WARN',
    });
    expect(record.body).toBe(
      'user u-17 failed to log in to account u-17 with password from 203.0.113.9: failure (wrong_password)',
    );
    expect(telemetry.counts).toEqual({ 'otelseal.records enrich enriched': 1 });
  });

  it('has none of the six facts missing when nobody supplied any, and counts each', () => {
    const { record, telemetry } = enriched({ eventName: 'security.authz.failure' });
    expect(record.attributes).toMatchObject({
      'audit.actor.id': 'unknown',
      'audit.actor.type': 'user',
      'client.address': 'unknown',
      'audit.target.id': 'unknown',
      'audit.target.type': 'resource',
      'audit.outcome': 'failure',
    });
    expect(telemetry.counts).toEqual({
      'otelseal.enrich.facts actor unknown': 1,
      'otelseal.enrich.facts origin unknown': 1,
      'otelseal.enrich.facts target unknown': 1,
      'otelseal.records enrich enriched': 1,
    });
  });

  it.each(Object.keys(EVENTS))('%s has every common attribute and a sentence as its body', (eventName) => {
    const { record } = enriched({ eventName });
    for (const name of [
      ...COMMON_REQUIRED_ATTRIBUTES,
      'client.address',
      'log.record.uid',
      'security.retention.class',
    ]) {
      expect(record.attributes[name], name).toEqual(expect.stringMatching(/./));
    }
    expect(record.body).toMatch(/^(?:user|system) unknown .*(?:success|failure|unknown)/);
  });
});

describe('what a record says itself', () => {
  const own = {
    'audit.record.id': 'order-7/refund-1',
    'audit.actor.id': 'svc-billing',
    'audit.actor.type': 'service',
    'audit.action': 'LOGIN_WITH_KEY',
    'audit.outcome': 'unknown',
    'audit.target.id': 'db-1',
    'audit.target.type': 'database',
    'client.address': '192.0.2.1',
    'session.id': 'own',
    'security.category': 'special',
    'security.retention.class': 'operational',
    'security.control.ids': ['MINE'],
  };

  it('is kept, also against the context', () => {
    const { record } = enriched(
      {
        eventName: 'security.authn.login.success',
        severityNumber: 21,
        severityText: 'ALERT',
        body: 'my words',
        attributes: own,
      },
      { security: ALICE },
    );
    expect(record.attributes).toMatchObject({ ...own, 'log.record.uid': 'order-7/refund-1' });
    expect(record).toMatchObject({ severityNumber: 21, severityText: 'ALERT', body: 'my words' });
  });

  it('is never joined to the name, kind or port of somebody else in the context', () => {
    const { record } = enriched(
      {
        eventName: 'security.authn.login.failure',
        attributes: { 'audit.actor.id': 'bob', 'client.address': '192.0.2.1' },
      },
      { security: { ...ALICE, actor: { type: 'service', id: 'gateway', name: 'gw' } } },
    );
    expect(record.attributes).toMatchObject({ 'audit.actor.id': 'bob', 'audit.actor.type': 'user' });
    expect(record.attributes).not.toHaveProperty('user.name');
    expect(record.attributes).not.toHaveProperty(['client.port']);
  });

  it.each(['service', 'user'])(
    'is never joined to an actor of the context when only its kind (%s) is known',
    (type) => {
      const { record, telemetry } = enriched(
        { eventName: 'security.authn.login.failure', attributes: { 'audit.actor.type': type } },
        { security: ALICE },
      );
      expect(record.attributes).toMatchObject({ 'audit.actor.type': type, 'audit.actor.id': 'unknown' });
      expect(record.attributes).not.toHaveProperty(['user.id']);
      expect(telemetry.counts).toMatchObject({ 'otelseal.enrich.facts actor unknown': 1 });
    },
  );

  it('may be a number where an identifier is expected', () => {
    const { record } = enriched({ eventName: 'security.authn.login.success', attributes: { 'audit.actor.id': 42 } });
    expect(record.attributes).toMatchObject({ 'audit.actor.id': '42', 'audit.target.id': '42' });
  });

  it.each([
    ['audit.actor.id', ['a', 'b'], 'actor', 'unknown'],
    ['audit.target.id', true, 'target', 'unknown'],
    ['client.address', Number.NaN, 'origin', 'unknown'],
    ['audit.outcome', 'denied', 'outcome', 'failure'],
  ])('is replaced and counted when %s is of no use', (name, value, fact, replacement) => {
    const { record, telemetry } = enriched({ eventName: 'security.authz.failure', attributes: { [name]: value } });
    expect(record.attributes[name]).toBe(replacement);
    expect(telemetry.counts).toMatchObject({ [`otelseal.enrich.facts ${fact} invalid`]: 1 });
  });

  it('does not include what it inherits through an attribute called __proto__', () => {
    const attributes = JSON.parse('{"__proto__":{"audit.actor.id":"mallory","audit.outcome":"success"}}') as Record<
      string,
      unknown
    >;
    const { record } = enriched({ eventName: 'security.authz.failure', attributes });
    expect(Object.entries(record.attributes)).toContainEqual(['audit.actor.id', 'unknown']);
    expect(Object.entries(record.attributes)).toContainEqual(['audit.outcome', 'failure']);
  });

  it('cannot push the six facts out with 10,000 attributes', () => {
    const attributes = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x${index}`, index]));
    const { record } = enriched({ eventName: 'security.authz.failure', attributes }, { security: ALICE });
    for (const name of COMMON_REQUIRED_ATTRIBUTES) expect(record.attributes).toHaveProperty([name]);
    expect(record.attributes['audit.actor.id']).toBe('u-17');
  });
});

describe('the origin', () => {
  const SYSTEM = { 'audit.actor.type': 'system', 'audit.actor.id': 'shop' };

  it('of what the system itself does is its resource, not an unknown client', () => {
    const { record, telemetry } = enriched({ eventName: 'security.sys.startup', attributes: SYSTEM });
    expect(record.attributes).not.toHaveProperty(['client.address']);
    expect(record.body).toBe('system shop started service shop: success');
    expect(telemetry.counts).toEqual({ 'otelseal.records enrich enriched': 1 });
  });

  it('of what the system does within a request is the client of the request', () => {
    const { record } = enriched({ eventName: 'security.authn.account.lock', attributes: SYSTEM }, { security: ALICE });
    expect(record.attributes).toMatchObject({ 'audit.actor.id': 'shop', 'client.address': '203.0.113.9' });
  });
});

describe('the path of a request', () => {
  it.each([
    ['/reset?token=s3cret', '/reset'],
    ['/callback#access_token=s3cret', '/callback'],
    ['?code=s3cret', '/'],
    ['/plain', '/plain'],
  ])('%s is recorded as %s, from the record and from the context', (path, expected) => {
    const eventName = 'security.authz.failure';
    const fromRecord = enriched({ eventName, attributes: { 'url.path': path } }).record;
    const fromContext = enriched({ eventName }, { security: { http: { path } } }).record;
    expect([fromRecord.attributes['url.path'], fromContext.attributes['url.path']]).toEqual([expected, expected]);
  });
});

describe('the target', () => {
  it('is the service for an event about the service', () => {
    const { record } = enriched({ eventName: 'security.sys.startup' });
    expect(record.attributes).toMatchObject({
      'audit.target.type': 'service',
      'audit.target.id': 'shop',
      'audit.actor.type': 'system',
    });
    expect(record.body).toBe('system unknown started service shop from unknown: success');
  });

  it('is the object an attribute of the event names, before the default', () => {
    const { record } = enriched({
      eventName: 'security.malicious.excess_404',
      attributes: { 'http.route': '/admin/:id' },
    });
    expect(record.attributes).toMatchObject({ 'audit.target.type': 'route', 'audit.target.id': '/admin/:id' });
  });
});

describe('an event whose severity depends on an attribute', () => {
  it('is rated as the catalogue says for that value', () => {
    const clean = enriched({
      eventName: 'security.upload.validation',
      attributes: { 'security.scan.result': 'passed' },
    }).record;
    const virus = enriched({
      eventName: 'security.upload.validation',
      attributes: { 'security.scan.result': 'failed' },
    }).record;
    expect([clean.severityNumber, clean.attributes['audit.outcome']]).toEqual([9, 'success']);
    expect([virus.severityNumber, virus.attributes['audit.outcome']]).toEqual([18, 'failure']);
  });
});

describe('the time', () => {
  it('is the time of observation when the given one is no time, and is counted', () => {
    const { record, telemetry } = enriched({
      eventName: 'security.authz.failure',
      timestamp: new Date('yesterday'),
      observedTimestamp: [1_795_000_000, 5],
    });
    expect(record.hrTime).toEqual([1_795_000_000, 5]);
    expect(telemetry.counts).toMatchObject({ 'otelseal.enrich.facts time invalid': 1 });
  });

  it.each([
    ['the last one that fits 64 bits of nanoseconds with a sign', [9_223_372_036, 854_775_807], 9_223_372_036],
    ['one that does not, which no store takes', [9_223_372_036, 854_775_808], 1_795_000_000],
    ['one of the year 2300', [10_413_792_000, 0], 1_795_000_000],
  ] as const)('is kept or replaced: %s', (_, timestamp, seconds) => {
    const { record } = enriched({
      eventName: 'security.authz.failure',
      timestamp: [...timestamp],
      observedTimestamp: [1_795_000_000, 5],
    });
    expect(record.hrTime[0]).toBe(seconds);
  });

  it('is the clock when the time of observation is no time either', () => {
    const { record } = enriched({
      eventName: 'security.authz.failure',
      timestamp: new Date('x'),
      observedTimestamp: new Date('x'),
    });
    expect(record.hrTime).toEqual([1_795_000_000, 123_000_000]);
  });
});
