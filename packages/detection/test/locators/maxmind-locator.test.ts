import { factsOfAttributes, keyedDigest } from '@otelseal/log-processors';
import { Reader } from 'mmdb-lib';
import { describe, expect, it } from 'vitest';
import { DetectionEngine } from '../../src/detection-engine.js';
import { maxmindLocator } from '../../src/locators/maxmind-locator.js';
import { cityDatabase } from './city-database.js';

const city = (latitude: number, longitude: number, country: string, region: string) => ({
  location: { latitude, longitude },
  country: { iso_code: country },
  subdivisions: [{ iso_code: region }],
});
const database = new Reader(
  cityDatabase({ '192.0.2': city(52.52, 13.4, 'DE', 'BE'), '203.0.113': city(-33.87, 151.2, 'AU', 'NSW') }),
);
const locate = maxmindLocator(database);

describe('a database in MaxMind’s format, read by mmdb-lib', () => {
  it('says where an address is, and nothing of one that it lacks', () => {
    expect(locate('192.0.2.7')).toEqual({
      latitudeDegrees: 52.52,
      longitudeDegrees: 13.4,
      region: 'DE-BE',
      country: 'DE',
    });
    expect(locate('198.51.100.1')).toBeUndefined();
  });

  it('is enough to notice impossible travel, and a text that is no address disturbs nobody', () => {
    const engine = new DetectionEngine();
    const digest = keyedDigest(new Uint8Array(16));
    const noticed = ['192.0.2.7', 'not an address', '203.0.113.9'].flatMap((address, hour) => {
      const attributes = { 'audit.actor.id': 'ada', 'client.address': address };
      const fact = factsOfAttributes({ eventName: 'security.authn.login.success', attributes }, digest, locate);
      return engine.observe(fact, undefined, 1_795_000_000_000 + hour * 3_600_000);
    });
    expect(noticed).toMatchObject([
      { kind: 'incident', incident: { detector: 'impossible_travel', severity: 'medium' } },
    ]);
  });
});
