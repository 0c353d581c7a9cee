// Whether a gateway's memory stays flat: `node test/performance/gateway-memory.ts [records, in millions; default 10]` sends so many R10 through
// the command, in batches of 512 over four connections, and prints what it holds after every half million (eight times at least), and the slope
// over the second half of the run. No bench: ten million take eight minutes of a core. Read from /proc: Linux only.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { R10 } from '@otelseal/testing';

import { gatewayBefore } from './gateway-process.ts';
import { BATCH, batchOf, cpuSeconds, residentMegabytes, sendAll } from './otlp-load.ts';

const MILLION = 1_000_000;
const LONGEST_STEP = 500_000;
const LEAST_RECORDS = 100_000;
const LEAST_STEPS = 8;

interface Point {
  readonly millions: number;
  readonly megabytes: number;
}

const wanted = Number(process.argv[2] ?? 10) * MILLION;
if (!(wanted >= LEAST_RECORDS)) {
  console.error('usage: node test/performance/gateway-memory.ts [records, in millions, from 0.1]');
  process.exit(64);
}
const requests = Math.ceil(Math.min(LONGEST_STEP, wanted / LEAST_STEPS) / BATCH);
const folder = mkdtempSync(join(import.meta.dirname, '.gateway-memory-'));
const receiver = fork(new URL('draining-receiver.ts', import.meta.url));
try {
  const [port] = (await once(receiver, 'message')) as [number];
  const { child, url } = await gatewayBefore(port, { folder, spool: 'spool' });
  const body = batchOf(R10);
  const points: Point[] = [];
  for (let records = 0; records < wanted; ) {
    const before = cpuSeconds(child);
    await sendAll(url, body, requests);
    records += requests * BATCH;
    const [millions, megabytes] = [records / MILLION, residentMegabytes(child)];
    points.push({ millions, megabytes });
    const rate = Math.round((requests * BATCH) / (cpuSeconds(child) - before));
    console.log(
      `${millions.toFixed(2)} M records, ${megabytes.toFixed(0)} MB resident, ${rate} records in a second of CPU`,
    );
  }
  console.log(
    `slope over the second half: ${slopeOf(points.slice(points.length >> 1)).toFixed(2)} MB for a million records`,
  );
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
} finally {
  receiver.disconnect();
  rmSync(folder, { recursive: true, force: true });
}

/** Least squares, in MB for a million records. */
function slopeOf(points: readonly Point[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(({ millions }) => millions)), mean(points.map(({ megabytes }) => megabytes))];
  const covariance = mean(points.map(({ millions, megabytes }) => (millions - x) * (megabytes - y)));
  return covariance / mean(points.map(({ millions }) => (millions - x) ** 2));
}
