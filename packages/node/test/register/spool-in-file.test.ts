import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { receiving } from '../support/receiving.js';
import { runNode } from '../support/run-app.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const directory = temporaryDirectory();
const { keyFile } = keyAndTrust(directory);
const app = (name: string): string => fileURLToPath(new URL(`../attach/apps/${name}`, import.meta.url));
const ENTRIES: readonly [string, readonly string[]][] = [
  ['register', ['--import', '@otelseal/node/register', app('login.mjs')]],
  ['attach', ['--import', '@otelseal/node/attach', app('start-node-sdk.mjs')]],
];
const SEALED_ONCE = ['audit.checkpoint', 'audit.close', 'audit.open', 'security.authn.login.failure'];
const INVISIBLE = /^otelseal: .* \[PARTIAL_SUCCESS_INVISIBLE\]$/;
let count = 0;

/** A service whose SDK and spool only a file describes. */
async function started(args: readonly string[], processor: string, name: string, others: Record<string, string> = {}) {
  count += 1;
  const { receiver, received } = await receiving();
  const [spool, file] = [join(directory, `spool-${count}`), join(directory, `otel-${count}.yaml`)];
  const exporter = { otlp_http: { endpoint: receiver.url, encoding: 'json' } };
  const described = {
    file_format: '1.0',
    resource: { attributes: [{ name: 'service.name', value: name }] },
    logger_provider: { processors: [{ [processor]: { exporter } }] },
    distribution: { otelseal: { spool: { directory: spool }, signing: { key_file: keyFile } } },
  };
  writeFileSync(file, JSON.stringify(described));
  const { code, stdout, stderr } = await runNode(args, { OTEL_CONFIG_FILE: file, ...others }).ended;
  const lines = stderr.split('\n').filter((line) => line !== '');
  return { code, stdout, lines, spool, received };
}

describe.each(ENTRIES)('a spool that only the configuration file sets, under %s', { timeout: 120_000 }, (_, args) => {
  it.each(['simple', 'batch'])('keeps sealed evidence, before the exporter of a %s processor', async (processor) => {
    const { code, stdout, lines, spool, received } = await started(args, processor, 'shop');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'app ran\n' });
    const records = received(); // in one request, by scope
    expect(records.map(({ eventName }) => eventName).sort()).toEqual(SEALED_ONCE);
    expect(new Set(records.map((record) => record['audit.sequence.stream_id'])).size).toBe(1);
    expect(existsSync(spool)).toBe(true);
    expect(lines).toEqual([expect.stringMatching(INVISIBLE)]);
  });

  it('says once that the file names no service', async () => {
    const { lines } = await started(args, 'simple', 'unknown_service');
    expect(lines.filter((line) => line.includes('[ERR_SERVICE_UNNAMED]'))).toHaveLength(1);
  });

  it('is a reason not to start with a wrong variable of Otelseal, before the application runs', async () => {
    const wrong = { OTELSEAL_SECOND_OTLP_PROTOCOL: 'http/json' };
    const { code, stdout, lines } = await started(args, 'simple', 'shop', wrong);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(lines).toHaveLength(1);
  });
});
