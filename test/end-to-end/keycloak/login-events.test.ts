import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInMaps, mapRecords, type ReceivedRecord } from '@otelseal/gateway';
import { OtlpReceiver } from '@otelseal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ADMINISTRATOR, Keycloak } from '../../backends/keycloak/keycloak.ts';
import { GatewayProcess } from '../fleet/gateway-process.ts';
import { type ShownEvent, shownEvents } from '../fleet/shown-events.ts';
import { generateKeys, type Verified, verify } from '../otelcol/command.ts';
import { administer, logIn } from './keycloak-client.ts';

/** A user name that would be another address if quotes were not escaped. */
const HOSTILE_NAME = 'x", ipAddress="1.2.3.4", error="none';

describe('a real Keycloak that sends its log to the gateway', () => {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-keycloak-'));
  const [files, events]: [{ text?: string; json?: string }, ShownEvent[]] = [{}, []];
  let verified: Verified | undefined;

  beforeAll(async () => {
    const keys = await generateKeys(folder);
    const stored = join(folder, 'stored.jsonl');
    const receiver = await OtlpReceiver.start(stored);
    const gateway = await GatewayProcess.start({
      folder,
      keyFile: keys.keyFile,
      forward: new URL(receiver.url).origin,
    });
    const keycloak = await Keycloak.start({ folder, otlpEndpoint: gateway.endpoint });
    try {
      expect((await logIn(keycloak, 'nobody', 'wrong')).ok).toBe(false);
      expect((await logIn(keycloak, HOSTILE_NAME, 'wrong')).ok).toBe(false);
      for (let attempt = 0; attempt < 12; attempt += 1) await logIn(keycloak, ADMINISTRATOR, `guess ${attempt}`);
      await administer(keycloak);
    } finally {
      await keycloak.stop(); // it sends what it still has
      await gateway.stop();
      await receiver.close();
    }
    files.text = readFileSync(keycloak.logFile, 'utf8');
    files.json = readFileSync(keycloak.jsonLogFile, 'utf8');
    events.push(...shownEvents(stored));
    verified = await verify(stored, keys);
  }, 600_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const failures = (): ShownEvent[] => events.filter(({ eventName }) => eventName === 'security.authn.login.failure');

  it('tells of a failed login with user and address', () => {
    expect(
      failures().find(({ attributes }) => attributes['security.reason'] === 'unknown_user')?.attributes,
    ).toMatchObject({
      'client.address': '127.0.0.1',
      'security.auth.method': 'password',
      'security.auth.idp': 'master',
      'otelseal.map': 'keycloak',
    });
    expect(
      failures().filter(({ attributes }) => attributes['audit.actor.id'] === ADMINISTRATOR).length,
    ).toBeGreaterThan(5);
  });

  it('cannot be told a lie by a user name', () => {
    expect(failures().map(({ attributes }) => attributes['client.address'])).not.toContain('1.2.3.4');
    expect(failures().some(({ attributes }) => String(attributes['audit.actor.id']).includes('1.2.3.4'))).toBe(true);
  });

  it('opens an incident when somebody guesses', () => {
    const incidents = events.filter(({ eventName }) => eventName === 'security.incident.open');
    expect(incidents.map(({ attributes }) => attributes['security.incident.detector'])).toContain('brute_force');
  });

  it.each([
    'security.authn.login.success',
    'security.user.create',
    'security.authz.change',
    'security.authn.password.reset',
    'security.user.delete',
    'security.session.logout',
  ])('tells of %s', (eventName) => {
    expect(events.map((event) => event.eventName)).toContain(eventName);
  });

  it('is sealed, its other lines too', () => {
    expect(verified?.firstLine).toMatch(/^INTACT/);
    expect(events.some(({ eventName, resource }) => eventName === '' && resource['service.name'] === 'keycloak')).toBe(
      true,
    );
  });

  it('writes a log file and a console whose lines the same map reads', () => {
    const map = mapRecords(builtInMaps());
    const eventsIn = (text: string): string[] =>
      text
        .split('\n')
        .map((line) => map(lineOf(line)).eventName ?? '')
        .filter((name) => name !== '');
    const [fromText, fromJson] = [eventsIn(files.text ?? ''), eventsIn(files.json ?? '')];
    const fromOtlp = events.map(({ eventName }) => eventName).filter((name) => /^security\.(?!incident)/.test(name));
    expect(fromText.length).toBeGreaterThan(15);
    expect(fromJson).toEqual(fromText);
    expect(fromOtlp).toEqual(fromText);
  });
});

/** What a collector that reads log files sends. */
function lineOf(body: string): ReceivedRecord {
  return {
    hrTime: [0, 0],
    hrTimeObserved: [0, 0],
    body,
    attributes: { 'log.file.name': 'keycloak.log' },
    droppedAttributesCount: 0,
    resource: { attributes: {} },
    instrumentationScope: { name: '' },
  };
}
