import { InMemoryLogRecordExporter } from '@opentelemetry/sdk-logs';
import type { Incident } from '@otelseal/detection';
import { describe, expect, it } from 'vitest';
import type { OtelsealOptions } from '../src/index.js';
import { runningPipeline } from './support/running-pipeline.js';
import { keyAndTrust, temporaryDirectory } from './support/signing-key-files.js';

const { pem } = keyAndTrust(temporaryDirectory());

interface Guess {
  readonly actor?: string;
  readonly client?: string;
  readonly success?: boolean;
}

/** A pipeline whose logins are typed here, and what came out of it. */
function watched(options: OtelsealOptions = {}) {
  const exporter = new InMemoryLogRecordExporter();
  const running = runningPipeline({ exporter, signing: { pem }, ...options });
  const logIn = ({ actor = 'ada@example.com', client = '203.0.113.50', success = false }: Guess = {}) =>
    running.logger.emit({
      eventName: success ? 'security.authn.login.success' : 'security.authn.login.failure',
      attributes: {
        'audit.actor.id': actor,
        'client.address': client,
        'security.auth.method': 'password',
        ...(success ? {} : { 'security.reason': 'wrong_password' }),
      },
    });
  async function recorded(name: string) {
    await running.provider.forceFlush();
    return exporter.getFinishedLogRecords().filter(({ eventName }) => eventName === name);
  }
  return { ...running, logIn, recorded };
}

const times = (count: number, what: () => void) => {
  for (let n = 0; n < count; n += 1) what();
};

describe('an attack on a running application', () => {
  it('is a sealed, readable event of its own at the sixth guess, with names as the privacy settings show them', async () => {
    const { logIn, recorded } = watched({ sanitize: { preset: 'strict' } });
    times(5, () => logIn());
    expect(await recorded('security.incident.open')).toEqual([]);
    logIn();
    const [incident] = await recorded('security.incident.open');
    expect(incident?.attributes).toMatchObject({
      'audit.actor.id': 'otelseal-detection',
      'audit.target.type': 'client',
      'security.category': 'incident',
      'security.incident.detector': 'brute_force',
      'security.incident.severity': 'low',
      'security.incident.count': 6,
      'security.incident.attack': ['T1110.001'],
      'audit.payload': expect.stringContaining('security.incident.open'),
    });
    expect(incident?.body).toMatch(
      /^system otelseal-detection noticed brute_force against client .*many passwords tried, 6 events/,
    );
    expect(JSON.stringify(incident?.attributes)).not.toMatch(/ada@example\.com|203\.0\.113\.50/);
    expect(incident?.resource.attributes['service.name']).toBe('shop');
  });

  it('calls the application with the raw client, which no record shows, and again when it becomes worse', async () => {
    const incidents: Incident[] = [];
    const { logIn, otelseal } = watched({
      onIncident: (incident) => incidents.push(incident),
      sanitize: { preset: 'strict' },
    });
    times(7, () => logIn());
    logIn({ success: true });
    expect(incidents.map(({ state, severity }) => [state, severity])).toEqual([
      ['opened', 'low'],
      ['raised', 'critical'],
    ]);
    expect(incidents[1]?.raw).toMatchObject({ clientAddress: '203.0.113.50', actorId: 'ada@example.com' });
    expect(otelseal.counters()).toMatchObject({ 'otelseal.incidents{detector=brute_force,severity=critical}': 1 });
  });

  it('ends with its totals when the service stops, before the stream is closed', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const { logIn, provider } = watched({ exporter });
    times(8, () => logIn());
    const finished = exporter.getFinishedLogRecords.bind(exporter);
    let last: readonly string[] = [];
    exporter.shutdown = async () => {
      last = finished().map(({ eventName }) => eventName ?? '');
    };
    await provider.shutdown();
    const ended = last.indexOf('security.incident.end');
    expect(ended).toBeGreaterThan(0);
    expect(last.indexOf('audit.close')).toBeGreaterThan(ended);
  });

  it('calls nobody while detection only observes, and is recorded all the same', async () => {
    const incidents: Incident[] = [];
    const { logIn, recorded } = watched({
      detection: { mode: 'observe' },
      onIncident: (incident) => incidents.push(incident),
    });
    times(6, () => logIn());
    expect(await recorded('security.incident.open')).toHaveLength(1);
    expect(incidents).toEqual([]);
  });

  it('is not looked at when detection is off', async () => {
    const { logIn, recorded, otelseal } = watched({ detection: { mode: 'off' } });
    times(6, () => logIn());
    expect(await recorded('security.incident.open')).toEqual([]);
    expect(otelseal.processors).toHaveLength(3);
  });

  it('is recorded although the answer of the application throws, which is said once', async () => {
    const { logIn, recorded, reports } = watched({
      onIncident: () => {
        throw new Error('no pager');
      },
    });
    times(6, () => logIn());
    logIn({ success: true });
    expect(await recorded('security.incident.open')).toHaveLength(1);
    expect(await recorded('security.incident.raise')).toHaveLength(1);
    expect(reports.filter((line) => line.includes('ERR_NOTIFICATION_CALLBACK'))).toHaveLength(1);
  });

  it('is suppressed, on record and with the reason, as long as the configuration says so', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const suppress = [{ client: '203.0.113.0/24', until, reason: 'pentest_2026_11' }];
    const { logIn, recorded } = watched({ detection: { suppress } });
    times(9, () => logIn());
    times(6, () => logIn({ client: '198.51.100.7' }));
    const suppressed = await recorded('security.incident.suppress');
    expect(suppressed.map(({ attributes }) => attributes['security.reason'])).toEqual(['pentest_2026_11']);
    expect(await recorded('security.incident.open')).toHaveLength(1);
  });
});

describe('the list of suppressions', () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();

  it('is sealed before the first record, with names as the privacy settings show them, and at the end with its use', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const named = (name: string) => exporter.getFinishedLogRecords().filter(({ eventName }) => eventName === name);
    const suppress = [
      { actor: 'ada@example.com', detector: 'brute_force', until, reason: 'pentest_2026_11' },
      { client: '203.0.113.0/24', until, reason: 'load_test' },
      { detector: 'mass_deletion', until: '2026-01-01T00:00:00Z', reason: 'clean_up' },
    ] as const;
    const { logIn, provider } = watched({
      exporter,
      detection: { suppress },
      sanitize: { preset: 'strict', pseudonym: { key: Buffer.alloc(32, 7), keyId: 'k1' } },
    });
    times(6, () => logIn());
    await provider.forceFlush();
    const started = named('security.incident.suppression.start');
    expect(started.map(({ attributes }) => attributes['security.reason'])).toEqual(['pentest_2026_11', 'load_test']);
    const [ofActor, ofClient] = started;
    expect(ofActor?.attributes).toMatchObject({
      'audit.actor.id': 'otelseal-detection',
      'audit.target.type': 'account',
      'security.incident.detector': 'brute_force',
      'security.lock.until': until,
      'audit.payload': expect.stringContaining('security.incident.suppression.start'),
    });
    const [login] = named('security.authn.login.failure');
    expect(ofActor?.attributes['audit.target.id']).toBe(login?.attributes['audit.actor.id']);
    expect(ofActor?.body).toMatch(/^system otelseal-detection keeps back incidents of brute_force against account /);
    expect(ofClient?.attributes).toMatchObject({
      'audit.target.type': 'client',
      'audit.target.id': '203.0.113.0/24',
      'security.control.ids': ['A09:2025', 'PCI:10.2.1.7'],
    });
    expect(JSON.stringify(started.map(({ attributes, body }) => [attributes, body]))).not.toContain('ada@example');

    const all = exporter.getFinishedLogRecords().map(({ eventName }) => eventName);
    expect(all.indexOf('security.incident.suppression.start')).toBeLessThan(
      all.indexOf('security.authn.login.failure'),
    );
    const finished = exporter.getFinishedLogRecords.bind(exporter);
    let ended: readonly unknown[] = [];
    exporter.shutdown = async () => {
      ended = finished()
        .filter(({ eventName }) => eventName === 'security.incident.suppression.end')
        .map(({ attributes }) => [attributes['security.reason'], attributes['security.incident.count']]);
    };
    await provider.shutdown();
    expect(ended).toEqual([
      ['clean_up', 0],
      ['pentest_2026_11', 1],
      ['load_test', 0],
    ]);
  });

  it('is told under the balanced settings, too, where nobody gave a key', async () => {
    const { logIn, recorded } = watched({
      detection: { suppress: [{ actor: 'ada@example.com', until, reason: 'pentest_2026_11' }] },
    });
    logIn();
    const [started] = await recorded('security.incident.suppression.start');
    expect(started?.attributes).toMatchObject({ 'security.reason': 'pentest_2026_11', 'security.lock.until': until });
  });
});
