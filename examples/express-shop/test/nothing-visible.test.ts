import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DETECTION_THRESHOLDS } from '@otelseal/detection';
import { OtlpReceiver } from '@otelseal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ShopProcess } from '../src/demo/shop-process.ts';
import { SEED_ACCOUNTS } from '../src/shop/accounts.ts';
import { LOGIN_GUARD_DEFAULTS } from '../src/shop/login-guard.ts';
import type { ToldIncident } from '../src/tell-incident.ts';
import { attacks } from '../src/traffic/attacks.ts';
import { alike, Listener } from './everything-said.ts';

const { alice, bob } = SEED_ACCOUNTS;
const scratch = mkdtempSync(join(tmpdir(), 'otelseal-shop-'));
const log = join(scratch, 'log.jsonl');
const incidents: ToldIncident[] = [];
let collector: OtlpReceiver;
let shop: ShopProcess;

/** The shop as it runs, with Otelseal, while it is attacked. */
beforeAll(async () => {
  collector = await OtlpReceiver.start(log);
  const variables = { OTEL_SERVICE_NAME: 'express-shop', OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: collector.url };
  shop = await ShopProcess.start(variables, (incident) => incidents.push(incident));
  await attacks(shop.url, { requests: 0 });
}, 90_000);
afterAll(async () => {
  shop.kill();
  await collector.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Pages where products show health, metrics, incidents, configuration and traces of errors. */
const OPERATIONS = [
  '/health',
  '/healthz',
  '/livez',
  '/readyz',
  '/status',
  '/metrics',
  '/prometheus',
  '/actuator',
  '/actuator/env',
  '/debug',
  '/debug/vars',
  '/debug/pprof',
  '/incidents',
  '/security/incidents',
  '/otelseal',
  '/otelseal/health',
  '/_otelseal',
  '/admin',
  '/config',
  '/.env',
  '/server-status',
  '/logs',
  '/trace',
  '/__express',
  '/swagger.json',
  '/v1/logs',
  '/package.json',
  '/src/server.ts',
  '/..%2f..%2fpackage.json',
  '/node_modules/express/package.json',
];

/** What an ordinary user may do, and what he may try. */
async function everythingAUserTries(): Promise<Listener> {
  const user = new Listener(shop.url, '198.51.100.77');
  await user.post('/login', { email: bob.email, password: bob.password });
  for (const path of ['/orders', '/orders/o-5002', '/orders/o-5001', '/customers/export', `/customers/${alice.id}`]) {
    await user.ask('GET', path);
  }
  for (const path of OPERATIONS) await user.ask('GET', path);
  for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH']) await user.ask(method, '/orders', '{}');
  await user.ask('GET', '/orders/%E0%A4%A');
  await user.ask('GET', `/orders/${'x'.repeat(10_000)}`);
  await user.ask('POST', '/orders', '{"article": ');
  await user.ask('POST', '/orders', JSON.stringify({ article: 'x'.repeat(20_000) }));
  await user.ask('POST', '/login', 'not json', 'text/plain');
  await user.ask('POST', '/login', '{}', 'application/json; charset=nonsense');
  await user.ask('POST', '/orders/o-5002/refund', '[]');
  await user.post('/login', { email: { $ne: '' }, password: ['x'] });
  await user.ask('PUT', `/accounts/${bob.id}/role`, '{"role":"admin"}');
  return user;
}

describe('an ordinary user of the shop', () => {
  it('is told nothing of incidents, detectors and thresholds, while there are incidents to tell of', async () => {
    expect(incidents.length).toBeGreaterThan(2);
    const { said } = await everythingAUserTries();
    const names = Object.keys(DETECTION_THRESHOLDS).flatMap((name) => [name, name.replaceAll('_', ' ')]);
    const words = [
      ...names,
      'incident',
      'detector',
      'threshold',
      'severity',
      'suspicious',
      'otelseal',
      'opentelemetry',
      'audit',
    ];
    const told = words.filter((word) =>
      said.some((answer) => `${answer.text} ${JSON.stringify(answer.headers)}`.toLowerCase().includes(word)),
    );
    expect(told).toEqual([]);
    for (const { summary } of incidents) expect(said.some(({ text }) => text.includes(summary))).toBe(false);
  });

  it('sees no stack trace, no path of a file, no name of a library, whatever he sends', async () => {
    const { said } = await everythingAUserTries();
    expect(said.filter(({ status }) => status >= 400).length).toBeGreaterThan(40);
    const inner =
      /\bat \S+ \(|\.[jt]s:\d+|node_modules|node:internal|file:\/\/|\/src\/|TypeError|SyntaxError|URIError|express|errno/i;
    const told = said.map(({ request, headers, text }) => ({ request, text: `${text} ${JSON.stringify(headers)}` }));
    expect(told.filter(({ text }) => inner.test(text))).toEqual([]);
    expect(said.flatMap(({ headers }) => ['x-powered-by', 'server'].filter((name) => name in headers))).toEqual([]);
  });

  it('gets for every error one sentence and a number that only the log explains', async () => {
    const { said } = await everythingAUserTries();
    for (const { request, status, text } of said.filter((answer) => answer.status >= 400)) {
      const answer = JSON.parse(text) as Record<string, unknown>;
      expect({ request, members: Object.keys(answer).sort() }).toEqual({
        request,
        members: ['correlationId', 'error'],
      });
      expect(String(answer['correlationId']), `${request} ${status}`).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it.each(OPERATIONS)('finds at %s what is at any page that does not exist', async (path) => {
    const user = new Listener(shop.url, '198.51.100.78');
    const [nothing, page] = [await user.ask('GET', '/no-such-page'), await user.ask('GET', path)];
    expect(alike(page)).toEqual(alike(nothing));
    expect(page.status).toBe(404);
  });

  it('cannot tell a locked account from a wrong password, nor how many guesses are left', async () => {
    const guesser = new Listener(shop.url, '198.51.100.79');
    const answers = [];
    for (let guess = 0; guess < LOGIN_GUARD_DEFAULTS.maxFailuresPerAddress - 1; guess += 1) {
      answers.push(await guesser.post('/login', { email: bob.email, password: `wrong-${guess}` }));
    }
    const locked = await new Listener(shop.url, '198.51.100.80').post('/login', {
      email: bob.email,
      password: bob.password,
    });
    const unknown = await new Listener(shop.url, '198.51.100.81').post('/login', {
      email: 'nobody@shop.example',
      password: 'x',
    });
    const different = [...answers, locked, unknown].map((answer) => JSON.stringify(alike(answer)));
    expect(new Set(different).size).toBe(1);
    expect(locked.status).toBe(401);
  });

  it('who is slowed down learns that he must wait, and neither the count nor the limit nor for how long', async () => {
    const guesser = new Listener(shop.url, '198.51.100.82');
    let last = await guesser.post('/login', { email: 'nobody@shop.example', password: 'x' });
    for (let guess = 0; guess < LOGIN_GUARD_DEFAULTS.maxFailuresPerAddress && last.status !== 429; guess += 1) {
      last = await guesser.post('/login', { email: `nobody${guess}@shop.example`, password: 'x' });
    }
    expect(last.status).toBe(429);
    expect(Object.keys(last.headers).filter((name) => /rate|retry|limit|remaining|reset/.test(name))).toEqual([]);
    expect((JSON.parse(last.text) as { error: string }).error).not.toMatch(/\d/);
  });
});

describe('the shop', () => {
  it('listens at one port only: there is no second one with metrics or health', () => {
    expect(listeningSockets(shop.pid as number)).toBe(1);
  });

  it('has meanwhile recorded what the users were not told', async () => {
    await expect.poll(() => readFileSync(log, 'utf8'), { timeout: 20_000 }).toMatch(/security\.incident\.open/);
    expect(readFileSync(log, 'utf8')).toMatch(/security\.authn\.account\.lock/);
  });
});

/** TCP sockets that a process waits for connections on, as the kernel tells. */
function listeningSockets(pid: number): number {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).map((descriptor) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1];
      } catch {
        return undefined; // closed meanwhile
      }
    }),
  );
  const LISTEN = '0A';
  const rows = ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n').slice(1),
  );
  const columns = rows.map((row) => row.trim().split(/\s+/));
  return columns.filter(([, , , state, , , , , , inode]) => state === LISTEN && own.has(inode)).length;
}
