import { describe, expect, it } from 'vitest';
import { detectionFactsOf } from '../../src/detection-facts-of.js';
import { deriveDetectionFacts } from '../../src/enrich/derive-detection-facts.js';
import { factsOfAttributes } from '../../src/enrich/facts-of-attributes.js';
import { geoCell } from '../../src/enrich/geo-cell.js';
import { keyedDigest, newProcessSecret } from '../../src/enrich/keyed-digest.js';
import { rawIdentity } from '../../src/enrich/raw-identity.js';
import { enriched, textOfKey } from './support/enriched-record.js';

/** Every key, as the text that it was made of. */
function keysOf(record: object): Record<string, string | undefined> {
  const keys = detectionFactsOf(record)?.keys;
  const names = ['actor', 'target', 'session', 'client', 'network', 'counterparty', 'token'] as const;
  return Object.fromEntries(names.map((name) => [name, textOfKey(keys?.[name])]));
}

const LOGIN = {
  eventName: 'security.authn.login.failure',
  attributes: {
    'audit.actor.id': ' Alice@Example.com',
    'client.address': '203.0.113.9',
    'session.id': 'S-1',
    'geo.location.lat': 52.5163,
    'geo.location.lon': 13.3777,
    'geo.country.iso_code': 'de',
  },
};

describe('the detection facts of a security record', () => {
  it('hold keyed digests of the actor, the target, the session and both networks, and a coarse place', () => {
    const { record } = enriched(LOGIN);
    const facts = detectionFactsOf(record);
    expect(facts).toMatchObject({ eventName: LOGIN.eventName, category: 'authentication', outcome: 'failure' });
    expect(keysOf(record)).toEqual({
      actor: 'actor(alice@example.com)',
      target: 'actor(alice@example.com)', // an account has one key, as who acts and as what is acted on
      session: 'session(S-1)',
      client: 'client(4/32 203.0.113.9)',
      network: 'network(4/24 203.0.113)',
      counterparty: undefined,
      token: undefined,
    });
    expect(facts?.geo).toEqual({ latitudeDegrees: 53, longitudeDegrees: 13, region: 'DE' });
  });

  it('are what was known before a later processor masked the record', () => {
    const { record } = enriched(LOGIN);
    record.attributes['audit.actor.id'] = '***';
    record.attributes['client.address'] = '203.0.113.0';
    expect(keysOf(record)).toMatchObject({ actor: 'actor(alice@example.com)', client: 'client(4/32 203.0.113.9)' });
    expect(detectionFactsOf(record)?.raw).toMatchObject({
      clientAddress: '203.0.113.9',
      actorId: ' Alice@Example.com',
    });
  });

  it('are nowhere on the record itself', () => {
    const { record } = enriched(LOGIN);
    expect(JSON.stringify({ ...record.attributes, body: record.body })).not.toMatch(/actor\(|client\(/);
  });

  it('do not exist for other records', () => {
    expect(detectionFactsOf(enriched({ eventName: 'exception', body: 'x' }).record)).toBeUndefined();
    expect(detectionFactsOf({})).toBeUndefined();
  });

  it('cost no hash until somebody looks, and each hash once', () => {
    let hashes = 0;
    const facts = deriveDetectionFacts(
      rawIdentity('e', { 'audit.actor.id': 'a', 'client.address': '1.2.3.4', 'session.id': 's' }, 'shop'),
      () => {
        hashes += 1;
        return hashes;
      },
    );
    expect(hashes).toBe(0);
    expect([facts.keys.actor, facts.keys.actor, facts.keys.client, facts.keys.client]).toEqual([1, 1, 2, 2]);
    expect(facts.keys.target).toBeUndefined();
    expect(hashes).toBe(2);
  });

  it('have no key for somebody whom nobody knows', () => {
    const { record } = enriched({
      eventName: 'security.authn.login.failure',
      attributes: { 'audit.actor.id': 'Anonymous' },
    });
    expect(keysOf(record)).toEqual({
      actor: undefined,
      target: undefined,
      session: undefined,
      client: undefined,
      network: undefined,
      counterparty: undefined,
      token: undefined,
    });
  });

  it('count a client that is no IP address by its name', () => {
    const { record } = enriched({
      eventName: 'security.authn.login.failure',
      attributes: { 'client.address': 'Gateway.example' },
    });
    expect(keysOf(record)).toMatchObject({ client: 'client(gateway.example)', network: undefined });
  });

  it('hash no more than 512 characters of what an attacker sends', () => {
    const { record } = enriched({
      eventName: 'security.authn.login.failure',
      attributes: { 'audit.actor.id': 'x'.repeat(1_000_000) },
    });
    expect(keysOf(record)['actor']).toBe(`actor(${'x'.repeat(512)})`);
  });
});

describe('a keyed digest', () => {
  const digest = keyedDigest(new Uint8Array(16).fill(7));

  it('is a whole number from 1 to 2^53 − 1, the same for the same value and different for another domain, value or secret', () => {
    expect(Number.isSafeInteger(digest('actor', 'alice')) && digest('actor', 'alice') > 0).toBe(true);
    expect(digest('actor', 'alice')).toBe(digest('actor', 'alice'));
    const others = [
      digest('client', 'alice'),
      digest('actor', 'bob'),
      keyedDigest(new Uint8Array(16))('actor', 'alice'),
    ];
    expect(others).not.toContain(digest('actor', 'alice'));
  });

  it('is under a secret of 128 random bits unless one is given', () => {
    expect(newProcessSecret()).toHaveLength(16);
    expect(newProcessSecret()).not.toEqual(newProcessSecret());
    expect(() => keyedDigest(new Uint8Array(15))).toThrow(RangeError);
  });
});

describe('a coarse place', () => {
  it.each([
    [52.4, -0.4, undefined, undefined, { latitudeDegrees: 52, longitudeDegrees: 0, region: undefined }],
    [91, 10, 'DE-BE', 'DE', { latitudeDegrees: undefined, longitudeDegrees: undefined, region: 'DE-BE' }],
    [Number.NaN, 10, undefined, 'fr', { latitudeDegrees: undefined, longitudeDegrees: undefined, region: 'FR' }],
    ['52', '13', '<script>', 7, undefined],
  ])('of %s, %s, %s, %s', (latitude, longitude, region, country, expected) => {
    expect(geoCell(latitude, longitude, region, country)).toEqual(expected);
  });
});

describe('the tag of a password', () => {
  it('becomes a fact and leaves the record, whatever its value', () => {
    const tagged = (tag: unknown) =>
      enriched({ ...LOGIN, attributes: { ...LOGIN.attributes, 'security.attempt.tag': tag } }).record;
    expect(detectionFactsOf(tagged(40_961))?.details.passwordTag).toBe(40_961);
    for (const tag of [40_961, 70_000, -1, 1.5, 'x', [1]]) {
      const record = tagged(tag);
      expect('security.attempt.tag' in record.attributes).toBe(false);
      if (tag !== 40_961) expect(detectionFactsOf(record)?.details.passwordTag).toBeUndefined();
    }
  });
});

describe('facts of stored attributes', () => {
  it('are those of the live record, with what the catalogue says filled in', () => {
    const facts = factsOfAttributes(LOGIN, () => 7);
    expect(facts).toMatchObject({
      category: 'authentication',
      outcome: 'failure',
      raw: { clientAddress: '203.0.113.9' },
    });
    expect(facts.keys.actor).toBe(7);
  });

  it('have the place that a locator knows, and none when it throws', () => {
    const event = { eventName: LOGIN.eventName, attributes: { 'client.address': '203.0.113.9' } };
    const berlin = { latitudeDegrees: 52.5, longitudeDegrees: 13.4, country: 'DE' };
    expect(
      factsOfAttributes(
        event,
        () => 1,
        () => berlin,
      ).geo,
    ).toEqual({ latitudeDegrees: 53, longitudeDegrees: 13, region: 'DE' });
    const broken = () => {
      throw new Error('no table');
    };
    expect(factsOfAttributes(event, () => 1, broken).geo).toBeUndefined();
  });
});
