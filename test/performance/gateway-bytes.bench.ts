// What a record takes on the wire, in the spool and in memory when it goes through the gateway: for the sizing page.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { type LogRecordInput, R10, R35 } from '@otelseal/testing';

import type { Bench, Figure } from './figure.ts';
import { newKeyPem } from './logging-application.ts';

const BATCH = 512;
const REQUESTS = 60;
const RECORDS = BATCH * REQUESTS;

/** The receiver behind: away at first, so that everything is in the spool, then it takes and counts. */
async function receiver() {
  const state = { isAway: true, bytes: 0, gzipBytes: 0 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(state.isAway ? 503 : 200, { 'content-type': 'application/x-protobuf' }).end();
      if (state.isAway) return;
      const body = Buffer.concat(chunks);
      state.bytes += body.length;
      state.gzipBytes += gzipSync(body).length;
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, state, port: (server.address() as AddressInfo).port };
}

async function startGateway(folder: string, port: number): Promise<{ child: ChildProcess; url: string }> {
  const key = join(folder, 'key.pem');
  writeFileSync(key, newKeyPem(), { mode: 0o600 });
  const run = join(import.meta.dirname, '../../packages/cli/dist/run.js');
  const where = ['--listen', '127.0.0.1:0', '--forward', `http://127.0.0.1:${port}`, '--spool', join(folder, 'spool')];
  const child = spawn(process.execPath, [run, 'gateway', ...where, '--signing-key', key], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { child, url: `${/listens on (\S+)/.exec(line.toString())?.[1]}/v1/logs` };
}

/** Records that differ as those of a service do: times, and one attribute. */
function batchOf(record: LogRecordInput, round: number): Uint8Array {
  const resource = { attributes: { 'service.name': 'shop', 'service.instance.id': 'shop-1', 'host.name': 'host-1' } };
  const seconds = Math.floor(Date.now() / 1_000);
  const records = Array.from({ length: BATCH }, (_, index) => {
    const hrTime = [seconds, round * BATCH + index];
    const attributes = { ...record.attributes, 'url.path': `/orders/${round * BATCH + index}` };
    const scope = { resource, instrumentationScope: { name: 'shop', version: '1.0.0' }, droppedAttributesCount: 0 };
    return { ...scope, ...record, hrTime, hrTimeObserved: hrTime, attributes };
  });
  return ProtobufLogsSerializer.serializeRequest(records as never) as Uint8Array;
}

async function figuresOf(name: string, record: LogRecordInput): Promise<Figure[]> {
  const folder = mkdtempSync(join(import.meta.dirname, '.gateway-bytes-'));
  const { server, state, port } = await receiver();
  const { child, url } = await startGateway(folder, port);
  try {
    let received = 0;
    for (let round = 0; round < REQUESTS; round += 1) {
      const body = batchOf(record, round) as Uint8Array<ArrayBuffer>;
      const headers = { 'content-type': 'application/x-protobuf' };
      const answer = await fetch(url, { method: 'POST', body, headers });
      if (!answer.ok) throw new Error(`The gateway answered ${answer.status}.`);
      received += body.length;
    }
    const spooled = bytesBelow(join(folder, 'spool'));
    state.isAway = false;
    for (let before = -1; before !== state.bytes || before === 0; await sleep(1_500)) before = state.bytes;
    const megabytes = residentMegabytes(child);
    const perRecord = (bytes: number): number => Math.round(bytes / RECORDS);
    return [
      { what: `gateway ${name}, received`, value: perRecord(received), unit: 'B', note: 'protobuf, a record' },
      {
        what: `gateway ${name}, spooled`,
        value: perRecord(spooled),
        unit: 'B',
        note: 'on disk until delivered, a record',
      },
      {
        what: `gateway ${name}, forwarded`,
        value: perRecord(state.bytes),
        unit: 'B',
        note: 'protobuf, sealed, a record',
      },
      { what: `gateway ${name}, forwarded, gzip`, value: perRecord(state.gzipBytes), unit: 'B', note: 'a record' },
      {
        what: `gateway ${name}, resident`,
        value: Math.round(megabytes),
        unit: 'MB',
        note: `after ${RECORDS} records that waited in the spool`,
      },
    ];
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function bytesBelow(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

function residentMegabytes({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
}

export default (async () => [...(await figuresOf('R10', R10)), ...(await figuresOf('R35', R35))]) satisfies Bench;
