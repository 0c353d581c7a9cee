import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { run } from '../memory-io.js';
import { testFolder } from '../sealed-log.js';

const BIN = fileURLToPath(new URL('../../bin/otelseal.mjs', import.meta.url));

interface Files {
  readonly folder: string;
  readonly key: string;
  readonly trust: string;
}

async function files(): Promise<Files> {
  const folder = testFolder();
  const [key, trust] = [join(folder, 'key.pem'), join(folder, 'trust.json')];
  await run(['keys', 'generate', '--out', key, '--trust', trust]);
  return { folder, key, trust };
}

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly ms: number;
  /** All that it has written so far. */
  said(): string;
  send(from: number, count?: number): Promise<number>;
}

/** The command as an operator starts it. */
async function started(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Started> {
  const startMs = performance.now();
  const child = spawn(process.execPath, [BIN, 'gateway', ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  const ended = once(child, 'exit').then(() => {
    throw new Error(`It ended: ${said}`);
  });
  ended.catch(() => undefined);
  const url = await Promise.race([
    ended,
    new Promise<string>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => {
          said += text;
          const [, address] = /listens on (\S+)/.exec(said) ?? [];
          if (address !== undefined) resolve(address);
        });
      }
    }),
  ]);
  return {
    ...{ child, url, ms: performance.now() - startMs, said: () => said },
    async send(from, count = 10) {
      const records = Array.from({ length: count }, (_, index) => ({ body: { intValue: String(from + index) } }));
      const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
      const body = JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords: records }] }] });
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${url}/v1/logs`, { method: 'POST', headers, body })).status;
    },
  };
}

async function stopped({ child }: Started): Promise<number | null> {
  const exit = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGTERM');
  return (await exit)[0];
}

/** Command lines of the processes that it has started. */
function workersOf({ child: { pid } }: Started): string[] {
  const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const lines = pids.flatMap((one) => [readFileSync(`/proc/${one}/cmdline`, 'latin1'), ...below(one)]);
  expect(lines.filter((line) => line.includes('worker.js'))).toHaveLength(2);
  return lines;
}

/** The launcher may run the command in a process of its own. */
function below(pid: string): string[] {
  const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return pids === '' ? [] : pids.split(' ').map((one) => readFileSync(`/proc/${one}/cmdline`, 'latin1'));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

const verdictOf = async (file: string, trust: string): Promise<string> =>
  (await run(['verify', `file:${file}`, '--trust', trust])).out.split('\n')[0] as string;

describe('otelseal gateway', () => {
  it('takes, forwards and ends by options alone', async () => {
    const { folder, key, trust } = await files();
    const receiver = await OtlpReceiver.start(join(folder, 'received.jsonl'));
    onTestFinished(() => receiver.close());
    const gateway = await started([
      ...['--listen', '127.0.0.1:0', '--forward', new URL(receiver.url).origin],
      ...['--spool', join(folder, 'spool'), '--signing-key', key],
    ]);
    expect(await gateway.send(0)).toBe(200);
    expect(await stopped(gateway)).toBe(0);
    expect(await verdictOf(join(folder, 'received.jsonl'), trust)).toMatch(/^INTACT 12 records in 1 stream/);
  });

  it('does so by variables, with two workers, and by a file, to two receivers and in the encoding asked for', async () => {
    const { folder, key, trust } = await files();
    const [one, two] = await Promise.all(
      ['one.jsonl', 'two.jsonl'].map((name) => OtlpReceiver.start(join(folder, name))),
    );
    onTestFinished(async () => void (await Promise.all([one?.close(), two?.close()])));
    const env = {
      OTELSEAL_GATEWAY_LISTEN: '127.0.0.1:0',
      OTELSEAL_GATEWAY_FORWARD: [one, two].map((receiver) => new URL(receiver?.url ?? '').origin).join(','),
      OTELSEAL_GATEWAY_WORKERS: '2',
      OTELSEAL_SPOOL_DIR: join(folder, 'spool'),
      OTELSEAL_SIGNING_KEY_FILE: key,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    };
    const byVariables = await started([], env);
    for (const line of workersOf(byVariables)) expect(line).not.toContain('forward'); // everybody on the machine can read it
    for (let from = 0; from < 100; from += 10) expect(await byVariables.send(from)).toBe(200);
    expect(await stopped(byVariables)).toBe(0);
    expect(await verdictOf(join(folder, 'one.jsonl'), trust)).toMatch(/^INTACT /);
    expect(await verdictOf(join(folder, 'two.jsonl'), trust)).toMatch(/^INTACT /);
    expect(new Set(one?.requests.map(({ contentType }) => contentType))).toEqual(new Set(['application/json']));
    const config = join(folder, 'gateway.yaml');
    const lines = [
      `gateway: { listen: "127.0.0.1:0", forward: ["${new URL(one?.url ?? '').origin}/"] }`,
      `spool: { directory: ${join(folder, 'other-spool')} }`,
      `signing: { key_file: ${key} }`,
    ];
    writeFileSync(config, lines.join('\n'));
    const byFile = await started(['--config', config]);
    expect(await byFile.send(1_000)).toBe(200);
    expect(await stopped(byFile)).toBe(0);
    expect(await verdictOf(join(folder, 'one.jsonl'), trust)).toMatch(/^INTACT 1\d\d records/);
  }, 60_000);

  it('is back soon after it was killed, and delivers what it had acknowledged', async () => {
    const { folder, key, trust } = await files();
    const [port, target] = [await freePort(), await freePort()];
    const args = [
      ...['--listen', `127.0.0.1:${port}`, '--forward', `http://127.0.0.1:${target}`],
      ...['--spool', join(folder, 'spool'), '--signing-key', key],
    ];
    const first = await started(args);
    expect([await first.send(0), await first.send(10)]).toEqual([200, 200]);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const receiver = await OtlpReceiver.start(join(folder, 'received.jsonl'), { port: target });
    onTestFinished(() => receiver.close());
    const second = await started(args);
    expect(second.ms).toBeLessThan(10_000); // two seconds, on a machine that does nothing else
    expect(await second.send(20)).toBe(200);
    expect(await stopped(second)).toBe(0);
    const report = await run(['verify', `file:${join(folder, 'received.jsonl')}`, '--trust', trust]);
    expect([report.code, report.out.split('\n')[0]]).toEqual([2, expect.stringMatching(/^NOT PROVEN UNCLOSED /)]);
    expect(receiver.records).toBeGreaterThanOrEqual(30);
  }, 60_000);

  it('shows its own metrics where OpenTelemetry is told to', async () => {
    const { folder, key } = await files();
    const receiver = await OtlpReceiver.start(join(folder, 'received.jsonl'));
    onTestFinished(() => receiver.close());
    const args = [
      '--listen',
      '127.0.0.1:0',
      '--forward',
      new URL(receiver.url).origin,
      '--spool',
      join(folder, 'spool'),
    ];
    const gateway = await started([...args, '--signing-key', key], { OTEL_METRICS_EXPORTER: 'console' });
    expect(await gateway.send(0)).toBe(200);
    const closed = once(gateway.child, 'close');
    expect(await stopped(gateway)).toBe(0);
    await closed;
    expect(gateway.said()).toMatch(/name: 'otelseal\.gateway\.records'[\s\S]*outcome: 'sealed'[\s\S]*value: 10/);
  });

  it.each(['1', '2'])('with %s workers ends with 69 where the address is taken', async (workers) => {
    const { folder, key } = await files();
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const args = ['gateway', '--listen', `127.0.0.1:${port}`, '--forward', 'http://127.0.0.1:9', '--workers', workers];
    const rest = ['--spool', join(folder, 'spool'), '--signing-key', key];
    const child = spawn(process.execPath, [BIN, ...args, ...rest], { stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    expect([code, err]).toEqual([
      69,
      expect.stringMatching(/cannot listen on 127\.0\.0\.1:\d+ .*another program listens there|EADDRINUSE/),
    ]);
    expect(err).not.toMatch(/ {4}at |Warning/);
  });

  it.each([
    [
      'a full address for a base',
      ['--spool', 'spool', '--forward', 'http://127.0.0.1:4319/v1/logs'],
      '--forward: is a base address that /v1/logs is added to: leave /v1/logs out',
    ],
    ['nowhere to forward', ['--spool', 'spool'], '--forward: must say where records go'],
    ['no spool', ['--forward', 'http://127.0.0.1:9'], 'must name a directory (--spool DIR)'],
    ['an address that others reach', ['--listen', '0.0.0.0:0'], '--listen: can be reached from elsewhere'],
    [
      'itself',
      ['--listen', '127.0.0.1:4318', '--forward', 'http://localhost:4318'],
      'is where the gateway itself listens',
    ],
    ['no address', ['--forward', 'collector'], '--forward[0]: must be an http or https address'],
    ['half a certificate', ['--tls-cert', 'cert.pem'], 'needs the other'],
    ['three receivers', ['http://a', 'http://b', 'http://c'].flatMap((url) => ['--forward', url]), 'at most 2'],
    ['a missing list of tokens', ['--tokens', 'nobody'], '--tokens: the file cannot be read (ENOENT)'],
    ['words', ['now'], 'gateway takes no "now"'],
  ])('refuses %s with one line and 64', async (_, args, line) => {
    const { folder } = await files();
    mkdirSync(join(folder, 'spool'), { mode: 0o700 });
    const has = (option: string): boolean => args.includes(option);
    const rest = [
      ...(has('--spool') || args.includes('http://127.0.0.1:9') ? [] : ['--spool', join(folder, 'spool')]),
      ...(has('--forward') || has('--spool') ? [] : ['--forward', 'http://127.0.0.1:9']),
    ];
    const { code, err } = await run(['gateway', ...args, ...rest]);
    expect([code, err.split('\n').length, err]).toEqual([64, 2, expect.stringContaining(line)]);
  });
});
