import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../src/incident.js';
import { alertmanagerSink } from '../../src/sinks/alertmanager-sink.js';
import { webhookSink } from '../../src/sinks/webhook-sink.js';
import { ended, logOf, only, replay } from '../support/replay.js';
import { receivingSink } from './receiving-sink.js';

const SECRET = 'a-secret-of-more-than-32-characters';
const QUICK = { retryAfterMs: 1 };
const [incident] = ended(replay(logOf('brute_force', 'attack'), only('brute_force'))) as [Incident];
const opened: Incident = { ...incident, state: 'opened', severity: 'low' };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function receiver(...statuses: readonly number[]) {
  const made = await receivingSink(...statuses);
  closing.push(made.close);
  return made;
}

function outcomes() {
  const said: string[] = [];
  return { said, notified: (sink: string, outcome: string) => void said.push(`${sink} ${outcome}`) };
}

describe('a webhook', () => {
  it('gets the incident as JSON without the raw client, signed so that a receiver can check it', async () => {
    const { url, received } = await receiver(200);
    const sink = webhookSink({ url: `${url}/incidents`, secret: SECRET }, () => 1_795_000_000_123);
    const reports = outcomes();
    sink.start(reports);
    sink.send({ ...opened, raw: { clientAddress: 'RAW', actorId: 'RAW', sessionId: 'RAW' } });
    await sink.stop();
    const [request] = received;
    const sign = createHmac('sha256', SECRET).update(`1795000000.${request?.body}`).digest('hex');
    expect(request?.headers['x-otelseal-signature']).toBe(`t=1795000000,v1=${sign}`);
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      detector: 'brute_force',
      state: 'opened',
      first: expect.stringMatching(/Z$/),
    });
    expect(request?.body).not.toContain('RAW');
    expect(reports.said).toEqual(['webhook delivered']);
  });

  it('is tried again after a fault and not after a refusal', async () => {
    const flaky = await receiver(503, 200);
    const refusing = await receiver(403);
    for (const [{ url }, expected] of [
      [flaky, 'delivered'],
      [refusing, 'failed'],
    ] as const) {
      const sink = webhookSink({ url, secret: SECRET, limits: QUICK });
      const reports = outcomes();
      sink.start(reports);
      sink.send(opened);
      await sink.flush();
      expect(reports.said).toEqual([`webhook ${expected}`]);
    }
    expect([flaky.received.length, refusing.received.length]).toEqual([2, 1]);
  });

  it('follows no redirect', async () => {
    const { url, received } = await receiver(302);
    const sink = webhookSink({ url, secret: SECRET, limits: QUICK });
    const reports = outcomes();
    sink.start(reports);
    sink.send(opened);
    await sink.flush();
    expect([received.length, reports.said]).toEqual([1, ['webhook failed']]);
  });

  it('gets no more than allowed in a minute, ten times as many are counted as dropped', async () => {
    const { url, received } = await receiver(200);
    let nowMs = 1e12;
    const sink = webhookSink({ url, secret: SECRET, limits: { maxPerMinute: 10 } }, () => nowMs);
    const reports = outcomes();
    sink.start(reports);
    const critical: Incident = { ...opened, severity: 'critical' };
    for (let n = 0; n < 100; n += 1) sink.send(critical);
    await sink.flush();
    nowMs += 6_000;
    sink.send(critical);
    await sink.flush();
    expect(received).toHaveLength(11);
    expect(reports.said.filter((line) => line === 'webhook dropped')).toHaveLength(90);
  });

  it('is told of a success, however many small attacks came before it within the minute', async () => {
    const { url, received } = await receiver(200);
    const sink = webhookSink({ url, secret: SECRET, limits: { maxPerMinute: 10, maxWaiting: 10 } }, () => 1e12);
    const reports = outcomes();
    sink.start(reports);
    for (let n = 0; n < 100; n += 1) sink.send(opened);
    for (const severity of ['high', 'critical'] as const) sink.send({ ...opened, state: 'raised', severity });
    await sink.flush();
    expect(received).toHaveLength(10);
    expect(received.slice(-2).map(({ body }) => JSON.parse(body).severity)).toEqual(['high', 'critical']);
  });

  it('that cannot be reached is said, and nothing throws', async () => {
    const gone = await receivingSink(200);
    await gone.close();
    const sink = webhookSink({ url: gone.url, secret: SECRET, limits: QUICK });
    const reports = outcomes();
    sink.start(reports);
    sink.send(opened);
    await sink.stop();
    expect(reports.said).toEqual(['webhook failed']);
  });

  it.each([
    'http://hooks.example/',
    'ftp://127.0.0.1/',
    'https://user:password@hooks.example/',
    'https://10.1.2.3/',
    'https://192.168.0.1/',
    'https://172.31.255.255/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[2002:a00:1::]/',
    'https://[fec0::1]/',
    'https://0x0a000001/',
    'https://2852039166/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'not an address',
  ])('is refused at construction at the address %s', (url) => {
    expect(() => webhookSink({ url, secret: SECRET })).toThrow(/^`webhook\.url` /);
  });

  it('may be in a private network when that is meant, and needs a secret that nobody guesses', () => {
    expect(() => webhookSink({ url: 'https://10.1.2.3/', secret: SECRET, allowPrivateNetwork: true })).not.toThrow();
    expect(() => webhookSink({ url: 'https://hooks.example/', secret: 'short' })).toThrow(/at least 32 characters/);
  });

  it('whose name resolves to a private network is refused when it is sent', async () => {
    const sink = webhookSink({
      url: 'https://localhost.localdomain.invalid/',
      secret: SECRET,
      limits: { ...QUICK, attempts: 1 },
    });
    const reports = outcomes();
    sink.start(reports);
    sink.send(opened);
    await sink.flush();
    expect(reports.said).toEqual(['webhook failed']);
  });
});

describe('the Alertmanager sink', () => {
  it('fires an alert, replaces it when the severity rises and resolves it at the end', async () => {
    const { url, received } = await receiver(200);
    const sink = alertmanagerSink({ url, labels: { cluster: 'eu' } });
    sink.start(outcomes());
    sink.send(opened);
    sink.send({ ...opened, state: 'raised', severity: 'critical' });
    sink.send({ ...opened, state: 'ended', severity: 'critical' });
    await sink.stop();
    expect(received.map(({ path }) => path)).toEqual(Array(3).fill('/api/v2/alerts'));
    const [first, second, third] = received.map(({ body }) => JSON.parse(body));
    expect(first).toMatchObject([
      {
        labels: {
          alertname: 'otelseal_brute_force',
          severity: 'low',
          cluster: 'eu',
          source: '203.0.113.50',
          incident: opened.id,
        },
      },
    ]);
    expect(second.map(({ labels }: { labels: { severity: string } }) => labels.severity)).toEqual(['low', 'critical']);
    expect(Date.parse(first[0].endsAt)).toBeGreaterThan(Date.now());
    expect(Date.parse(third[0].endsAt)).toBeLessThanOrEqual(Date.now());
  });

  it('says open incidents again, because silence means an end there', async () => {
    const { url, received } = await receiver(200);
    const sink = alertmanagerSink({ url, resendEveryMs: 20 });
    sink.start(outcomes());
    sink.send(opened);
    await expect.poll(() => received.length).toBeGreaterThan(2);
    await sink.stop();
    const { length } = received;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(received.length).toBe(length);
  });
});
