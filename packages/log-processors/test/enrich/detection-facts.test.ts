import { describe, expect, it } from 'vitest';
import { detectionFactsOf } from '../../src/detection-facts-of.js';
import { deriveDetectionFacts, geoCell } from '../../src/enrich/derive-detection-facts.js';
import { keyedDigest, newProcessSecret } from '../../src/enrich/keyed-digest.js';
import { enriched } from './support/enriched-record.js';

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
    expect(facts?.keys).toEqual({
      actor: 'actor(alice@example.com)',
      target: 'target(alice@example.com)',
      session: 'session(S-1)',
      client: 'client(4/32 203.0.113.9)',
      network: 'network(4/24 203.0.113)',
      clientActor: 'client(4/32 203.0.113.9) actor(alice@example.com)',
    });
    expect(facts?.geo).toEqual({ latitudeDegrees: 53, longitudeDegrees: 13, region: 'DE' });
  });

  it('are what was known before a later processor masked the record', () => {
    const { record } = enriched(LOGIN);
    record.attributes['audit.actor.id'] = '***';
    record.attributes['client.address'] = '203.0.113.0';
    expect(detectionFactsOf(record)?.keys.actor).toBe('actor(alice@example.com)');
    expect(detectionFactsOf(record)?.keys.client).toBe('client(4/32 203.0.113.9)');
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
      {
        eventName: 'e',
        category: 'c',
        outcome: 'o',
        actorId: 'a',
        targetId: 't',
        sessionId: 's',
        clientAddress: '1.2.3.4',
        geo: undefined,
      },
      (domain, value) => {
        hashes += 1;
        return `${domain} ${value}`;
      },
    );
    expect(hashes).toBe(0);
    expect(facts.keys).toBe(facts.keys);
    expect(hashes).toBe(5);
  });

  it('have no key for somebody whom nobody knows', () => {
    const { record } = enriched({
      eventName: 'security.authn.login.failure',
      attributes: { 'audit.actor.id': 'Anonymous' },
    });
    expect(detectionFactsOf(record)?.keys).toEqual({
      actor: undefined,
      target: undefined,
      session: undefined,
      client: undefined,
      network: undefined,
      clientActor: undefined,
    });
  });

  it('count a client that is no IP address by its name', () => {
    const { record } = enriched({
      eventName: 'security.authn.login.failure',
      attributes: { 'client.address': 'Gateway.example' },
    });
    expect(detectionFactsOf(record)?.keys).toMatchObject({ client: 'client(gateway.example)', network: undefined });
  });

  it('hash no more than 512 characters of what an attacker sends', () => {
    const { record } = enriched({
      eventName: 'security.authn.login.failure',
      attributes: { 'audit.actor.id': 'x'.repeat(1_000_000) },
    });
    expect(detectionFactsOf(record)?.keys.actor).toBe(`actor(${'x'.repeat(512)})`);
  });
});

describe('a keyed digest', () => {
  const digest = keyedDigest('secret');

  it('is 12 characters, the same for the same value and different for another domain, value or secret', () => {
    expect(digest('actor', 'alice')).toMatch(/^[\w-]{12}$/);
    expect(digest('actor', 'alice')).toBe(digest('actor', 'alice'));
    const others = [digest('client', 'alice'), digest('actor', 'bob'), keyedDigest('other')('actor', 'alice')];
    expect(others).not.toContain(digest('actor', 'alice'));
  });

  it('is under a secret of 256 random bits unless one is given', () => {
    expect(Buffer.from(newProcessSecret(), 'base64url')).toHaveLength(32);
    expect(newProcessSecret()).not.toBe(newProcessSecret());
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
