import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { formatEpochCertificate, verifyEd25519 } from '@otelseal/audit-integrity';
// The built package: the signer's program is a file of it.
import {
  localKeySigner,
  type ProcessSigner,
  processSigner,
  SigningLogRecordExporter,
} from '@otelseal/signing-exporter';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { SignerLink } from '../../src/signer/signer-link.js';
import { SIGNING_CONSTRAINT_DEFAULTS } from '../../src/signer/signing-constraints.js';
import { ScriptedExporter } from '../scripted-exporter.js';
import { recordOf } from '../sealing-bench.js';
import { verifiedRecords } from '../verified.js';

const NOBODY = { uid: 65_534, gid: 65_534 };
const isRoot = process.geteuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'otelseal-signer-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: ProcessSigner[] = [];
afterEach(() => {
  for (const signer of open.splice(0)) signer.close();
});

function signerOf(options: Parameters<typeof processSigner>[0]): ProcessSigner {
  const signer = processSigner({ backoff: { initialMs: 1, maxMs: 1, jitter: 0 }, ...options });
  open.push(signer);
  return signer;
}

let keys = 0;

function newKey(): { readonly keyFile: string; readonly pem: string } {
  keys += 1;
  const keyFile = join(folder, `key-${keys}.pem`);
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  writeFileSync(keyFile, pem, { mode: 0o600 });
  return { keyFile, pem };
}

function certificate(service = 'shop'): Buffer {
  const now = Math.floor(Date.now() / 1_000);
  const names = { organisation: 'default', tenant: 'default', environment: 'default', service, stream: '0'.repeat(32) };
  const { publicKey } = localKeySigner({ pem: newKey().pem });
  const validity = { notBefore: now - 300, notAfter: now + 3_600 };
  return Buffer.from(formatEpochCertificate({ ...names, ...validity, epoch: 1, purpose: 'seal', publicKey }));
}

/** Processes that this one started. */
function children(): number[] {
  const tasks = readdirSync('/proc/self/task');
  const lists = tasks.map((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' '));
  return lists.flat().filter(Boolean).map(Number);
}

describe('a process signer', () => {
  it('signs certificates with a key that this process has not read', async () => {
    const { keyFile, pem } = newKey();
    const signer = signerOf({ keyFile });
    const message = certificate();
    const signature = await signer.sign(message);
    expect(Buffer.from(signer.publicKey)).toEqual(Buffer.from(localKeySigner({ pem }).publicKey));
    expect(verifyEd25519({ publicKey: signer.publicKey, message, signature })).toBe(true);
    expect(signer).not.toHaveProperty('signNow');
  });

  it('loads no code of others beside the key', () => {
    const program = fileURLToPath(
      new URL('./signer/signer-process.js', import.meta.resolve('@otelseal/signing-exporter')),
    );
    const listing = `import { registerHooks } from 'node:module';
      const list = (url, context, next) => (console.error(url), next(url, context));
      registerHooks({ load: list });`;
    const hook = `data:text/javascript,${encodeURIComponent(listing)}`;
    const { stderr } = spawnSync(process.execPath, ['--import', hook, program], { input: '', encoding: 'utf8' });
    const loaded = stderr.trim().split('\n');
    expect(loaded).toContain(pathToFileURL(program).href);
    expect(loaded.filter((url) => url.includes('/node_modules/'))).toEqual([]);
  });

  it('becomes another user before it reads the key, for good and in all groups; or is refused where it may not', async () => {
    const { keyFile } = newKey();
    if (!isRoot) {
      const refused = expect.objectContaining({ code: 'ERR_SIGNER_UNAVAILABLE' });
      expect(() => processSigner({ keyFile, user: NOBODY })).toThrow(refused);
      return;
    }
    const unreadable = expect.objectContaining({ code: 'ERR_KEY_MISSING' });
    expect(() => processSigner({ keyFile, user: NOBODY })).toThrow(unreadable);
    chownSync(keyFile, NOBODY.uid, NOBODY.gid);
    const before = children();
    const signer = signerOf({ keyFile, user: NOBODY });
    await signer.sign(certificate());
    const [pid] = children().filter((child) => !before.includes(child));
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Gid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Groups:\t *$/m);
  });

  it.each([
    ['ERR_KEY_MISSING', () => join(folder, 'nowhere.pem')],
    [
      'ERR_KEY_UNSAFE',
      () => {
        const { keyFile } = newKey();
        chmodSync(keyFile, 0o644);
        return keyFile;
      },
    ],
    [
      'ERR_KEY_REFUSED',
      () => {
        const { keyFile } = newKey();
        writeFileSync(keyFile, 'secret, but no key');
        return keyFile;
      },
    ],
  ])('cannot be made with %s, and the message shows no secret', (code, keyFile) => {
    let thrown: unknown;
    try {
      processSigner({ keyFile: keyFile() });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ name: 'SigningError', code });
    expect(String(thrown)).not.toContain('secret');
  });

  it.each([
    [{ keyFile: '' }, 'keyFile'],
    [{ keyFile: 'x', answerTimeoutMs: 0 }, 'answerTimeoutMs'],
    [{ keyFile: 'x', user: { uid: -1, gid: 0 } }, 'user'],
    [{ keyFile: 'x', user: { uid: 'nobody', gid: 0 } }, 'user'],
    [{ keyFile: 'x', constraint: {} }, 'constraint'],
    [{ keyFile: 'x', constraints: { service: 'shop' } }, 'service'],
    [{ keyFile: 'x', constraints: { maxValidityMs: Number.NaN } }, 'maxValidityMs'],
  ])('refuses wrong options by name: %j', (options, name) => {
    expect(() => processSigner(options as never)).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.stringContaining(name) }),
    );
  });

  it('refuses to sign what is no certificate, or one beyond its constraints', async () => {
    const signer = signerOf({ keyFile: newKey().keyFile, constraints: { services: ['shop'] } });
    await expect(signer.sign(Buffer.from('anything'))).rejects.toThrow('it is no epoch certificate');
    await expect(signer.sign(certificate('bank'))).rejects.toThrow('it is for another service');
    await expect(signer.sign(Buffer.alloc(81_920, 0x61))).rejects.toThrow();
    // that ended the process: the next one is started after the pause of a millisecond
    await expect.poll(() => signer.sign(certificate()).catch(() => undefined), { timeout: 10_000 }).toHaveLength(64);
  });

  it('is started again when it was killed', async () => {
    const before = children();
    const signer = signerOf({ keyFile: newKey().keyFile });
    await signer.sign(certificate());
    const [pid] = children().filter((child) => !before.includes(child));
    process.kill(pid as number, 'SIGKILL');
    await expect.poll(() => signer.sign(certificate()).catch(() => undefined), { timeout: 10_000 }).toHaveLength(64);
  });

  it('waits between starts that fail', async () => {
    const { keyFile } = newKey();
    const signer = processSigner({ keyFile, backoff: { initialMs: 60_000, maxMs: 60_000, jitter: 0 } });
    open.push(signer);
    unlinkSync(keyFile);
    await expect(signer.sign(certificate())).rejects.toThrow('cannot use its key');
    await expect(signer.sign(certificate())).rejects.toThrow(/started again in \d+ ms/);
  });

  it('does not sign with a key that was put in the place of its own', async () => {
    const { keyFile } = newKey();
    const signer = signerOf({ keyFile });
    writeFileSync(keyFile, newKey().pem);
    await expect(signer.sign(certificate())).rejects.toThrow('another one than at the start');
  });

  it('ends with its caller', async () => {
    const before = children();
    const signer = signerOf({ keyFile: newKey().keyFile });
    await signer.sign(certificate());
    const [pid] = children().filter((child) => !before.includes(child));
    signer.close();
    await expect.poll(() => children()).not.toContain(pid);
    await expect(signer.sign(certificate())).rejects.toThrow('closed');
  });

  it('ends with its caller even if that one is killed', async () => {
    const { keyFile } = newKey();
    const program = `import { processSigner } from '@otelseal/signing-exporter';
      const signer = processSigner({ keyFile: ${JSON.stringify(keyFile)} });
      setInterval(() => {}, 1_000);
      await signer.sign(Buffer.from('no certificate')).catch(() => console.log('ready'));`;
    const caller = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: new URL('../..', import.meta.url),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => caller.stdout.once('data', resolve));
    const list = readFileSync(`/proc/${caller.pid}/task/${caller.pid}/children`, 'utf8');
    const signer = Number(list.trim());
    expect(signer).toBeGreaterThan(1);
    caller.kill('SIGKILL');
    await expect.poll(() => existsSync(`/proc/${signer}`), { timeout: 5_000 }).toBe(false);
  });

  it('vouches for streams that are proven', async () => {
    const inner = new ScriptedExporter();
    const signer = signerOf({ keyFile: newKey().keyFile });
    const exporter = new SigningLogRecordExporter({ exporter: inner, signer });
    exporter.export([recordOf(), recordOf()], () => {});
    expect(await exporter.committed('sealed', { timeoutMs: 15_000 })).toBe('sealed');
    await exporter.shutdown();
    expect(verifiedRecords(inner.accepted, signer).first).toMatch(/^INTACT/);
  });
});

describe('a program that is no signer', () => {
  const publicKey = localKeySigner({ pem: newKey().pem }).publicKey;
  const greeting = `process.stdout.write(JSON.stringify({ publicKey: '${Buffer.from(publicKey).toString('base64')}' }) + '\\n');`;

  it.each([
    ['answers with another signature length', `${greeting} say({ id: 1, signature: 'AAAA' });`, 'refused to sign'],
    ['answers what nobody asked', `${greeting} say({ id: 7, signature: '' });`, 'what nobody asked'],
    ['says what is no JSON', `${greeting} process.stdout.write('hello\\n');`, 'what is no answer'],
    ['says a list', `${greeting} say([]);`, 'what is no answer'],
    ['says ten times the longest line', `${greeting} process.stdout.write('x'.repeat(120000));`, 'said too much'],
    ['greets with another key', `say({ publicKey: 'AAAA' });`, 'another one than at the start'],
    ['ends', 'process.exit(3);', 'ended (3)'],
  ])('and %s is ended', async (_, body, why) => {
    const path = join(folder, `rogue-${Math.random().toString(36).slice(2)}.mjs`);
    const say = 'const say = (line) => process.stdout.write(JSON.stringify(line) + "\\n");';
    writeFileSync(path, `${say} process.stdin.resume(); process.stdin.once('data', () => { ${body} });`);
    const setting = { keyFile: '/x', user: undefined, constraints: SIGNING_CONSTRAINT_DEFAULTS };
    let ends = 0;
    const link = new SignerLink({ path, setting, publicKey }, () => {
      ends += 1;
    });
    await expect(link.sign(Buffer.from('m'))).rejects.toThrow(why);
    link.end('test over');
    expect(ends).toBe(1);
  });

  it('and never answers is ended in time', async () => {
    const path = join(folder, 'silent.mjs');
    writeFileSync(path, 'process.stdin.resume();');
    const setting = { keyFile: '/x', user: undefined, constraints: SIGNING_CONSTRAINT_DEFAULTS };
    const link = new SignerLink({ path, setting, publicKey }, () => {});
    const answer = link.sign(Buffer.from('m'));
    setTimeout(() => link.end('gave no answer'), 50);
    await expect(answer).rejects.toThrow('gave no answer');
  });

  it('is not given more questions than it can owe answers', async () => {
    const path = join(folder, 'deaf.mjs');
    writeFileSync(path, 'process.stdin.resume();');
    const setting = { keyFile: '/x', user: undefined, constraints: SIGNING_CONSTRAINT_DEFAULTS };
    const link = new SignerLink({ path, setting, publicKey }, () => {});
    const answers = Promise.allSettled(Array.from({ length: 2_560 }, () => link.sign(Buffer.from('m'))));
    link.end('test over');
    const reasons = (await answers).map((answer) => String((answer as PromiseRejectedResult).reason.message));
    expect(reasons.filter((reason) => reason.includes('owes too many'))).toHaveLength(2_304);
  });
});
