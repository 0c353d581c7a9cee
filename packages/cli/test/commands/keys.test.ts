import { createPublicKey, verify as verifySignature } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTrust } from '@otelseal/audit-integrity';
import { DEFAULT_ROOT_KEY_NAME, localKeySigner } from '@otelseal/signing-exporter';
import { describe, expect, it } from 'vitest';

import { ROOT_KEY_NAME } from '../../src/keys/root-key.js';
import { ok, run, unavailable, usage } from '../memory-io.js';
import { testFolder } from '../sealed-log.js';

async function generated(...more: string[]) {
  const folder = testFolder();
  const [key, trust] = [join(folder, 'otelseal.pem'), join(folder, 'trust.json')];
  const ran = await run(['keys', 'generate', '--out', key, '--trust', trust, ...more]);
  return { folder, key, trust, ran };
}

describe('keys generate', () => {
  it('makes a key that the signer takes and a trust file that names its public half', async () => {
    const { key, trust, ran } = await generated();
    expect([ran.code, ran.err]).toEqual([ok, '']);
    const signer = localKeySigner({ keyFile: key });
    const [root] = parseTrust(readFileSync(trust, 'utf8')).roots;
    expect(root?.key.name).toBe(signer.keyName);
    expect(Buffer.from(root?.key.publicKey ?? [])).toEqual(Buffer.from(signer.publicKey));
    const message = Buffer.from('hello');
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), signer.publicKey]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verifySignature(null, message, publicKey, await signer.sign(message))).toBe(true);
  });

  it('uses the name under which the signer signs', () => {
    expect(ROOT_KEY_NAME).toBe(DEFAULT_ROOT_KEY_NAME);
  });

  it('prints the two variables to set, with whole paths and nothing of the private key', async () => {
    const { key, trust, ran } = await generated();
    expect(ran.out).toContain(`export OTELSEAL_SIGNING_KEY_FILE=${key}\nexport OTELSEAL_TRUST=${trust}\n`);
    const secret = readFileSync(key, 'utf8').split('\n')[1] as string;
    expect(ran.out).not.toContain(secret);
    expect(ran.out).not.toContain('PRIVATE');
  });

  it('quotes paths for the shell', async () => {
    const folder = join(testFolder(), "it's here");
    mkdirSync(folder);
    const { out } = await run(['keys', 'generate', '--out', join(folder, 'k'), '--trust', join(folder, 't')]);
    expect(out).toContain(`='${folder.replace("'", "'\\''")}/k'`);
  });

  it('keeps the private key from others', async () => {
    expect(statSync((await generated()).key).mode & 0o777).toBe(0o600);
  });

  it('says for whom the key may speak', async () => {
    const { trust } = await generated(
      '--organisation',
      'acme',
      '--tenant=eu',
      '--environment',
      'production',
      '--service',
      'shop-*',
    );
    const file = JSON.parse(readFileSync(trust, 'utf8'));
    expect(file).toEqual({
      version: 1,
      roots: [
        {
          vkey: expect.stringMatching(/^otelseal-root\+[0-9a-f]{8}\+A/),
          organisation: 'acme',
          tenant: 'eu',
          environment: 'production',
          services: ['shop-*'],
          purpose: ['seal'],
        },
      ],
    });
  });

  it('never overwrites, and leaves no half of a pair', async () => {
    for (const taken of ['otelseal.pem', 'trust.json']) {
      const folder = testFolder();
      const [key, trust] = [join(folder, 'otelseal.pem'), join(folder, 'trust.json')];
      writeFileSync(join(folder, taken), 'mine');
      const ran = await run(['keys', 'generate', '--out', key, '--trust', trust]);
      expect(ran).toMatchObject({ code: usage, out: '', err: expect.stringContaining('is there already') });
      expect(readFileSync(join(folder, taken), 'utf8')).toBe('mine');
      expect(existsSync(taken === 'trust.json' ? key : trust)).toBe(false);
    }
  });

  it('does not follow a symbolic link, not even one that leads nowhere', async () => {
    const folder = testFolder();
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'otelseal.pem'));
    const ran = await run(['keys', 'generate', '--out', join(folder, 'otelseal.pem'), '--trust', join(folder, 't')]);
    expect([ran.code, existsSync(join(folder, 'elsewhere'))]).toEqual([usage, false]);
  });

  it('exits 69 when the folder is not there', async () => {
    const folder = join(testFolder(), 'none');
    const ran = await run(['keys', 'generate', '--out', join(folder, 'k'), '--trust', join(folder, 't')]);
    expect(ran).toMatchObject({ code: unavailable, err: expect.stringContaining('its folder does not exist') });
  });

  it.each([
    [['x.pem'], 'keys generate takes no "x.pem"; name the file with --out.'],
    [['--out', 'same', '--trust', './same'], '--out and --trust name the same file.'],
    [['--out', 'a\nb'], '--out must not contain control characters.'],
    [['--organization', 'acme'], 'There is no option "--organization". Did you mean --organisation?'],
  ])('refuses %j', async (args, message) => {
    expect(await run(['keys', 'generate', ...args])).toMatchObject({
      code: usage,
      err: `otelseal: ${message}\n`,
    });
  });
});

describe('keys show', () => {
  it('shows the public half of the key and that the trust file believes it', async () => {
    const { key, trust } = await generated('--service', 'shop');
    const { code, out } = await run(['keys', 'show', '--key', key, '--trust', trust]);
    const { vkey } = JSON.parse(readFileSync(trust, 'utf8')).roots[0];
    expect([code, out]).toEqual([
      ok,
      `key: ${vkey}\ntrusted: ${vkey} (this key)\n  speaks for default/default/any, services shop, to seal\n`,
    ]);
  });

  it('takes both files from the variables', async () => {
    const { key, trust } = await generated();
    const env = { OTELSEAL_SIGNING_KEY_FILE: key, OTELSEAL_TRUST: trust };
    expect((await run(['keys', 'show'], { env })).out).toContain('(this key)');
  });

  it('says when the key is not in the trust file', async () => {
    const [one, other] = [await generated(), await generated()];
    const { out } = await run(['keys', 'show', '--key', one.key, '--trust', other.trust]);
    expect(out).toContain('this key is not in the trust file');
  });

  it('shows the same as JSON, and nothing of the private key', async () => {
    const { key, trust } = await generated();
    const { out } = await run(['keys', 'show', '--key', key, '--trust', trust, '--json']);
    expect(JSON.parse(out)).toMatchObject({
      key: expect.any(String),
      roots: [{ isThisKey: true, custody: 'local', purpose: ['seal'] }],
    });
    expect(out).not.toContain(readFileSync(key, 'utf8').split('\n')[1]);
  });

  it('refuses what is no key, without showing what it is', async () => {
    const file = join(testFolder(), 'secret.txt');
    writeFileSync(file, 'hunter2-canary');
    const ran = await run(['keys', 'show', '--key', file]);
    expect(ran).toMatchObject({
      code: usage,
      out: '',
      err: expect.stringContaining('holds no Ed25519 private key in PEM'),
    });
    expect(ran.err).not.toContain('hunter2-canary');
  });

  it('needs a key or a trust file', async () => {
    expect(await run(['keys', 'show'])).toMatchObject({
      code: usage,
      err: expect.stringContaining('needs --key or --trust'),
    });
  });
});
