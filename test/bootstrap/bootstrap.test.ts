import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { nodeOf, npmOf } from '../packaging/node-versions.js';
import { ended, SmallCheckout } from './small-checkout.js';

const PINNED = 'v24.21.0';
const emptyCache = mkdtempSync(join(tmpdir(), 'otelseal-cache-'));
let checkout: SmallCheckout;

beforeEach(() => {
  checkout = new SmallCheckout();
});
afterEach(() => checkout.remove());
afterAll(() => rmSync(emptyCache, { recursive: true, force: true }), 60_000);

describe('the bootstrap on a machine with an older Node', () => {
  it('says so in one line, fetches the pinned Node and goes on under it, with Node 18 and npm 10', async () => {
    const npm = { npm_execpath: await npmOf('10'), OTELSEAL_CACHE: emptyCache };
    const { code, stdout, stderr } = await checkout.run(await nodeOf('18'), ['script.mjs', 'one', '--two'], npm);
    expect({ code, stdout }).toEqual({ code: 7, stdout: `${PINNED} one --two\n` });
    expect(stderr.split('\n').filter((line) => line.includes('18.20.8'))).toHaveLength(1);
    expect(readdirSync(join(emptyCache, 'packages'))).toEqual([expect.stringMatching(/^node-.*-24\.21\.0$/)]);
  });

  it('needs neither npm nor network for what is installed already', async () => {
    const npm = { npm_execpath: await npmOf('11') };
    const node = await nodeOf('20');
    await checkout.run(node, ['script.mjs'], npm);
    const { code, stderr } = await checkout.run(node, ['script.mjs'], { npm_execpath: '', PATH: '/nowhere/bin' });
    expect(code).toBe(7);
    expect(stderr).not.toContain('installing');
  });

  it('refuses a Node whose hash is not the pinned one, and keeps nothing of it', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'otelseal-cache-'));
    const source = readFileSync(checkout.path('bootstrap.mjs'), 'utf8');
    checkout.write('bootstrap.mjs', source.replaceAll(/(@24\.\S+ sha512-)..../g, '$1AAAA'));
    const npm = { npm_execpath: await npmOf('11'), OTELSEAL_CACHE: cache };
    const { code, stderr } = await checkout.run(await nodeOf('20'), ['script.mjs'], npm);
    expect(code).toBe(69);
    expect(stderr).toContain('EINTEGRITY');
    expect(readdirSync(join(cache, 'packages'))).toEqual([]);
    rmSync(cache, { recursive: true });
  });
});

describe('the bootstrap', () => {
  it('installs from the lock file and builds before the script runs', async () => {
    const { stderr } = await checkout.run(process.execPath, ['script.mjs']);
    expect(stderr).toContain('installing packages from the lock file');
    expect(JSON.parse(readFileSync(checkout.path('node_modules/ms/package.json'), 'utf8')).version).toBe('2.1.3');
    expect(readFileSync(checkout.path('builds.txt'), 'utf8')).toBe('built ');
  });

  it('replaces node_modules that another Node major made', async () => {
    mkdirSync(checkout.path('node_modules'));
    checkout.write('node_modules/.otelseal-made-by.json', '{"node":"20","platform":"linux-x64"}');
    checkout.write('node_modules/left-over.txt', '');
    await checkout.run(process.execPath, ['script.mjs']);
    expect(existsSync(checkout.path('node_modules/left-over.txt'))).toBe(false);
    expect(existsSync(checkout.path('node_modules/ms'))).toBe(true);
  });

  it('installs again when the lock file pins something else, and not when it does not', async () => {
    await checkout.run(process.execPath, ['script.mjs']);
    expect((await checkout.run(process.execPath, ['script.mjs'])).stderr).toBe('');
    checkout.depend('2.1.2');
    expect((await checkout.run(process.execPath, ['script.mjs'])).stderr).toContain('installing');
    expect(JSON.parse(readFileSync(checkout.path('node_modules/ms/package.json'), 'utf8')).version).toBe('2.1.2');
  });

  it('lets two commands that start at once install once and build one after the other', async () => {
    checkout.write(
      'build.mjs',
      "import { mkdirSync, rmdirSync } from 'node:fs'; mkdirSync('building'); await new Promise((r) => setTimeout(r, 600)); rmdirSync('building');",
    );
    const both = await Promise.all([1, 2].map(() => checkout.run(process.execPath, ['script.mjs'])));
    expect(both.map(({ code }) => code)).toEqual([7, 7]);
    expect(both.filter(({ stderr }) => stderr.includes('installing packages'))).toHaveLength(1);
  });

  it('takes over the lock of a process that died', async () => {
    await checkout.run(process.execPath, ['script.mjs']);
    checkout.write('build.mjs', 'process.kill(process.ppid, "SIGKILL"); await new Promise((r) => setTimeout(r, 300));');
    await ended(checkout.start(process.execPath, ['script.mjs']));
    checkout.write('build.mjs', '');
    expect((await checkout.run(process.execPath, ['script.mjs'])).code).toBe(7);
  });

  it('shows the output and passes on the code of a build that fails', async () => {
    checkout.write('build.mjs', 'console.error("type error in x.ts"); process.exitCode = 3;');
    const { code, stdout, stderr } = await checkout.run(process.execPath, ['script.mjs']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('type error in x.ts');
  });

  it('does not build when told not to', async () => {
    expect((await checkout.run(process.execPath, ['--no-build', 'script.mjs'])).code).toBe(7);
    expect(existsSync(checkout.path('builds.txt'))).toBe(false);
  });

  it('answers 64 for a script that is not there', async () => {
    const { code, stderr } = await checkout.run(process.execPath, ['missing.mjs']);
    expect(code).toBe(64);
    expect(stderr).toContain('otelseal: there is no missing.mjs in this checkout.\n');
  });

  it('answers 69, without a stack trace, when the cache folder cannot be written', async () => {
    checkout.write('a-file', '');
    const cache = { OTELSEAL_CACHE: checkout.path('a-file') };
    const { code, stderr } = await checkout.run(process.execPath, ['script.mjs'], cache);
    expect(code).toBe(69);
    expect(stderr).toMatch(/^otelseal: \w+: .*a-file.*\n$/);
  });

  it('installs again over a node_modules that was left half made', async () => {
    await checkout.run(process.execPath, ['script.mjs']);
    checkout.write('node_modules/.package-lock.json', '{"packages":');
    expect((await checkout.run(process.execPath, ['script.mjs'])).stderr).toContain('installing');
  });

  it('answers 69 when npm cannot be found', async () => {
    const { code, stderr } = await checkout.run(process.execPath, ['script.mjs'], {
      npm_execpath: '',
      PATH: '/nowhere/bin',
    });
    expect(code).toBe(69);
    expect(stderr).toContain('npm was not found');
  });

  it('passes a signal on to the script and ends with its code', async () => {
    const waits =
      "process.on('SIGTERM', () => { console.log('told'); process.exit(5); }); setInterval(() => {}, 1000); console.log('up');";
    checkout.write('script.mjs', waits);
    const child = checkout.start(process.execPath, ['script.mjs']);
    const end = ended(child);
    await new Promise((up) => child.stdout?.once('data', up));
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 5, stdout: 'up\ntold\n' });
  });

  it('leaves no lock behind', async () => {
    await checkout.run(process.execPath, ['script.mjs'], { OTELSEAL_CACHE: emptyCache });
    expect(readdirSync(join(emptyCache, 'locks'))).toEqual([]);
  });
});
