// What attaching adds to the start of a service that OpenTelemetry's auto-instrumentations observe, and to its memory: the same untouched
// example with and without `--import @otelseal/node/attach`, by turns, from the start of the process to the line that says it listens.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { Bench } from './figure.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/existing-otel/', import.meta.url));
const STARTS = 7;
/** A machine that does other work, too. */
const LISTENS_WITHIN_MS = 60_000;
/** After the line that it listens: a collection of the heap that is due then, 50 ms, would else fall into the one variant and not into the other. */
const STARTED_MS = 1_000;
/** After that the pipeline has been made, which waits until the service has started. */
const SETTLED_MS = 10_000;

/** Answers what the process has cost so far. Both variants carry it; the channel keeps no process alive. */
const TELLING = `data:text/javascript,${encodeURIComponent(
  "process.on('message', () => process.send({ ...process.cpuUsage(), rss: process.memoryUsage.rss() })); process.channel.unref();",
)}`;

interface Cost {
  /** User and system time of all threads, µs. */
  readonly user: number;
  readonly system: number;
  readonly rss: number;
}

interface Start {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly rssMb: number;
  readonly settledCpuMs: number;
  readonly settledRssMb: number;
}

async function start(imports: readonly string[]): Promise<Start> {
  const beganMs = performance.now();
  const child = spawn(
    process.execPath,
    [TELLING, ...imports, '@opentelemetry/auto-instrumentations-node/register']
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
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  try {
    await listening(child);
    const wallMs = performance.now() - beganMs;
    await sleep(STARTED_MS);
    const started = await costOf(child);
    await sleep(SETTLED_MS);
    const settled = await costOf(child);
    return {
      wallMs,
      cpuMs: cpuMs(started),
      rssMb: started.rss / 1e6,
      settledCpuMs: cpuMs(settled) - cpuMs(started),
      settledRssMb: settled.rss / 1e6,
    };
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
}

function cpuMs({ user, system }: Cost): number {
  return (user + system) / 1_000;
}

/** Resolves with the line that says so, and rejects with what the process said when it ends instead. */
async function listening(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const given = AbortSignal.timeout(LISTENS_WITHIN_MS);
  const ended = once(child, 'exit', { signal: given }).then(() => {
    throw new Error(`the example ended before it listened: ${said}`);
  });
  ended.catch(() => undefined); // it is killed in the end
  await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data', { signal: given }), ended]);
}

async function costOf(child: ChildProcess): Promise<Cost> {
  const answer = once(child, 'message', { signal: AbortSignal.timeout(LISTENS_WITHIN_MS) });
  child.send('what have you cost');
  const [cost] = await answer;
  return cost as Cost;
}

export default (async () => {
  const plain: Start[] = [];
  const attached: Start[] = [];
  await start(['@otelseal/node/attach']); // files are read into memory
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
    { what: 'attach adds to the start of a service, CPU', unit: 'ms', bar: { atMost: 40 }, ...added('cpuMs') },
    { what: 'attach adds to the start of a service, by the clock', unit: 'ms', ...added('wallMs') },
    { what: 'attach adds to the memory of a started service', unit: 'MB', bar: { atMost: 10 }, ...added('rssMb') },
    { what: 'attach costs after the start, when its pipeline is made, CPU', unit: 'ms', ...added('settledCpuMs') },
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
