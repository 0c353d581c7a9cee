import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiving } from '../support/receiving.js';
import { runApp } from '../support/run-app.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const DOCKER_KILLS_AFTER_MILLIS = 10_000;
const LONGEST_MILLIS = 120_000;
const directory = temporaryDirectory();
const { keyFile } = keyAndTrust(directory);

/** Takes connections and never answers: what a receiver behind a broken network looks like. */
const silent: Server = createServer((connection) => connection.on('error', () => {}));
let address = '';
beforeAll(async () => {
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
});
afterAll(() => void silent.close());

/** How a service ends that is told to stop while no receiver answers, for logs, traces or metrics. */
async function stopped(environment: Record<string, string>) {
  const app = runApp('serve-until-killed', {
    OTEL_EXPORTER_OTLP_ENDPOINT: address,
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_METRICS_EXPORTER: 'otlp',
    OTELSEAL_SIGNING_KEY_FILE: keyFile,
    ...environment,
  });
  await app.saying('ready');
  const startMs = performance.now();
  app.child.kill('SIGTERM');
  const { signal, stderr } = await app.ended;
  return { signal, stderr, tookMs: performance.now() - startMs };
}

describe('a service that is stopped while its receiver is silent', { timeout: LONGEST_MILLIS }, () => {
  it('has ended and said what is lost before Docker kills it', async () => {
    const { signal, stderr, tookMs } = await stopped({});
    expect(signal).toBe('SIGTERM');
    expect(stderr).toMatch(/could not be delivered before the end/);
    expect(tookMs).toBeLessThan(DOCKER_KILLS_AFTER_MILLIS);
  });

  it('has lost nothing with a spool, which the next start delivers', async () => {
    const spool = { OTELSEAL_SPOOL_DIR: join(directory, 'spool') };
    const { signal, tookMs } = await stopped({ ...spool, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' });
    expect(signal).toBe('SIGTERM');
    expect(tookMs).toBeLessThan(8_000);
    const { receiver, received } = await receiving();
    const next = { ...spool, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', '') };
    await runApp('login-and-end', { ...next, OTELSEAL_SIGNING_KEY_FILE: keyFile }).ended;
    expect(received().filter(({ eventName }) => eventName === 'security.authn.login.failure')).toHaveLength(2);
    expect(received().filter(({ eventName }) => eventName === 'audit.close')).toHaveLength(2);
  });

  it('dies of the signal with a spool whose receiver takes everything, too', async () => {
    const { receiver, received } = await receiving();
    const { signal, stderr, tookMs } = await stopped({
      OTELSEAL_SPOOL_DIR: join(directory, 'spool-of-another'),
      OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: receiver.url,
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
    });
    expect({ signal, stderr }).toEqual({ signal: 'SIGTERM', stderr: '' });
    expect(tookMs).toBeLessThan(5_000);
    expect(received().filter(({ eventName }) => eventName === 'audit.close')).toHaveLength(1);
  });
});
