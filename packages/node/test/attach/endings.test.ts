import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { receiving } from '../support/receiving.js';
import { runNode } from '../support/run-app.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const directory = temporaryDirectory();
const { keyFile, trustFile } = keyAndTrust(directory);
const CLI = fileURLToPath(new URL('../../../cli/bin/otelseal.mjs', import.meta.url));
const ATTACH = ['--import', '@otelseal/node/attach'];
const DENIED = 'security.authz.failure';
const CLOSED = ['audit.open', DENIED, 'audit.close'];
const CHECKPOINT = 'audit.checkpoint';
const LOST = 'otelseal: the process ended before the streams could be closed; the last records may be lost.\n';
const LONGEST_MILLIS = 240_000;
const FROZEN_MILLIS = 3_000;

const app = (name: string): string => fileURLToPath(new URL(`apps/${name}.mjs`, import.meta.url));

async function attached(more: Record<string, string> = {}) {
  const { receiver, received, file } = await receiving();
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
    OTELSEAL_SIGNING_KEY_FILE: keyFile,
    ...more,
  };
  const run = (way: string, flags: readonly string[] = ATTACH) => runNode([...flags, app('ending'), way], environment);
  const verify = (): string =>
    execFileSync(process.execPath, [CLI, 'verify', `file:${file}`, '--trust', trustFile], { encoding: 'utf8' });
  const denied = (): unknown[] =>
    received()
      .filter(({ eventName }) => eventName === DENIED)
      .map((record) => record['audit.actor.id']);
  const names = (): unknown[] => received().flatMap(({ eventName }) => (eventName === CHECKPOINT ? [] : eventName));
  return { environment, run, names, denied, verify };
}

/** What the application itself says on standard error; stack lines differ in nothing but the process id of a warning. */
const own = (stderr: string): string => stderr.replace(/^otelseal: .*\n/gm, '').replace(/^\(node:\d+\)/gm, '(node)');

describe('the end of a service under attach', { timeout: LONGEST_MILLIS }, () => {
  it('closes the stream when there is nothing left to do', async () => {
    const { run, names, verify } = await attached();
    expect(await run('end').ended).toMatchObject({ code: 0, stderr: '' });
    expect(names()).toEqual(CLOSED);
    expect(verify()).toMatch(/^INTACT/);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s closes the stream and is still the death by that signal',
    async (signal) => {
      const { run, names } = await attached();
      const service = run('wait');
      await service.saying('ready');
      service.child.kill(signal);
      expect(await service.ended).toMatchObject({ code: null, signal, stderr: '' });
      expect(names()).toEqual(CLOSED);
    },
  );

  it('by a signal that the service handles is its own, and what it still records is delivered', async () => {
    const { run, denied, verify } = await attached();
    const service = run('handle');
    await service.saying('ready');
    service.child.kill('SIGTERM');
    expect(await service.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(denied()).toEqual(['before', 'after']);
    expect(verify()).toMatch(/^INTACT/);
  });

  it('after its SDK has ended itself loses nothing of a spool, which the next process delivers', async () => {
    const { run, denied } = await attached({ OTELSEAL_SPOOL_DIR: join(directory, 'spool-outlived') });
    const service = run('outlive');
    await service.saying('ready');
    service.child.kill('SIGTERM');
    const { code, signal, stderr } = await service.ended;
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(stderr.match(/\[PARTIAL_SUCCESS_INVISIBLE\]/g)).toHaveLength(1); // of two streams
    await run('end').ended;
    expect(denied()).toEqual(expect.arrayContaining(['before', 'after']));
  });

  it('after its SDK has ended itself says that what comes is lost without a spool', async () => {
    const { run, denied } = await attached();
    const service = run('outlive');
    await service.saying('ready');
    service.child.kill('SIGTERM');
    const { code, stderr } = await service.ended;
    expect({ code, denied: denied() }).toEqual({ code: 0, denied: ['before'] });
    expect(stderr).toMatch(/Records were emitted after shutdown and are lost/);
  });

  it('by process.exit keeps its code and says what is lost', async () => {
    const { run } = await attached();
    expect(await run('exit').ended).toMatchObject({ code: 3, stderr: LOST });
  });

  it('by process.exit loses nothing of a spool, which the next process delivers', async () => {
    const spool = join(directory, 'spool-exit');
    const first = await attached({ OTELSEAL_SPOOL_DIR: spool });
    const { code, stderr } = await first.run('exit').ended;
    expect({ code, lost: stderr.includes(LOST) }).toEqual({ code: 3, lost: false });
    const next = await attached({ OTELSEAL_SPOOL_DIR: spool });
    expect((await next.run('end').ended).code).toBe(0);
    expect([...first.denied(), ...next.denied()]).toEqual(['before', 'before']);
    expect(
      readdirSync(spool, { recursive: true, encoding: 'utf8' }).filter((name) => /^[^k].*\.seg$/.test(name)),
    ).toEqual([]);
  });

  it.each([
    ['throw', []],
    ['reject', []],
    ['reject', ['--unhandled-rejections=strict']],
    ['reject', ['--unhandled-rejections=throw']],
    ['reject', ['--unhandled-rejections=warn']],
    ['reject', ['--unhandled-rejections=none']],
  ])('by an error that nobody catches (%s %j) is what it was without attach', async (way, flags) => {
    const { run } = await attached();
    const without = await run(way, flags).ended;
    const { code, stderr, stdout, signal } = await run(way, [...flags, ...ATTACH]).ended;
    expect({ code, signal, stdout, stderr: own(stderr) }).toEqual({ ...without, stderr: own(without.stderr) });
    expect(stderr.includes(LOST)).toBe(code !== 0);
  });
});

describe('a service under attach', { timeout: LONGEST_MILLIS }, () => {
  it.each(['cluster', 'fork', 'worker'])('has a stream of its own in every %s', async (mode) => {
    const { environment, denied, names, verify } = await attached();
    const { code, stderr } = await runNode([...ATTACH, app('many'), mode], environment).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(new Set(denied()).size).toBe(2);
    expect(names().filter((name) => name === 'audit.close')).toHaveLength(2);
    expect(verify()).toMatch(/^INTACT/);
  });

  it('goes on after it was frozen', async () => {
    const { run, denied, verify } = await attached();
    const service = run('thaw');
    await service.saying('ready');
    service.child.kill('SIGSTOP');
    await sleep(FROZEN_MILLIS);
    service.child.kill('SIGCONT');
    await sleep(FROZEN_MILLIS);
    service.child.kill('SIGTERM');
    expect(await service.ended).toMatchObject({ signal: 'SIGTERM', stderr: '' });
    expect(denied()).toContain('thawed');
    expect(verify()).toMatch(/^INTACT/);
  });

  it('goes on after the clock jumped, back and forth', async () => {
    const { run, denied, verify } = await attached();
    expect(await run('jump').ended).toMatchObject({ code: 0, stderr: '' });
    expect(denied()).toEqual(['before', 'now', 'an hour ago', 'tomorrow']); // a request groups records by their time slot
    expect(verify()).toMatch(/^INTACT/);
  });

  it('runs where it may not write to any disk', async () => {
    const { run, names } = await attached();
    const { code, stderr } = await run('end', ['--permission', '--allow-fs-read=*', ...ATTACH]).ended;
    expect(code).toBe(0);
    expect(own(stderr).match(/Error/)).toBeNull();
    expect(names()).toEqual(CLOSED);
  });

  it.each(['spool', 'spool/below'])(
    'that was given a file for a spool ends before it starts, in one line: %s',
    async (path) => {
      writeFileSync(join(directory, 'spool'), '');
      const { run } = await attached({ OTELSEAL_SPOOL_DIR: join(directory, path) });
      const { code, stdout, stderr } = await run('end').ended;
      expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
      expect(stderr).toBe('otelseal: OTELSEAL_SPOOL_DIR: the directory cannot be written to (ENOTDIR).\n');
    },
  );
});
