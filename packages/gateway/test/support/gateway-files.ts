import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVkey } from '@otelseal/audit-integrity';
import { DEFAULT_ROOT_KEY_NAME, localKeySigner } from '@otelseal/signing-exporter';
import { afterAll } from 'vitest';

/** A folder that is gone after the tests of the file. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-gateway-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface KeyFiles {
  readonly keyFile: string;
  readonly trustFile: string;
}

/** A new key and a trust file that lets it speak for every tenant named. */
export function keyAndTrust(folder: string, tenants: readonly string[] = ['default']): KeyFiles {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const [keyFile, trustFile] = [join(folder, 'key.pem'), join(folder, 'trust.json')];
  writeFileSync(keyFile, pem, { mode: 0o600 });
  const vkey = formatVkey(DEFAULT_ROOT_KEY_NAME, localKeySigner({ pem }).publicKey);
  const roots = tenants.map((tenant) => ({
    ...{ vkey, organisation: 'default', tenant, environment: 'any', services: ['*'], purpose: ['seal'] },
  }));
  writeFileSync(trustFile, JSON.stringify({ version: 1, roots }));
  return { keyFile, trustFile };
}
