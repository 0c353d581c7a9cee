import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiving } from '../support/receiving.js';
import { runApp, runNode } from '../support/run-app.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const DOCKER_KILLS_AFTER_MILLIS = 10_000;
const LONGEST_MILLIS = 120_000;
const CHECKPOINT = 'audit.checkpoint';
const directory = temporaryDirectory();
const { keyFile } = keyAndTrust(directory);
const APP = fileURLToPath(new URL('apps/stop-somehow.mjs', import.meta.url));

/** Takes connections and never answers. */
const silent: Server = createServer((connection) => connection.on('error', () => {}));
const away: Record<string, string> = { 'refuses connections': 'http://127.0.0.1:1' };
beforeAll(async () => {
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  away['is silent'] = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
});
afterAll(() => void silent.close());

let spools = 0;
function newSpool(): Record<string, string> {
  spools += 1;
  return { OTELSEAL_SPOOL_DIR: join(directory, `spool-${spools}`) };
}

function started(way: string, environment: Record<string, string>) {
  return runNode(['--import', '@otelseal/node/register', APP, way], {
    OTELSEAL_SIGNING_KEY_FILE: keyFile,
    ...environment,
  });
}

/** How the service stops, sent these signals, half a second apart. */
async function stopped(way: string, environment: Record<string, string>, signals: NodeJS.Signals[] = ['SIGTERM']) {
  const app = started(way, environment);
  await app.saying('ready');
  const startMs = performance.now();
  for (const [index, signal] of signals.entries()) {
    if (index > 0) await sleep(500);
    app.child.kill(signal);
  }
  return { ...(await app.ended), tookMs: performance.now() - startMs };
}

type Received = () => Record<string, unknown>[];
const actors = (received: Received): unknown[] =>
  received()
    .filter(({ eventName }) => eventName === 'security.authn.login.failure')
    .map((record) => record['audit.actor.id']);
const names = (received: Received): unknown[] =>
  received().flatMap(({ eventName }) => (eventName === CHECKPOINT ? [] : [eventName]));

/** What the next process with the spool delivers, the records of its own left out. */
async function deliveredNext(spool: Record<string, string>) {
  const { receiver, received } = await receiving();
  const environment = { ...spool, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', '') };
  await runApp('login-and-end', { ...environment, OTELSEAL_SIGNING_KEY_FILE: keyFile }).ended;
  return { actors: actors(received), closed: names(received).filter((name) => name === 'audit.close').length };
}

describe.each(['is silent', 'refuses connections'])(
  'a service whose receiver %s',
  { timeout: LONGEST_MILLIS },
  (how) => {
    it('and that stops by itself has ended before Docker kills it', async () => {
      const { code, signal, stderr, tookMs } = await stopped('by closing', {
        OTEL_EXPORTER_OTLP_ENDPOINT: away[how] as string,
      });
      expect({ code, signal }).toEqual({ code: 0, signal: null });
      expect(stderr).toMatch(/could not be delivered before the end/);
      expect(tookMs).toBeLessThan(DOCKER_KILLS_AFTER_MILLIS);
    });

    it('has ended sooner with a spool, whose streams the next start closes to the reader', async () => {
      const spool = newSpool();
      const { code, signal, tookMs } = await stopped('by closing', {
        ...spool,
        OTEL_EXPORTER_OTLP_ENDPOINT: away[how] as string,
      });
      expect({ code, signal }).toEqual({ code: 0, signal: null });
      expect(tookMs).toBeLessThan(8_000);
      const next = await deliveredNext(spool);
      expect(next.actors).toEqual(expect.arrayContaining(['before', 'after']));
      expect(next.closed).toBe(2);
    });
  },
);

describe.each([
  ['by the signal again', {}],
  ['by the signal again', newSpool()],
  ['by the signal again, if nobody else listens', {}],
  ['by the signal again, if nobody else listens', newSpool()],
] as const)('a service that stops %s', (way, spool) => {
  it(`dies of it, with everything delivered and its stream closed: ${JSON.stringify(Object.keys(spool))}`, {
    timeout: LONGEST_MILLIS,
  }, async () => {
    const { receiver, received } = await receiving();
    const environment = { ...spool, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', '') };
    const { signal, stderr } = await stopped(way, environment);
    expect({ signal, stderr }).toEqual({ signal: 'SIGTERM', stderr: '' });
    expect(actors(received)).toEqual(['before', 'after']);
    expect(names(received)).toContain('audit.close');
  });
});

describe('a service that goes on serving after the signal', { timeout: LONGEST_MILLIS }, () => {
  it('has what it records meanwhile in its spool', async () => {
    const spool = newSpool();
    const environment = { ...spool, OTEL_EXPORTER_OTLP_ENDPOINT: away['is silent'] as string };
    const { signal, stdout } = await stopped('while it serves', environment);
    expect(signal).toBe('SIGTERM');
    const served = stdout.split('\n').filter((line) => line.startsWith('request'));
    expect(served.length).toBeGreaterThan(5);
    const missing = served.filter((line, _, { length }) => served.indexOf(line) < length - 3); // in the last moment the streams are closed
    expect((await deliveredNext(spool)).actors).toEqual(expect.arrayContaining(missing));
  });

  it('is told that what it records meanwhile is lost without one', async () => {
    const { signal, stderr } = await stopped('while it serves', {
      OTEL_EXPORTER_OTLP_ENDPOINT: away['is silent'] as string,
    });
    expect(signal).toBe('SIGTERM');
    expect(stderr.match(/Records were emitted after shutdown and are lost/g)).toHaveLength(1);
  });
});

describe('a service that does not listen to signals', { timeout: LONGEST_MILLIS }, () => {
  it('is recorded to its end by SIGHUP, too', async () => {
    const { receiver, received } = await receiving();
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', '') };
    expect(await stopped('not by itself', environment, ['SIGHUP'])).toMatchObject({ signal: 'SIGHUP', stderr: '' });
    expect(names(received)).toContain('audit.close');
  });

  it('dies at once of any second signal', async () => {
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: away['is silent'] as string };
    const { signal, tookMs } = await stopped('not by itself', environment, ['SIGTERM', 'SIGINT']);
    expect(signal).toBe('SIGINT');
    expect(tookMs).toBeLessThan(5_000);
  });
});
