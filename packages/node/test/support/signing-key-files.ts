import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVkey } from '@otelseal/audit-integrity';
import { DEFAULT_ROOT_KEY_NAME, localKeySigner } from '@otelseal/signing-exporter';
import { afterAll } from 'vitest';

/** A directory that is gone after the tests of the file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'otelseal-node-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A new key and the trust file that names it. */
export function keyAndTrust(directory: string): {
  readonly keyFile: string;
  readonly trustFile: string;
  readonly pem: string;
} {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const keyFile = join(directory, 'key.pem');
  writeFileSync(keyFile, pem, { mode: 0o600 });
  const vkey = formatVkey(DEFAULT_ROOT_KEY_NAME, localKeySigner({ pem }).publicKey);
  const trustFile = join(directory, 'trust.json');
  const root = {
    vkey,
    organisation: 'default',
    tenant: 'default',
    environment: 'any',
    services: ['*'],
    purpose: ['seal'],
  };
  writeFileSync(trustFile, JSON.stringify({ version: 1, roots: [root] }));
  return { keyFile, trustFile, pem };
}
