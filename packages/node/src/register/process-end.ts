import { within } from '../delivery/within.js';
import { say } from './say.js';

/** What ending needs of `process`. */
export interface EndingProcess {
  readonly pid: number;
  exitCode?: number | string | null | undefined;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
  listenerCount(event: string): number;
  kill(pid: number, signal: NodeJS.Signals): unknown;
  exit(code?: number | string | null): void;
}

/** The pipeline as the end of the process sees it. */
export interface EndingPipeline {
  /** Seals and sends what waits. */
  flush(): Promise<unknown>;
  /** Closes the streams, delivers, and takes nothing more. */
  end(): Promise<unknown>;
  /** Whether ending at once loses something: records that are neither delivered nor on a disk. */
  hasSomethingToLose(): boolean;
  /** `shutdownTimeoutMillis`, where it is set. */
  readonly endTimeoutMillis?: number | undefined;
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT'];
/** Metrics and traces may take theirs, too; after this the process ends without them. Docker kills 10 s after SIGTERM. */
const END_TIMEOUT_MILLIS = 9_000;
/** Who lets the pipeline take longer has longer: what comes after its bound still has its own end. */
const END_MARGIN_MILLIS = 1_000;
/** On the listeners by which a spool is closed, which handle no signal: of @otelseal/signing-exporter. */
const LISTENS_ONLY: unique symbol = Symbol.for('otelseal.listens-only.1') as never;
/** While the application shuts itself down: how often what it still emits is sent, and for how long. */
const DRAIN_INTERVAL_MILLIS = 100;
const DRAIN_DURATION_MILLIS = 60_000;

/**
 * Ends the pipeline when the process ends. Without a signal that is `beforeExit`. A signal that only we listen to ends the pipeline and then
 * the process, as if we had not listened. A signal that the application handles is the application's: it goes on serving for a while, so the
 * pipeline goes on recording and sends everything at once, until the event loop is empty.
 */
export function endWithProcess(process: EndingProcess, pipeline: EndingPipeline): void {
  let ending: Promise<boolean> | undefined;
  let ended = false;
  const timeoutMillis = Math.max(END_TIMEOUT_MILLIS, (pipeline.endTimeoutMillis ?? 0) + END_MARGIN_MILLIS);
  const end = (): Promise<boolean> => {
    ending ??= within(timeoutMillis, pipeline.end()).then(
      (inTime) => {
        ended = true;
        return inTime;
      },
      () => false, // what failed has been reported where it failed
    );
    return ending;
  };

  process.on('beforeExit', () => {
    if (ending !== undefined) return;
    void end().then((inTime) => {
      if (!inTime) process.exit(process.exitCode);
    });
  });
  process.on('exit', () => {
    if (!ended && pipeline.hasSomethingToLose())
      say('the process ended before the streams could be closed; the last records may be lost.');
  });
  for (const signal of SIGNALS) onSignal(process, signal, pipeline, end);
}

function onSignal(
  process: EndingProcess,
  signal: NodeJS.Signals,
  pipeline: EndingPipeline,
  end: () => Promise<unknown>,
): void {
  const hasJustLeft = watchLeaving(process, signal);
  const listener = (): void => {
    // A listener that came before us and was to run once has handled the signal, too, and is gone by now.
    const isHandled = hasJustLeft();
    process.removeListener(signal, listener); // a second Ctrl-C is the operator's last word
    if (isHandled || process.listenerCount(signal) > 0) {
      drain(pipeline);
      return;
    }
    void end().then(() => process.kill(process.pid, signal));
  };
  process.on(signal, listener);
}

/** Whether a listener of this signal was taken away just now, which during a signal means: by itself. What was taken away before does not count. */
function watchLeaving(process: EndingProcess, signal: NodeJS.Signals): () => boolean {
  let hasLeft = false;
  process.on('removeListener', (event, listener) => {
    if (event !== signal || (listener as { [LISTENS_ONLY]?: true })[LISTENS_ONLY] === true) return;
    hasLeft = true;
    queueMicrotask(() => {
      hasLeft = false;
    });
  });
  return () => hasLeft;
}

function drain(pipeline: EndingPipeline): void {
  const flush = (): void => void pipeline.flush().catch(() => undefined);
  flush();
  const timer = setInterval(flush, DRAIN_INTERVAL_MILLIS);
  timer.unref();
  setTimeout(() => clearInterval(timer), DRAIN_DURATION_MILLIS).unref();
}
