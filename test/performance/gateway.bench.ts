// What the gateway costs: OTLP/HTTP protobuf in and out, every rule and detector on, sealed, 200 for what is on disk. It runs as the command
// does, in a process of its own, and all of that process's CPU counts; client and receiver are others. Read from /proc: Linux only.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { type LogRecordInput, R10, R35 } from '@otelseal/testing';

import type { Bench, Figure } from './figure.ts';
import { newKeyPem } from './logging-application.ts';

/** On the disk of the checkout: a folder for temporary files may be in memory, where fdatasync costs nothing. */
const folder = mkdtempSync(join(import.meta.dirname, '.gateway-'));
/** Records of a request, as an SDK's batch processor sends them. */
const BATCH = 512;
const CONNECTIONS = 4;
const REQUESTS = 60;
const ROUNDS = 5;
/** The clock of /proc. */
const TICKS_PER_SECOND = 100;
const BAR = { atLeast: 30_000 };

interface Gateway {
  readonly child: ChildProcess;
  readonly url: URL;
}

async function gatewayBefore(port: number, spool: string): Promise<Gateway> {
  const key = join(folder, 'key.pem');
  writeFileSync(key, newKeyPem(), { mode: 0o600 });
  const run = join(import.meta.dirname, '../../packages/cli/dist/run.js');
  const args = ['gateway', '--listen', '127.0.0.1:0', '--forward', `http://127.0.0.1:${port}`];
  const child = spawn(process.execPath, [run, ...args, '--spool', join(folder, spool), '--signing-key', key], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  const [, url = ''] = /listens on (\S+)/.exec(line.toString()) ?? [];
  return { child, url: new URL('/v1/logs', url) };
}

/** As an SDK of a service with one resource sends them. */
function batchOf(record: LogRecordInput): Uint8Array {
  const resource = { attributes: { 'service.name': 'shop', 'service.instance.id': 'shop-1', 'host.name': 'host-1' } };
  const instrumentationScope = { name: 'shop', version: '1.0.0' };
  const seconds = Math.floor(Date.now() / 1_000);
  const records = Array.from({ length: BATCH }, (_, index) => ({
    ...{ hrTime: [seconds, index], hrTimeObserved: [seconds, index], resource, instrumentationScope },
    ...{ droppedAttributesCount: 0, ...record },
  }));
  return ProtobufLogsSerializer.serializeRequest(records as never) as Uint8Array;
}

async function sendAll(url: URL, body: Uint8Array, requests: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let left = requests;
  const client = async (): Promise<void> => {
    while (left-- > 0) while (!(await isTaken(url, body, agent))) await sleep(100);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  agent.destroy();
}

function isTaken(url: URL, body: Uint8Array, agent: Agent): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-protobuf', 'content-length': body.length };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200 || response.statusCode === 503) resolve(response.statusCode === 200);
        else reject(new Error(`The gateway answered ${response.statusCode}.`));
      });
    });
    sent.once('error', reject).end(body);
  });
}

function cpuSeconds({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function residentMegabytes({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
}

async function figureOf(name: string, record: LogRecordInput, port: number): Promise<Figure> {
  const { child, url } = await gatewayBefore(port, name);
  try {
    const body = batchOf(record);
    await sendAll(url, body, 2 * REQUESTS); // while the compiler is still at work
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = cpuSeconds(child);
      await sendAll(url, body, REQUESTS);
      rates.push((REQUESTS * BATCH) / (cpuSeconds(child) - before));
    }
    const value = rates.sort((a, b) => a - b)[ROUNDS >> 1] as number;
    const note = `durable acknowledgement, batches of ${BATCH}, ${CONNECTIONS} connections, ${residentMegabytes(child).toFixed(0)} MB resident`;
    return { what: `gateway ${name}, protobuf`, value, unit: '/s', note, ...(name === 'R10' ? { bar: BAR } : {}) };
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

export default (async () => {
  const receiver = fork(new URL('draining-receiver.ts', import.meta.url));
  try {
    const [port] = (await once(receiver, 'message')) as [number];
    return [await figureOf('R10', R10, port), await figureOf('R35', R35, port)];
  } finally {
    receiver.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}) satisfies Bench;
