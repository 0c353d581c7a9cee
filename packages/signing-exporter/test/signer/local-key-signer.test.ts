import { generateKeyPairSync, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ephemeralSigner } from '../../src/signer/ephemeral-signer.js';
import { localKeySigner } from '../../src/signer/local-key-signer.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const jwk = privateKey.export({ format: 'jwk' });
const message = new TextEncoder().encode('epoch certificate');

function fileWith(text: string, mode = 0o600): string {
  const path = join(mkdtempSync(join(tmpdir(), 'key-')), 'root.pem');
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
  return path;
}

function refusal(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a local signing key', () => {
  it.each([
    ['PEM text', () => localKeySigner({ pem })],
    ['a JWK', () => localKeySigner({ jwk })],
    ['a PEM file', () => localKeySigner({ keyFile: fileWith(pem) })],
    ['a read-only JWK file', () => localKeySigner({ keyFile: fileWith(JSON.stringify(jwk), 0o400) })],
  ])('signs when it comes as %s', async (_form, open) => {
    const signer = open();
    expect(verify(null, message, publicKey, await signer.sign(message))).toBe(true);
    expect(verify(null, message, publicKey, signer.signNow?.(message) ?? new Uint8Array())).toBe(true);
    expect(Buffer.from(signer.publicKey).toString('base64url')).toBe(jwk.x);
    expect([signer.keyName, signer.ephemeral]).toEqual(['otelseal-root', undefined]);
  });

  it.each([
    ['readable by its group', () => fileWith(pem, 0o640), 'ERR_KEY_UNSAFE', 'chmod 600'],
    ['readable by everybody', () => fileWith(pem, 0o604), 'ERR_KEY_UNSAFE', '0604'],
    ['a folder', () => tmpdir(), 'ERR_KEY_UNSAFE', 'not a regular file'],
    ['a device', () => '/dev/zero', 'ERR_KEY_UNSAFE', 'not a regular file'],
    ['absent', () => join(tmpdir(), 'no-such-key.pem'), 'ERR_KEY_MISSING', 'ENOENT'],
    ['huge', () => fileWith(pem.repeat(200)), 'ERR_KEY_REFUSED', '16384 bytes'],
    ['empty', () => fileWith(''), 'ERR_KEY_REFUSED', 'otelseal keys generate'],
    [
      'a public key',
      () => fileWith(publicKey.export({ format: 'pem', type: 'spki' }).toString()),
      'ERR_KEY_REFUSED',
      'Ed25519',
    ],
  ])('is refused when the file is %s', (_what, path, code, text) => {
    const error = refusal(() => localKeySigner({ keyFile: path() }));
    expect(error).toMatchObject({ name: 'SigningError', code });
    expect(String(error)).toContain(text);
  });

  it('is refused when the file is a symbolic link', () => {
    const link = join(mkdtempSync(join(tmpdir(), 'key-')), 'link.pem');
    symlinkSync(fileWith(pem), link);
    expect(refusal(() => localKeySigner({ keyFile: link }))).toMatchObject({ code: 'ERR_KEY_UNSAFE' });
  });

  it('is refused when it is of another type, without quoting it', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ format: 'pem', type: 'pkcs8' })
      .toString();
    expect(refusal(() => localKeySigner({ pem: rsa }))).toMatchObject({ code: 'ERR_KEY_REFUSED' });
    const broken = refusal(() => localKeySigner({ pem: `{"kty":"OKP","d":"${jwk.d}"` })) as Error;
    expect(broken).toMatchObject({ code: 'ERR_KEY_REFUSED' });
    expect(`${broken.stack}${String(broken.cause)}`).not.toContain(jwk.d);
  });

  it('needs exactly one source and a name that a signed note can carry', () => {
    expect(refusal(() => localKeySigner({}))).toMatchObject({ code: 'ERR_OPTION_INVALID' });
    expect(refusal(() => localKeySigner({ pem, jwk }))).toMatchObject({ code: 'ERR_OPTION_INVALID' });
    expect(refusal(() => localKeySigner({ pem, keyName: 'two words' }))).toMatchObject({ code: 'ERR_OPTION_INVALID' });
  });
});

describe('an ephemeral key', () => {
  it('is a new one each time and says what it is', () => {
    const [one, other] = [ephemeralSigner(), ephemeralSigner()];
    expect(one.ephemeral).toBe(true);
    expect(one.publicKey).not.toEqual(other.publicKey);
  });
});
