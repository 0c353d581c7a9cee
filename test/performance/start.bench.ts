// What attaching adds to the start of a service that OpenTelemetry's auto-instrumentations observe, and to its memory: the same untouched
// example with and without `--import @otelseal/node/attach`, by turns, from the start of the process to the line that says it listens.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { Bench } from './figure.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/existing-otel/', import.meta.url));
const STARTS = 15;
const CLOCK_TICK_MS = 10;
const KIB_PER_MB = 1_000_000 / 1_024;
/** After that the pipeline has been made, which waits until the service has started. */
const SETTLED_MS = 5_000;

interface Start {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly rssMb: number;
  readonly settledRssMb: number;
}

async function start(imports: readonly string[]): Promise<Start> {
  const beganMs = performance.now();
  const child = spawn(
    process.execPath,
    [...imports, '@opentelemetry/auto-instrumentations-node/register']
      .flatMap((name) => ['--import', name])
      .concat('src/server.js'),
    {
      cwd: EXAMPLE,
      env: {
        OTEL_SERVICE_NAME: 'invoices',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
        OTEL_NODE_RESOURCE_DETECTORS: 'env',
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  await once(child.stdout, 'data');
  const listening = { wallMs: performance.now() - beganMs, cpuMs: cpuMs(child), rssMb: rssMb(child) };
  await sleep(SETTLED_MS);
  const settledRssMb = rssMb(child);
  child.kill('SIGKILL');
  await once(child, 'close');
  return { ...listening, settledRssMb };
}

/** User and system time of all threads so far. */
function cpuMs({ pid }: ChildProcess): number {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * CLOCK_TICK_MS;
}

function rssMb({ pid }: ChildProcess): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / KIB_PER_MB;
}

export default (async () => {
  const plain: Start[] = [];
  const attached: Start[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    plain.push(await start([]));
    attached.push(await start(['@otelseal/node/attach']));
  }
  const added = (of: keyof Start) => {
    const before = median(plain.map((one) => one[of]));
    const after = median(attached.map((one) => one[of]));
    return {
      value: after - before,
      note: `${before.toFixed(0)} before, ${after.toFixed(0)} after; medians of ${STARTS} starts by turns`,
    };
  };
  return [
    { what: 'attach adds to the start of a service', unit: 'ms', bar: { atMost: 40 }, ...added('wallMs') },
    { what: 'attach adds to the start of a service, CPU', unit: 'ms', ...added('cpuMs') },
    { what: 'attach adds to the memory of a started service', unit: 'MB', bar: { atMost: 10 }, ...added('rssMb') },
    {
      what: 'attach adds to memory once its pipeline is made',
      unit: 'MB',
      bar: { atMost: 10 },
      ...added('settledRssMb'),
    },
  ];
}) satisfies Bench;

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
