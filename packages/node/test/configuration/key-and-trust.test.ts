import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signingKey } from '../../src/configuration/signing-key.js';
import { isTrusted, readTrustFile } from '../../src/configuration/trust-file.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const directory = temporaryDirectory();
const { keyFile, trustFile, pem } = keyAndTrust(directory);

describe('the signing key', () => {
  it('is read from the option, else from the variable, else there is none', () => {
    const fromPem = signingKey({ pem }, {});
    expect(signingKey({ keyFile }, { OTELSEAL_SIGNING_KEY_FILE: '/missing' })?.publicKey).toEqual(fromPem?.publicKey);
    expect(signingKey(undefined, { OTELSEAL_SIGNING_KEY_FILE: keyFile })?.publicKey).toEqual(fromPem?.publicKey);
    expect(signingKey(undefined, {})).toBeUndefined();
  });

  it('has the name that the options give it', () => {
    expect(signingKey({ keyFile, keyName: 'my-root' }, {})?.keyName).toBe('my-root');
  });

  const readable = join(directory, 'readable.pem');
  writeFileSync(readable, pem);
  chmodSync(readable, 0o644);
  const link = join(directory, 'link.pem');
  symlinkSync(keyFile, link);
  const nonsense = join(directory, 'nonsense.pem');
  writeFileSync(nonsense, 'hunter2', { mode: 0o600 });

  it.each([
    ['is missing', join(directory, 'missing.pem'), 'ERR_KEY_MISSING'],
    ['is a directory', directory, 'ERR_KEY_UNSAFE'],
    ['is a link', link, 'ERR_KEY_UNSAFE'],
    ['can be read by others', readable, 'ERR_KEY_UNSAFE'],
    ['holds no key', nonsense, 'ERR_KEY_REFUSED'],
  ])('whose file %s stops the start and names the setting', (_, path, reason) => {
    const refusal = { code: 'ERR_SIGNING_KEY', cause: expect.objectContaining({ code: reason }) };
    expect(() => signingKey({ keyFile: path }, {})).toThrow(
      expect.objectContaining({ ...refusal, setting: 'signing.keyFile' }),
    );
    expect(() => signingKey(undefined, { OTELSEAL_SIGNING_KEY_FILE: path })).toThrow(
      expect.objectContaining({
        ...refusal,
        setting: 'OTELSEAL_SIGNING_KEY_FILE',
        message: expect.not.stringContaining('hunter2'),
      }),
    );
  });
});

describe('the trust file', () => {
  it('says whether a verifier would believe the key', () => {
    const trust = readTrustFile(trustFile, {});
    const other = keyAndTrust(temporaryDirectory());
    expect(isTrusted(signingKey({ keyFile }, {}) as never, trust as never)).toBe(true);
    expect(isTrusted(signingKey({ keyFile: other.keyFile }, {}) as never, trust as never)).toBe(false);
    expect(readTrustFile(undefined, {})).toBeUndefined();
  });

  const broken = join(directory, 'broken.json');
  writeFileSync(broken, '{"version":2}');

  it.each([
    [join(directory, 'missing.json'), /cannot be read \(ENOENT\)/],
    [directory, /cannot be read \(EISDIR\)/],
    [keyFile, /not JSON/],
    [broken, /version must be 1/],
  ])('that cannot be used stops the start: %s', (path, message) => {
    expect(() => readTrustFile(undefined, { OTELSEAL_TRUST: path })).toThrow(
      expect.objectContaining({ code: 'ERR_TRUST_FILE', setting: 'OTELSEAL_TRUST' }),
    );
    expect(() => readTrustFile(path, {})).toThrow(message);
  });
});
