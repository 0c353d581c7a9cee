import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, createReadStream, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { R10 } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

import { largeSealedLog, sealedLog, testFolder } from './sealed-log.js';

const RUN = fileURLToPath(new URL('../dist/run.js', import.meta.url));
const BIN = fileURLToPath(new URL('../bin/otelseal.mjs', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function ended(child: ChildProcess): Promise<Ended> {
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => err.push(text));
  return new Promise((settle, refuse) => {
    child.once('error', refuse);
    child.once('close', (code) => settle({ code, out: out.join(''), err: err.join('') }));
  });
}

function start(args: readonly string[], nodeOptions: readonly string[] = [], bin = BIN): ChildProcess {
  return spawn(process.execPath, [...nodeOptions, bin, ...args], { stdio: 'pipe' });
}

describe('the command as a process', () => {
  it('verifies a file and exits with the verdict', async () => {
    const { file, trust } = await sealedLog();
    const { code, out, err } = await ended(start(['verify', `file:${file}`, '--trust', trust]));
    expect([code, out.startsWith('INTACT 5 records'), err]).toEqual([0, true, '']);
  });

  it('exits with 64 and one line for wrong usage', async () => {
    const { code, out, err } = await ended(start(['verfy']));
    expect([code, out, err]).toEqual([
      64,
      '',
      'otelseal: There is no command "verfy". Did you mean verify? See otelseal --help.\n',
    ]);
  });

  it('exits with 70 for an error that nobody catches: 1 would be tampering', async () => {
    const stray = 'data:text/javascript,setTimeout(() => { throw new Error("stray") }, 300)';
    const { code, out, err } = await ended(start(['verify', '-'], ['--import', stray], RUN));
    expect([code, out]).toEqual([70, '']);
    expect(err).toMatch(
      /^otelseal: a defect of this command, which says nothing about the evidence; please report it: Error: stray/,
    );
  });

  it('verifies 200 MB in a heap of 64 MB', async () => {
    const { file, trust, records } = await largeSealedLog(200_000_000, R10);
    expect(statSync(file).size).toBeGreaterThan(200_000_000);
    const { code, out, err } = await ended(
      start(['verify', `file:${file}`, '--trust', trust], ['--max-old-space-size=64']),
    );
    expect([code, err, Number(/^INTACT (\d+) records/.exec(out)?.[1])]).toEqual([0, '', records]);
  }, 120_000);

  it('replays 100,000 logins from a pipe in a heap of 32 MB, which is less than they take', async () => {
    const child = start(['replay', '-', '--format', 'auth-jsonl', '--json'], ['--max-old-space-size=32']);
    const result = ended(child);
    for (let n = 0; n < 100_000; n += 1) {
      const ts = new Date(Date.UTC(2026, 10, 23) + n * 500).toISOString();
      const ip = `10.${n & 255}.${(n >> 8) & 255}.${n % 251}`;
      const line = { ts, user: `somebody${n}@shop.example`, ip, outcome: n % 3 === 0 ? 'failure' : 'success' };
      if (child.stdin?.write(`${JSON.stringify(line)}\n`) === false) await once(child.stdin, 'drain');
    }
    child.stdin?.end();
    const { code, err } = await result;
    expect([code, err.split('\n')[0]?.slice(0, 32)]).toEqual([0, 'otelseal: 100000 security events']);
  }, 120_000);

  it('sanitizes 100 MB from a pipe in a heap of 64 MB', async () => {
    const { file } = await largeSealedLog(1_000_000, R10);
    const child = start(['sanitize', '--format=text'], ['--max-old-space-size=64']);
    const result = ended(child);
    child.stdout?.removeAllListeners('data').resume(); // counted by nobody, so that this process stays small too
    for (let count = 0; count < 100; count += 1) {
      for await (const chunk of createReadStream(file)) {
        if (!child.stdin?.write(chunk)) await new Promise((settle) => child.stdin?.once('drain', settle));
      }
    }
    child.stdin?.end();
    expect((await result).code).toBe(0);
  }, 120_000);

  it('ends quietly when its reader has seen enough', async () => {
    const child = start(['sanitize', '--format=text']);
    const result = ended(child);
    child.stdin?.on('error', () => {}); // the command stops reading, as it should
    const feeding = setInterval(() => child.stdin?.write(`${'x'.repeat(10_000)}\n`.repeat(20)), 1);
    await new Promise((settle) => child.stdout?.once('data', settle));
    child.stdout?.destroy();
    const { code, err } = await result;
    clearInterval(feeding);
    expect([code, err]).toEqual([0, '']);
  });
});

describe('the launcher', () => {
  /** A copy of the launcher somewhere else, with what it finds around it. */
  function installed(files: Readonly<Record<string, string>>): string {
    const root = testFolder();
    const bin = join(root, 'packages', 'cli', 'bin', 'otelseal.mjs');
    for (const folder of ['bin', 'dist', 'src']) mkdirSync(join(root, 'packages', 'cli', folder), { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(root, name), content);
    copyFileSync(BIN, bin);
    return bin;
  }
  const BUILT = { 'packages/cli/dist/run.js': 'process.stdout.write("ran under " + process.version);' };

  it('runs what was built', async () => {
    const { code, out } = await ended(start([], [], installed(BUILT)));
    expect([code, out]).toEqual([0, `ran under ${process.version}`]);
  });

  it('says what to do when a checkout is not built, or a package is not whole', async () => {
    const checkout = installed({ 'bootstrap.mjs': '', 'packages/cli/src/run.ts': '' });
    expect(await ended(start([], [], checkout))).toEqual({
      code: 69,
      out: '',
      err: 'otelseal: not built yet; run npm run build first.\n',
    });
    const broken = await ended(start([], [], installed({})));
    expect([broken.code, broken.err]).toEqual([69, 'otelseal: the package is incomplete; install it again.\n']);
  });

  it('goes on under the Node of the checkout, with its arguments and exit code', async () => {
    const bin = installed({
      ...BUILT,
      'bootstrap.mjs': `export const developmentNode = async () => new URL('other-node', import.meta.url).pathname;`,
      'packages/cli/src/run.ts': '',
      'other-node': '#!/bin/sh\nshift\necho "other node: $*"\nexit 7\n',
    });
    chmodSync(join(bin, '../../../../other-node'), 0o755);
    expect(await ended(start(['verify', 'file:a b'], [], bin))).toEqual({
      code: 7,
      out: 'other node: verify file:a b\n',
      err: '',
    });
  });

  it('says why when the Node of the checkout cannot be had', async () => {
    const bin = installed({
      ...BUILT,
      'bootstrap.mjs': `export const developmentNode = async () => { throw Object.assign(new Error('npm was not found'), { exitCode: 69 }); };`,
      'packages/cli/src/run.ts': '',
    });
    expect(await ended(start([], [], bin))).toEqual({ code: 69, out: '', err: 'otelseal: npm was not found\n' });
  });
});
