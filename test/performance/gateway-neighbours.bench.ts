// How long an honest client waits for its acknowledgement while another one, with a token of its own, sends over several connections what is
// made to cost much. One gateway, one process; both clients here, so their own work is part of the time. Latency as it passes: on a busy machine
// only the columns beside each other say something.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { R10 } from '@otelseal/testing';

import type { Bench, Figure } from './figure.ts';
import { gatewayBefore } from './gateway-process.ts';
import { HOSTILE_REQUESTS } from './hostile-requests.ts';
import { batchOf, type OtlpServer } from './otlp-load.ts';

const HONEST = 'honest-token-0123456789abcdef01234567';
const HOSTILE = 'hostile-token-123456789abcdef01234567';
const HOSTILE_CONNECTIONS = 2;
/** As an SDK's batch processor that is not in a hurry. */
const PAUSE_MS = 50;
/** How long one phase takes, and the requests that it needs on a machine on which they take long. */
const PHASE_MS = 10_000;
const LEAST_REQUESTS = 20;
/** What has been sent before it counts: a compiler is at work, and quotas are full. */
const WARM_UP = 5;
const REFUSED_PAUSE_MS = 20;

const folder = mkdtempSync(join(import.meta.dirname, '.gateway-neighbours-'));

function post({ url }: OtlpServer, body: Uint8Array, type: string, token: string): Promise<Response> {
  const headers = { 'content-type': type, authorization: `Bearer ${token}` };
  return fetch(url, { method: 'POST', body: body as never, headers });
}

interface Latency {
  readonly median: number;
  readonly p99: number;
}

/** Of requests that were acknowledged at once; one that is not is an error. */
async function honestLatency(server: OtlpServer): Promise<Latency> {
  const body = batchOf(R10);
  const found: number[] = [];
  const untilMs = performance.now() + PHASE_MS;
  for (let count = -WARM_UP; count < LEAST_REQUESTS || performance.now() < untilMs; count += 1) {
    const startMs = performance.now();
    const response = await post(server, body, 'application/x-protobuf', HONEST);
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`The honest client was answered ${response.status}.`);
    if (count >= 0) found.push(performance.now() - startMs);
    await sleep(PAUSE_MS);
  }
  found.sort((a, b) => a - b);
  const at = (part: number): number => found[Math.ceil(found.length * part) - 1] as number;
  return { median: at(0.5), p99: at(0.99) };
}

interface Taken {
  /** By status. */
  readonly answers: Map<number, number>;
}

async function beside(server: OtlpServer, make: () => Buffer): Promise<Latency & Taken> {
  const body = make();
  const answers = new Map<number, number>();
  let isOver = false;
  const hostile = async (): Promise<void> => {
    while (!isOver) {
      const response = await post(server, body, 'application/json', HOSTILE);
      await response.arrayBuffer();
      answers.set(response.status, (answers.get(response.status) ?? 0) + 1);
      if (response.status !== 200) await sleep(REFUSED_PAUSE_MS);
    }
  };
  const all = Promise.all(Array.from({ length: HOSTILE_CONNECTIONS }, hostile));
  try {
    return { ...(await honestLatency(server)), answers };
  } finally {
    isOver = true;
    await all;
  }
}

function figures(what: string, { median, p99 }: Latency, note: string): Figure[] {
  return [
    { what: `${what}: median`, value: median, unit: 'ms', note },
    { what: `${what}: 99 of 100`, value: p99, unit: 'ms' },
  ];
}

async function figuresOf(server: OtlpServer): Promise<Figure[]> {
  const alone = await honestLatency(server);
  const all = figures('honest client alone', alone, 'a batch of 512 R10 every 50 ms, durable acknowledgement');
  for (const [shape, make] of Object.entries(HOSTILE_REQUESTS)) {
    const { answers, ...latency } = await beside(server, make);
    const sent = [...answers].map(([status, count]) => `${count} × ${status}`).join(', ');
    all.push(...figures(`beside ${shape}`, latency, `${HOSTILE_CONNECTIONS} hostile connections: ${sent}`));
  }
  return all;
}

export default (async () => {
  const tokensFile = join(folder, 'tokens');
  writeFileSync(tokensFile, `honest ${HONEST} service=*\nhostile ${HOSTILE} service=*\n`, { mode: 0o600 });
  const receiver = fork(new URL('draining-receiver.ts', import.meta.url));
  try {
    const [port] = (await once(receiver, 'message')) as [number];
    const server = await gatewayBefore(port, { folder, spool: 'spool', tokensFile });
    const found = await figuresOf(server);
    const gone = once(server.child, 'exit');
    server.child.kill('SIGTERM');
    await gone;
    return found;
  } finally {
    receiver.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}) satisfies Bench;
