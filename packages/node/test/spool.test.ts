import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { receiving } from './support/receiving.js';
import { runApp } from './support/run-app.js';
import { runningPipeline } from './support/running-pipeline.js';
import { keyAndTrust, temporaryDirectory } from './support/signing-key-files.js';

const directory = temporaryDirectory();
const { keyFile } = keyAndTrust(directory);
const NOWHERE = 'http://127.0.0.1:9/v1/logs';
const EVENT = { eventName: 'security.authz.failure' };

describe('a spool', () => {
  it('keeps what a receiver that is down did not get, and the next process delivers it', async () => {
    const spool = { directory: join(directory, 'kept') };
    const down = runningPipeline({
      spool,
      signing: { keyFile },
      otlp: { url: NOWHERE, timeoutMillis: 100 },
      shutdownTimeoutMillis: 200,
    });
    down.logger.emit(EVENT);
    expect(await down.otelseal.committed('spooled', { timeoutMs: 5_000 })).toBe('spooled');
    await down.provider.shutdown();
    expect(statSync(spool.directory).mode & 0o777).toBe(0o700);

    const { receiver, received } = await receiving();
    const up = runningPipeline({ spool, signing: { keyFile }, otlp: { url: receiver.url } });
    up.logger.emit(EVENT);
    expect(await up.otelseal.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    await up.provider.shutdown();
    expect(received().filter(({ eventName }) => eventName === EVENT.eventName)).toHaveLength(2);
  });

  it('selected by its variable survives SIGKILL of a registered service', async () => {
    const { receiver, received } = await receiving();
    const environment = { OTELSEAL_SPOOL_DIR: join(directory, 'killed'), OTELSEAL_SIGNING_KEY_FILE: keyFile };
    const killed = runApp('serve-until-killed', { ...environment, OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: NOWHERE });
    await killed.saying('ready');
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ signal: 'SIGKILL' });
    const next = await runApp('login-and-end', { ...environment, OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: receiver.url })
      .ended;
    expect(next).toMatchObject({ code: 0, stderr: '' });
    expect(received().filter(({ eventName }) => eventName === 'security.authn.login.failure')).toHaveLength(2);
  });
});
