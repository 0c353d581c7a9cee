import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { afterEach, expect, it } from 'vitest';
import { createOtelseal } from '../../src/create-otelseal.js';
import { explainConfiguration } from '../../src/diagnosis.js';
import { runningPipeline } from '../support/running-pipeline.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const CANARY = 'canary-R7tq2vNx';
const directory = temporaryDirectory();
const { keyFile, pem } = keyAndTrust(directory);
const secret = (name: string, text: string): string => {
  const file = join(directory, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};
const pseudonymKey = Buffer.from(CANARY.repeat(3)).toString('base64');

/** Every way to give a secret without code. */
function environment(url: string): Record<string, string> {
  const block = `distribution:
  otelseal:
    otlp: { url: "${url}", timeout_millis: 500, headers: { authorization: "Bearer \${TOKEN}" } }
    sanitize: { pseudonym: { key_file: ${secret('pseudonym', pseudonymKey)} } }
    detection:
      webhook: { url: "https://hooks.example/${CANARY}", secret_file: ${secret('webhook', CANARY.repeat(3))} }
      alertmanager: { url: "https://alerts.example/", token_file: ${secret('token', CANARY)} }`;
  return { TOKEN: CANARY, OTELSEAL_SIGNING_KEY_FILE: keyFile, OTEL_CONFIG_FILE: secret('otel.yaml', block) };
}

const secrets = (): readonly string[] => [CANARY, pseudonymKey, pem.split('\n')[1] as string];

afterEach(() => diag.disable());

it('a secret reaches neither diag nor a report, also while the receiver refuses it', async () => {
  const lines: string[] = [];
  const note = (...said: unknown[]) => void lines.push(said.map((one) => inspect(one, { depth: 10 })).join(' '));
  diag.setLogger({ error: note, warn: note, info: note, debug: note, verbose: note }, DiagLogLevel.ALL);
  let heard = '';
  const receiver = createServer((request, response) => {
    heard = `${request.headers.authorization}`;
    response.writeHead(401).end('no');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => receiver.once('listening', resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/v1/logs`;
  const { logger, otelseal, provider, reports } = runningPipeline({ shutdownTimeoutMillis: 500 }, environment(url));
  logger.emit({ eventName: 'security.authz.failure' });
  await otelseal.committed('delivered', { timeoutMs: 1_000 });
  await provider.shutdown();
  receiver.close();
  expect(heard).toBe(`Bearer ${CANARY}`); // it was in use
  expect(reports.length + lines.length).toBeGreaterThan(0);
  for (const one of secrets()) expect([...reports, ...lines].join('\n')).not.toContain(one);
});

it('a secret is in no explanation of the configuration', () => {
  const explained = explainConfiguration(environment('http://127.0.0.1:9/v1/logs'));
  expect(explained.problem).toBeUndefined();
  expect(explained.active).toMatchObject({ sanitizing: { pseudonyms: true }, detection: { webhook: true } });
  const text = JSON.stringify(explained);
  for (const one of secrets()) expect(text).not.toContain(one);
});

it.each([
  { OTELSEAL_SANITIZE_VALUES: `[{"name":"x","pattern":"(${CANARY}"}]` },
  { OTELSEAL_SANITIZE_RULES: `**[${CANARY}=keep` },
  { OTELSEAL_SANITIZE_KEYS: `${CANARY}****=keep` },
  { OTELSEAL_DETECTION_RUNBOOKS: `ftp://${CANARY}` },
  { OTELSEAL_DETECTION_SUPPRESS: `[{"client":"${CANARY}","until":"x","reason":"y"}]` },
  { OTELSEAL_SEALING_CHECKPOINT_RECORDS: CANARY },
])('a wrong setting is an error that names it: %#', (wrong) => {
  const names = Object.keys(wrong).map((name) => name.slice('OTELSEAL_'.length).split('_')[0]?.toLowerCase());
  expect(() => createOtelseal({}, { environment: wrong as Record<string, string> })).toThrow(
    expect.objectContaining({
      name: 'ConfigurationError',
      message: expect.stringMatching(new RegExp(`^(OTELSEAL_)?${names[0]}`, 'i')),
    }),
  );
});
