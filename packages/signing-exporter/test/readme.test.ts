import { chmodSync, chownSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DELIVERY_DEFAULTS, SEALING_DEFAULTS, SPOOL_DEFAULTS, SPOOL_DELIVERY_DEFAULTS } from '../src/index.js';
import { ROOT, ROOT_PEM } from './sealing-bench.js';
import { verifiedFile } from './verified.js';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
let folder: string;
let receiver: OtlpReceiver;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'readme-'));
  receiver = await OtlpReceiver.start(join(folder, 'received.jsonl'));
  writeFileSync(join(folder, 'key.pem'), ROOT_PEM, { mode: 0o600 });
  process.env['OTELSEAL_SIGNING_KEY_FILE'] = join(folder, 'key.pem');
  process.env['OTELSEAL_SPOOL_DIR'] = join(folder, 'spool');
  process.env['OTEL_EXPORTER_OTLP_LOGS_ENDPOINT'] = receiver.url;
});

afterAll(async () => {
  for (const name of ['OTELSEAL_SIGNING_KEY_FILE', 'OTELSEAL_SPOOL_DIR', 'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT'])
    delete process.env[name];
  await receiver.close();
});

/** Runs a sample as it stands; returns what it declares under `name`. */
async function sample(title: string, name: string, given: Record<string, unknown> = {}): Promise<unknown> {
  const code = new RegExp(`\`\`\`ts sample=${title}\n(.*?)\`\`\``, 's').exec(README)?.[1] ?? '';
  const imports = [...code.matchAll(/^import \{ (.*?) \} from '(.*?)';$/gm)];
  const scope: Record<string, unknown> = { ...given };
  for (const [, names = '', from = ''] of imports) Object.assign(scope, pick(await import(from), names));
  const body = stripTypeScriptTypes(code.replaceAll(/^import .*$/gm, ''));
  const run = new Function(...Object.keys(scope), `return (async () => { ${body}\nreturn ${name}; })()`) as (
    ...all: unknown[]
  ) => Promise<unknown>;
  return run(...Object.values(scope));
}

function pick(module: Record<string, unknown>, names: string): Record<string, unknown> {
  return Object.fromEntries(names.split(', ').map((name) => [name, module[name]]));
}

describe('the README', () => {
  it('shows samples that run and whose output verifies', async () => {
    await sample('exporter', 'provider');
    expect(await sample('spool', 'level')).toBe('delivered');
    expect(verifiedFile(join(folder, 'received.jsonl')).first).toMatch(/^INTACT/);
  });

  it('shows a remote signer of the right shape', async () => {
    const kms = { publicKey: async () => ROOT.publicKey, sign: ROOT.sign };
    expect(await sample('remote', 'remote', { kms })).toMatchObject({
      keyName: ROOT.keyName,
      publicKey: ROOT.publicKey,
    });
  });

  it('shows a signer in a process of its own', async () => {
    const keyFile = join(folder, 'own.pem');
    writeFileSync(keyFile, ROOT_PEM, { mode: 0o600 });
    if (process.geteuid?.() === 0) chownSync(keyFile, 990, 990);
    chmodSync(folder, 0o755);
    const made = sample('process', 'signer', { keyFile });
    if (process.geteuid?.() !== 0) return expect(made).rejects.toMatchObject({ code: 'ERR_SIGNER_UNAVAILABLE' });
    const signer = (await made) as { readonly publicKey: Uint8Array; close(): void };
    signer.close();
    return expect(signer.publicKey).toEqual(ROOT.publicKey);
  });

  it('lists every option with its default', () => {
    const groups = {
      sealing: SEALING_DEFAULTS,
      delivery: DELIVERY_DEFAULTS,
      spool: SPOOL_DEFAULTS,
      'spool delivery': SPOOL_DELIVERY_DEFAULTS,
    };
    const rows = Object.entries(groups).flatMap(([group, defaults]) =>
      Object.entries(defaults).map(([name, value]) => rowOf(group, name, value)),
    );
    expect(rows.filter((row) => !README.includes(row))).toEqual([]);
  });
});

function rowOf(group: string, name: string, value: unknown): string {
  const text = typeof value === 'number' ? value.toLocaleString('en') : Array.isArray(value) ? value.join(', ') : value;
  const shown =
    typeof text === 'object' && Object.keys(text as object).length === 0
      ? 'none'
      : typeof text === 'object'
        ? Object.entries(text as object)
            .map((entry) => entry.join(' '))
            .join(', ')
        : text;
  return `| ${group} | \`${name}\` | ${String(shown)} |`;
}
