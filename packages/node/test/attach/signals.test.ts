import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { receiving } from '../support/receiving.js';
import { runNode } from '../support/run-app.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const { keyFile } = keyAndTrust(temporaryDirectory());
const DENIED = 'security.authz.failure';
const CHECKPOINT = 'audit.checkpoint';
const LONGEST_MILLIS = 240_000;
const HANDLED = ['on', 'once', 'prepended', 'prepended once', 'several', 'all removed by the first'] as const;

/** Runs the service until it has started, sends it the signal, and returns how it ended and whom its records were about. */
async function terminated(entry: 'attach' | 'register', file: string, how: string, when: string) {
  const { receiver, received } = await receiving();
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
    OTELSEAL_SIGNING_KEY_FILE: keyFile,
  };
  const app = fileURLToPath(new URL(`apps/${file}`, import.meta.url));
  const sdk = entry === 'attach' ? ['sdk'] : [];
  const service = runNode(['--import', `@otelseal/node/${entry}`, app, how, when, ...sdk], environment);
  await service.saying('ready');
  service.child.kill('SIGTERM');
  const { code, signal, stdout, stderr } = await service.ended;
  const about = received()
    .filter(({ eventName }) => eventName === DENIED)
    .map((record) => record['audit.actor.id']);
  const last = received()
    .map(({ eventName }) => eventName)
    .filter((name) => name !== CHECKPOINT)
    .at(-1);
  return { code, signal, stdout, stderr, about, last };
}

describe.each([
  ['attach', 'signals.mjs', 'before'],
  ['attach', 'signals.mjs', 'after'],
  ['attach', 'signals.cjs', 'before'],
  ['register', 'signals.mjs', 'after'],
  ['register', 'signals.cjs', 'after'],
] as const)('under %s, %s with a handler that is there %s its SDK', (entry, file, when) => {
  it.each(HANDLED)('ends by itself when it has handled SIGTERM: %s', { timeout: LONGEST_MILLIS }, async (how) => {
    expect(await terminated(entry, file, how, when)).toEqual({
      code: 0,
      signal: null,
      stdout: 'ready\ndrained\n',
      stderr: '',
      about: ['before', 'after'],
      last: 'audit.close',
    });
  });

  it('dies of SIGTERM, with its stream closed, when nobody handles it any more', {
    timeout: LONGEST_MILLIS,
  }, async () => {
    expect(await terminated(entry, file, 'removed before', when)).toEqual({
      code: null,
      signal: 'SIGTERM',
      stdout: 'ready\n',
      stderr: '',
      about: ['before'],
      last: 'audit.close',
    });
  });
});
