import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** How a service is started: what loads the modules before it, and its own file. */
export interface StartedService {
  readonly option: '--import' | '--require';
  readonly file: string;
}

/** What one start has cost. */
export interface Start {
  /** Until the service said that it listens. */
  readonly wallMs: number;
  /** User and system time of all threads until then. */
  readonly cpuMs: number;
  /** Time of the main thread from before the module that attaches, or would, to behind it. */
  readonly attachMs: number;
  /** A second later: a collection of the heap that is due then has been. */
  readonly rssMb: number;
  /** Of starts that were waited for: what came after that, when the pipeline is made. */
  readonly settled?: { readonly cpuMs: number; readonly rssMb: number; readonly livingMb: number };
}

export interface StartSettings {
  readonly isAttached: boolean;
  /** Where the heap is in its cycle: how much of it is garbage before attaching, and before the service, in kB. */
  readonly garbageKb: { readonly beforeAttach: number; readonly beforeService: number };
  /** Whether to wait until the pipeline has been made, which waits until the service has started. */
  readonly settles: boolean;
}

interface Cost extends NodeJS.CpuUsage {
  readonly rss: number;
  readonly attachMicros: number;
}

const EXAMPLE = fileURLToPath(new URL('../../../examples/existing-otel/', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));
/** A machine that does other work, too. */
const LISTENS_WITHIN_MS = 60_000;
const STARTED_MS = 1_000;
const SETTLED_MS = 10_000;

/** Starts a service that auto-instrumentations observe, with or without Otelseal, asks it what it has cost, and ends it. */
export async function measuredStart(
  { option, file }: StartedService,
  { isAttached, garbageKb, settles }: StartSettings,
): Promise<Start> {
  const loaded = [
    `${HERE}before-attach.cjs`,
    ...(isAttached ? ['@otelseal/node/attach'] : []),
    `${HERE}after-attach.cjs`,
    '@opentelemetry/auto-instrumentations-node/register',
    `${HERE}before-service.cjs`,
  ];
  const beganMs = performance.now();
  const child = spawn(process.execPath, [...loaded.flatMap((module) => [option, module]), file], {
    cwd: EXAMPLE,
    env: {
      OTEL_SERVICE_NAME: 'invoices',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_NODE_RESOURCE_DETECTORS: 'env',
      PORT: '0',
      KILOBYTES_BEFORE_ATTACH: String(garbageKb.beforeAttach),
      KILOBYTES_BEFORE_SERVICE: String(garbageKb.beforeService),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  try {
    await listening(child);
    const wallMs = performance.now() - beganMs;
    const listens = await costOf(child);
    await sleep(STARTED_MS);
    const started = await costOf(child);
    const start = {
      wallMs,
      cpuMs: cpuMs(listens),
      attachMs: listens.attachMicros / 1_000,
      rssMb: started.rss / 1e6,
    };
    if (!settles) return start;
    await sleep(SETTLED_MS);
    const settled = await costOf(child);
    const livingMb = (await answerOf<number>(child, 'what lives')) / 1e6;
    return { ...start, settled: { cpuMs: cpuMs(settled) - cpuMs(started), rssMb: settled.rss / 1e6, livingMb } };
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
    throw new Error(`the service ended before it listened: ${said}`);
  });
  ended.catch(() => undefined); // it is killed in the end
  await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data', { signal: given }), ended]);
}

function costOf(child: ChildProcess): Promise<Cost> {
  return answerOf(child, 'what have you cost');
}

async function answerOf<Answer>(child: ChildProcess, question: string): Promise<Answer> {
  const answer = once(child, 'message', { signal: AbortSignal.timeout(LISTENS_WITHIN_MS) });
  child.send(question);
  const [answered] = await answer;
  return answered as Answer;
}
