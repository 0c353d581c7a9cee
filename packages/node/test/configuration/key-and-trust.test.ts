import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatEpochCertificate } from '@otelseal/audit-integrity';
import type { ProcessSigner, RootSigner } from '@otelseal/signing-exporter';
import { describe, expect, it } from 'vitest';
import { joinOptions } from '../../src/configuration/join-options.js';
import { signingKey as signingKeyOf } from '../../src/configuration/signing-key.js';
import { isTrusted, readTrustFile as readTrustFileOf } from '../../src/configuration/trust-file.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const signingKey = (options: unknown, environment: Record<string, string>) =>
  signingKeyOf(joinOptions(options, environment));
const readTrustFile = (trust: string | undefined, environment: Record<string, string>) =>
  readTrustFileOf(joinOptions({ trust }, environment));

const directory = temporaryDirectory();
const { keyFile, trustFile, pem } = keyAndTrust(directory);

describe('the signing key', () => {
  it('is read from the option, else from the variable, else there is none', () => {
    const fromPem = signingKey({ signing: { pem } }, {});
    expect(signingKey({ signing: { keyFile } }, { OTELSEAL_SIGNING_KEY_FILE: '/missing' })?.publicKey).toEqual(
      fromPem?.publicKey,
    );
    expect(signingKey({}, { OTELSEAL_SIGNING_KEY_FILE: keyFile })?.publicKey).toEqual(fromPem?.publicKey);
    expect(signingKey({}, {})).toBeUndefined();
  });

  it('has the name that the options give it', () => {
    expect(signingKey({ signing: { keyFile, keyName: 'my-root' } }, {})?.keyName).toBe('my-root');
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
    expect(() => signingKey({ signing: { keyFile: path } }, {})).toThrow(
      expect.objectContaining({ ...refusal, setting: 'signing.keyFile' }),
    );
    expect(() => signingKey({}, { OTELSEAL_SIGNING_KEY_FILE: path })).toThrow(
      expect.objectContaining({
        ...refusal,
        setting: 'OTELSEAL_SIGNING_KEY_FILE',
        message: expect.not.stringContaining('hunter2'),
      }),
    );
  });
});

describe('the signing key in a process of its own', () => {
  const message = Buffer.from('no certificate');

  it('is what the option or the variable asks for, and signs only certificates', async () => {
    const { publicKey } = signingKey({ signing: { pem } }, {}) as RootSigner;
    const separate = [
      signingKey({ signing: { process: { keyFile } } }, {}),
      signingKey({ signing: { keyFile } }, { OTELSEAL_SIGNING_PROCESS: 'same' }),
      signingKey({}, { OTELSEAL_SIGNING_KEY_FILE: keyFile, OTELSEAL_SIGNING_PROCESS: 'same' }),
    ] as ProcessSigner[];
    for (const signer of separate) {
      expect(signer.publicKey).toEqual(publicKey);
      await expect(signer.sign(message)).rejects.toThrow('no epoch certificate');
      signer.close();
    }
  });

  it('signs for the identity of the options', async () => {
    const identity = { organisation: 'acme', tenant: 't', environment: 'production' };
    const signer = signingKey({ signing: { process: { keyFile } }, identity }, {}) as ProcessSigner;
    const now = Math.floor(Date.now() / 1_000);
    const text = (organisation: string): Buffer =>
      Buffer.from(
        formatEpochCertificate({
          ...{ ...identity, organisation, service: 'shop', stream: '0'.repeat(32), epoch: 1, purpose: 'seal' },
          ...{ notBefore: now, notAfter: now + 60, publicKey: signer.publicKey },
        }),
      );
    expect(await signer.sign(text('acme'))).toHaveLength(64);
    await expect(signer.sign(text('default'))).rejects.toThrow('another organisation');
    signer.close();
  });

  it.each([
    [{ signing: { process: { keyFile: '/missing' } } }, {}, 'signing.process'],
    [{ signing: { process: { keyFile, users: {} } } }, {}, 'signing.process'],
    [{}, { OTELSEAL_SIGNING_PROCESS: 'same' }, 'OTELSEAL_SIGNING_PROCESS'],
    [{}, { OTELSEAL_SIGNING_PROCESS: 'same', OTELSEAL_SIGNING_KEY_FILE: '/missing' }, 'OTELSEAL_SIGNING_KEY_FILE'],
  ])('stops the start when it is wrong: %j', (options, environment, setting) => {
    const refusal = expect.objectContaining({ code: 'ERR_SIGNING_KEY', setting });
    expect(() => signingKey(options as never, environment)).toThrow(refusal);
  });

  it.each(['nobody', '990', '990:', ':990', '990:990:990', '-1:0', 'SAME'])(
    'is not started for %s, which names no user',
    (user) => {
      const refusal = expect.objectContaining({ code: 'ERR_OPTION_INVALID', setting: 'OTELSEAL_SIGNING_PROCESS' });
      expect(() => signingKey({ signing: { keyFile } }, { OTELSEAL_SIGNING_PROCESS: user })).toThrow(refusal);
    },
  );
});

describe('the trust file', () => {
  it('says whether a verifier would believe the key', () => {
    const trust = readTrustFile(trustFile, {});
    const other = keyAndTrust(temporaryDirectory());
    expect(isTrusted(signingKey({ signing: { keyFile } }, {}) as never, trust as never)).toBe(true);
    expect(isTrusted(signingKey({ signing: { keyFile: other.keyFile } }, {}) as never, trust as never)).toBe(false);
    expect(readTrustFile(undefined, {})).toBeUndefined();
  });

  const broken = join(directory, 'broken.json');
  writeFileSync(broken, '{"version":2}');

  it.each([
    [join(directory, 'missing.json'), /cannot be read \(ENOENT\)/],
    [directory, /is no regular file/],
    [keyFile, /not JSON/],
    [broken, /version must be 1/],
  ])('that cannot be used stops the start: %s', (path, message) => {
    expect(() => readTrustFile(undefined, { OTELSEAL_TRUST: path })).toThrow(
      expect.objectContaining({ code: 'ERR_TRUST_FILE', setting: 'OTELSEAL_TRUST' }),
    );
    expect(() => readTrustFile(path, {})).toThrow(message);
  });
});
