import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runNode } from '../support/run-app.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const DOCKER_KILLS_AFTER_MILLIS = 10_000;
const LONGEST_MILLIS = 120_000;
const APP = fileURLToPath(new URL('apps/ending.mjs', import.meta.url));
const directory = temporaryDirectory();
const { keyFile } = keyAndTrust(directory);

/** Takes connections and never answers. */
const silent: Server = createServer((connection) => connection.on('error', () => {}));
const away: Record<string, string> = { 'refuses connections': 'http://127.0.0.1:1' };
beforeAll(async () => {
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  away['is silent'] = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
});
afterAll(() => void silent.close());

/** How a service under attach ends after SIGTERM, which it handles and then has nothing left to do. */
async function stopped(how: string, more: Record<string, string> = {}) {
  const service = runNode(['--import', '@otelseal/node/attach', APP, 'handle'], {
    OTEL_EXPORTER_OTLP_ENDPOINT: away[how] as string,
    OTEL_EXPORTER_OTLP_TIMEOUT: '60000', // of the SDK's exporter: far longer than what kills
    OTELSEAL_SIGNING_KEY_FILE: keyFile,
    ...more,
  });
  await service.saying('ready');
  await new Promise((resolve) => setTimeout(resolve, 100)); // the service listens to the signal
  const startMs = performance.now();
  service.child.kill('SIGTERM');
  return { ...(await service.ended), tookMs: performance.now() - startMs };
}

describe.each(['is silent', 'refuses connections'])(
  "a service under attach whose SDK's receiver %s",
  { timeout: LONGEST_MILLIS },
  (how) => {
    it('has ended before Docker kills it and has said what is lost', async () => {
      const { code, signal, stderr, tookMs } = await stopped(how);
      expect({ code, signal }).toEqual({ code: 0, signal: null });
      expect(stderr).toMatch(/could not be delivered before the end|before the streams could be closed/);
      expect(tookMs).toBeLessThan(DOCKER_KILLS_AFTER_MILLIS);
    });

    it('has ended sooner with a spool', async () => {
      const spool = { OTELSEAL_SPOOL_DIR: join(directory, `spool ${how}`) };
      const { code, signal, tookMs } = await stopped(how, spool);
      expect({ code, signal }).toEqual({ code: 0, signal: null });
      expect(tookMs).toBeLessThan(8_000);
    });
  },
);
