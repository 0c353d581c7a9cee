// What attaching adds to the start of a service that OpenTelemetry's auto-instrumentations observe, and to its memory: the same untouched
// example with and without `--import @otelseal/node/attach`, by turns, from the start of the process to the line that says it listens.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { Bench } from './figure.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/existing-otel/', import.meta.url));
/**
 * Where the heap is when the service starts, in so many steps. A collection of the young generation copies what lives at that moment, and the
 * space that it copies to stays resident; where it falls is chance. One of them more or less is 7 MB and tens of milliseconds, and 300 kB of
 * anything at the start make the difference, with Otelseal or without. So starts are spread over the cycle of the collector, alike in both
 * variants, and the figure is the mean.
 */
const PHASES = 8;
/** Of the starts in one phase the one that took the least time counts: what else the machine does adds, and never subtracts. */
const STARTS_A_PHASE = 3;
/** What the young generation holds at the beginning, and when the SDK has been loaded. */
const YOUNG_KB = { atBeginning: 1_024, beforeService: 16_384 };
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

/** Allocates so many kB and forgets them. The name tells apart what would be loaded once only. */
const forgotten = (kb: number, name: keyof typeof YOUNG_KB): string =>
  `data:text/javascript,${encodeURIComponent(`for (let kb = 0; kb < ${kb}; kb += 1) new Array(126).fill(kb); // ${name}`)}`;

interface Cost {
  /** User and system time of all threads, µs. */
  readonly user: number;
  readonly system: number;
  readonly rss: number;
}

/** What one start has cost, by what the figures are made of. */
interface Start {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly rssMb: number;
  /** Only of the starts that were waited for. */
  readonly settled?: { readonly cpuMs: number; readonly rssMb: number };
}

async function start(
  imports: readonly string[],
  phase: number,
  { settles }: { readonly settles: boolean },
): Promise<Start> {
  const early = forgotten((((phase * 5) % PHASES) / PHASES) * YOUNG_KB.atBeginning, 'atBeginning'); // not in step with the other
  const late = forgotten((phase / PHASES) * YOUNG_KB.beforeService, 'beforeService');
  const beganMs = performance.now();
  const child = spawn(
    process.execPath,
    [TELLING, early, ...imports, '@opentelemetry/auto-instrumentations-node/register', late]
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
    const cost = { wallMs, cpuMs: cpuMs(started), rssMb: started.rss / 1e6 };
    if (!settles) return cost;
    await sleep(SETTLED_MS);
    const settled = await costOf(child);
    return { ...cost, settled: { cpuMs: cpuMs(settled) - cpuMs(started), rssMb: settled.rss / 1e6 } };
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

/** The starts of one variant in one phase; the first of them is waited for until it has settled. */
type Starts = Start[];

/** The least of the starts of each phase, and of that the mean over the phases. */
function costOfAll(phases: readonly Starts[], of: (start: Start) => number | undefined): number {
  const least = phases.map((starts) => Math.min(...starts.flatMap((one) => of(one) ?? [])));
  return least.reduce((sum, value) => sum + value, 0) / least.length;
}

export default (async () => {
  const phasesOf = (): Starts[] => Array.from({ length: PHASES }, () => []);
  const plain = phasesOf();
  const attached = phasesOf();
  await start(['@otelseal/node/attach'], 0, { settles: false }); // files are read into memory
  for (let turn = 0; turn < STARTS_A_PHASE; turn += 1) {
    for (let phase = 0; phase < PHASES; phase += 1) {
      plain[phase]?.push(await start([], phase, { settles: turn === 0 }));
      attached[phase]?.push(await start(['@otelseal/node/attach'], phase, { settles: turn === 0 }));
    }
  }
  const added = (of: (start: Start) => number | undefined) => {
    const before = costOfAll(plain, of);
    const after = costOfAll(attached, of);
    const how = `mean of ${PHASES} phases of the heap, by turns`;
    return { value: after - before, note: `${before.toFixed(0)} before, ${after.toFixed(0)} after; ${how}` };
  };
  return [
    {
      what: 'attach adds to the start of a service, CPU',
      unit: 'ms',
      bar: { atMost: 40 },
      ...added(({ cpuMs }) => cpuMs),
    },
    { what: 'attach adds to the start of a service, by the clock', unit: 'ms', ...added(({ wallMs }) => wallMs) },
    {
      what: 'attach adds to the memory of a started service',
      unit: 'MB',
      bar: { atMost: 10 },
      ...added(({ rssMb }) => rssMb),
    },
    {
      what: 'attach costs after the start, when its pipeline is made, CPU',
      unit: 'ms',
      ...added(({ settled }) => settled?.cpuMs),
    },
    {
      what: 'attach adds to memory once its pipeline is made',
      unit: 'MB',
      bar: { atMost: 10 },
      ...added(({ settled }) => settled?.rssMb),
    },
  ];
}) satisfies Bench;
