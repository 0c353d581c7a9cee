import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import type { LogRecordInput } from '@otelseal/testing';

/** Records of a request, as an SDK's batch processor sends them. */
export const BATCH = 512;
export const CONNECTIONS = 4;
const REQUESTS = 60;
const ROUNDS = 5;
/** The clock of /proc. */
const TICKS_PER_SECOND = 100;

/** A process that takes OTLP. */
export interface OtlpServer {
  readonly child: ChildProcess;
  readonly url: URL;
}

/** Records of one second of its CPU time, all threads and the system's part included: the median of some rounds. */
export async function recordsPerCpuSecond({ child, url }: OtlpServer, record: LogRecordInput): Promise<number> {
  const body = batchOf(record);
  await sendAll(url, body, 2 * REQUESTS); // while a compiler is still at work
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = cpuSeconds(child);
    await sendAll(url, body, REQUESTS);
    rates.push((REQUESTS * BATCH) / (cpuSeconds(child) - before));
  }
  return rates.sort((a, b) => a - b)[ROUNDS >> 1] as number;
}

export function residentMegabytes({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
}

/** A request as an SDK of a service with one resource sends it. */
export function batchOf(record: LogRecordInput): Uint8Array {
  const resource = { attributes: { 'service.name': 'shop', 'service.instance.id': 'shop-1', 'host.name': 'host-1' } };
  const instrumentationScope = { name: 'shop', version: '1.0.0' };
  const seconds = Math.floor(Date.now() / 1_000);
  const records = Array.from({ length: BATCH }, (_, index) => ({
    ...{ hrTime: [seconds, index], hrTimeObserved: [seconds, index], resource, instrumentationScope },
    ...{ droppedAttributesCount: 0, ...record },
  }));
  return ProtobufLogsSerializer.serializeRequest(records as never) as Uint8Array;
}

/** Sends the same request so often over {@link CONNECTIONS}, until each was taken. */
export async function sendAll(url: URL, body: Uint8Array, requests: number): Promise<void> {
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

/** CPU time so far, of all threads. */
export function cpuSeconds({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
