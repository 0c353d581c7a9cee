import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTrust } from '@otelseal/audit-integrity';
import { describe, expect, it } from 'vitest';

import { ok, run, usage } from '../memory-io.js';
import { sealedLog, testFolder } from '../sealed-log.js';

async function generated() {
  const folder = testFolder();
  const [key, trust] = [join(folder, 'otelseal.pem'), join(folder, 'trust.json')];
  await run(['keys', 'generate', '--out', key, '--trust', trust, '--service', 'shop']);
  const { vkey } = JSON.parse(readFileSync(trust, 'utf8')).roots[0] as { vkey: string };
  return { folder, key, trust, vkey };
}

async function otherVkey(): Promise<string> {
  return (await generated()).vkey;
}

async function witnessVkey(folder: string): Promise<string> {
  const { out } = await run(['keys', 'generate', '--witness', 'witness.example/w1', '--out', join(folder, 'w.pem')]);
  return out.trim().split('\n').at(-1) as string;
}

const fileOf = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

describe('keys generate --witness', () => {
  it('makes a key that only a witness can use', async () => {
    const folder = testFolder();
    const vkey = await witnessVkey(folder);
    expect(vkey).toMatch(/^witness\.example\/w1\+[0-9a-f]{8}\+B/);
    expect(statSync(join(folder, 'w.pem')).mode & 0o777).toBe(0o600);
  });

  it.each([
    [['--witness', 'a b'], 'free of white space'],
    [['--witness', 'w', '--service', 'shop'], 'a witness speaks for nobody'],
  ])('refuses %j', async (args, message) => {
    const ran = await run(['keys', 'generate', ...args, '--out', join(testFolder(), 'w')]);
    expect(ran).toMatchObject({ code: usage, out: '', err: expect.stringContaining(message) });
  });
});

describe('keys trust', () => {
  it('adds a root with its limits, and a witness', async () => {
    const { folder, trust } = await generated();
    const other = await otherVkey();
    const limits = [
      '--organisation',
      'acme',
      '--service',
      'shop,bank-*',
      '--custody',
      'remote',
      '--purpose',
      'seal,redact',
    ];
    const added = await run(['keys', 'trust', 'add', '--trust', trust, '--vkey', other, ...limits]);
    expect([added.code, added.err]).toEqual([ok, '']);
    const witness = await witnessVkey(folder);
    const times = ['--not-before', '2026-01-01T00:00:00Z'];
    expect((await run(['keys', 'trust', 'add', '--trust', trust, '--vkey', witness, ...times])).code).toBe(ok);
    expect(fileOf(trust)).toMatchObject({
      roots: [{}, { vkey: other, organisation: 'acme', services: ['shop', 'bank-*'], custody: 'remote' }],
      witnesses: [{ vkey: witness, notBefore: '2026-01-01T00:00:00Z' }],
    });
    expect(parseTrust(readFileSync(trust, 'utf8')).witnesses).toHaveLength(1);
    const shown = await run(['keys', 'show', '--trust', trust]);
    expect(shown.out).toContain(`witness: ${witness}\n  notBefore 2026-01-01T00:00:00.000Z\n`);
  });

  it('sets the end of a key, by its id as well, and only ever nearer', async () => {
    const { trust, vkey } = await generated();
    const retire = (at: string) =>
      run(['keys', 'trust', 'retire', '--trust', trust, '--vkey', vkey.split('+')[1] as string, '--at', at]);
    expect((await retire('2027-01-01T00:00:00Z')).code).toBe(ok);
    expect((await retire('2026-12-01T00:00:00Z')).code).toBe(ok);
    expect(await retire('2028-01-01T00:00:00Z')).toMatchObject({ code: usage, err: expect.stringContaining('undo') });
    expect(fileOf(trust).roots[0]).toMatchObject({ vkey, notAfter: '2026-12-01T00:00:00Z' });
  });

  it('says since when a key may be in other hands, and then its streams are not believed', async () => {
    const log = await sealedLog();
    const { vkey } = fileOf(log.trust).roots[0];
    await run(['keys', 'trust', 'compromised', '--trust', log.trust, '--vkey', vkey, '--at', '2026-01-01T00:00:00Z']);
    expect((await run(['verify', `file:${log.file}`, '--trust', log.trust])).out).toMatch(/^NOT PROVEN UNTRUSTED /);
  });

  it('takes the file from the variable', async () => {
    const { trust } = await generated();
    const ran = await run(['keys', 'trust', 'add', '--vkey', await otherVkey()], { env: { OTELSEAL_TRUST: trust } });
    expect(ran.code).toBe(ok);
  });

  it.each([
    [[], 'keys trust needs one of: add, retire, compromised, rotate.'],
    [['ad'], 'Did you mean add?'],
    [['add', 'more'], 'takes no "more"'],
    [['add'], '--vkey is missing'],
    [['add', '--vkey', 'x'], 'is refused'],
    [['add', '--vkey', 'OWN'], 'already'],
    [['add', '--vkey', 'OTHER', '--not-after', 'tomorrow'], 'must be a time'],
    [['add', '--vkey', 'OTHER', '--custody', 'mine'], 'must be "local" or "remote"'],
    [['add', '--vkey', 'OTHER', '--at', '2026-01-01T00:00:00Z'], 'keys trust add takes no --at'],
    [['retire', '--vkey', 'OTHER', '--at', '2026-01-01T00:00:00Z'], 'has no root'],
    [['retire', '--vkey', 'OWN'], '--at is missing'],
    [['rotate', '--statement', 'TRUST'], 'no statement'],
  ])('refuses %j and leaves the file as it was', async (args, message) => {
    const { trust, vkey } = await generated();
    const before = readFileSync(trust, 'utf8');
    const other = await otherVkey();
    const named = args.map((arg) => ({ OWN: vkey, OTHER: other, TRUST: trust })[arg] ?? arg);
    const ran = await run(['keys', 'trust', ...named, '--trust', trust]);
    expect(ran).toMatchObject({ code: usage, out: '', err: expect.stringContaining(message) });
    expect(readFileSync(trust, 'utf8')).toBe(before);
  });
});

describe('keys rotate', () => {
  const rotate = (files: { key: string; trust: string; folder: string }, ...more: string[]) => {
    const out = join(files.folder, 'new.pem');
    const args = ['keys', 'rotate', '--key', files.key, '--trust', files.trust, '--out', out, ...more];
    return run(args, { now: () => Date.parse('2026-11-23T10:00:00Z') }).then((ran) => ({ ran, out }));
  };

  it('makes a key that speaks for the same, from now on, and sets the end of the old one', async () => {
    const files = await generated();
    const { ran, out } = await rotate(files);
    expect([ran.code, ran.err]).toEqual([ok, '']);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const [old, next] = fileOf(files.trust).roots;
    expect(old).toMatchObject({ vkey: files.vkey, notAfter: '2026-11-26T10:00:00Z' });
    const scope = { organisation: 'default', tenant: 'default', environment: 'any', services: ['shop'] };
    expect(next).toEqual({ ...scope, purpose: ['seal'], vkey: expect.any(String), notBefore: '2026-11-23T09:50:00Z' });
    const shown = await run(['keys', 'show', '--key', out, '--trust', files.trust]);
    expect(shown.out).toContain('(this key)');
    expect(ran.out).not.toContain(readFileSync(out, 'utf8').split('\n')[1]);
  });

  it('writes a statement by which others follow, and which nobody else can write', async () => {
    const files = await generated();
    const others = join(files.folder, 'others.json');
    writeFileSync(others, readFileSync(files.trust, 'utf8'));
    const { out } = await rotate(files);
    const follow = (statement: string, trust = others) =>
      run(['keys', 'trust', 'rotate', '--statement', statement, '--trust', trust]);
    const text = readFileSync(`${out}.rotation`, 'utf8');
    const spoilt = join(files.folder, 'spoilt');
    for (const wrong of [text.replace('not-after 2026', 'not-after 2036'), text.split('\n').slice(0, -2).join('\n')]) {
      writeFileSync(spoilt, `${wrong}\n`.replace(/\n+$/, '\n'));
      expect((await follow(spoilt)).code).toBe(usage);
    }
    const stranger = await generated();
    expect((await follow(`${out}.rotation`, stranger.trust)).err).toContain('has no root');
    expect((await follow(`${out}.rotation`)).code).toBe(ok);
    expect(fileOf(others)).toEqual(fileOf(files.trust));
  });

  it('leaves what the old key had vouched for as believed as it was', async () => {
    const log = await sealedLog();
    const args = ['keys', 'rotate', '--key', log.keyFile, '--trust', log.trust, '--out', join(log.folder, 'new.pem')];
    expect((await run(args, { now: Date.now })).code).toBe(ok);
    expect((await run(['verify', `file:${log.file}`, '--trust', log.trust])).out).toMatch(/^INTACT /);
  });

  it('ends the old key: a certificate that lasts longer is not believed', async () => {
    const log = await sealedLog();
    await rotate({ key: log.keyFile, trust: log.trust, folder: log.folder }); // at a time long before the log was sealed
    expect((await run(['verify', `file:${log.file}`, '--trust', log.trust])).out).toMatch(/^NOT INTACT BAD_EPOCH /);
  });

  it.each([
    [['--overlap', '-1'], 'needs a value'],
    [['--overlap', 'x'], 'whole number of hours'],
    [['more'], 'takes no "more"'],
  ])('refuses %j', async (args, message) => {
    const { ran } = await rotate(await generated(), ...args);
    expect(ran).toMatchObject({ code: usage, out: '', err: expect.stringContaining(message) });
  });

  it('refuses a key that is not believed, or may be in other hands, and overwrites nothing', async () => {
    const [files, other] = [await generated(), await generated()];
    expect((await rotate({ ...files, key: other.key })).ran.err).toContain('has no root');
    writeFileSync(join(files.folder, 'new.pem'), 'mine');
    expect((await rotate(files)).ran.err).toContain('is there already');
    expect(fileOf(files.trust).roots).toHaveLength(1);
    const at = ['--at', '2026-01-01T00:00:00Z'];
    await run(['keys', 'trust', 'compromised', '--trust', other.trust, '--vkey', other.vkey, ...at]);
    expect((await rotate(other)).ran.err).toContain('counts no more');
  });
});

describe('keys show --jwks', () => {
  it('publishes keys under their names and ids', async () => {
    const { key, trust, vkey } = await generated();
    const { out } = await run(['keys', 'show', '--key', key, '--trust', trust, '--jwks']);
    const [, name = '', keyId = '', encoded = ''] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(vkey) ?? []; // base64 has plus signs, too
    const x = Buffer.from(encoded, 'base64').subarray(1).toString('base64url');
    expect(JSON.parse(out)).toEqual({
      keys: [{ kty: 'OKP', crv: 'Ed25519', alg: 'Ed25519', use: 'sig', kid: `${name}+${keyId}`, x }],
    });
  });

  it('is one form of two', async () => {
    const { key } = await generated();
    expect((await run(['keys', 'show', '--key', key, '--jwks', '--json'])).code).toBe(usage);
  });
});
