import { within } from '../delivery/within.js';
import type { OwnEnd } from '../threads/thread-family.js';
import { OwnSignals, type SignallingProcess } from './own-signals.js';
import { say } from './say.js';

/** What ending needs of `process`. */
export interface EndingProcess extends SignallingProcess {
  exitCode?: number | string | null | undefined;
  exit(code?: number | string | null): void;
}

/** The pipeline as the end of the process sees it. */
export interface EndingPipeline {
  /** Seals and sends what waits, and makes nobody wait for a receiver. */
  drain(): Promise<unknown>;
  /** Seals what waits and tries once to deliver it. */
  flush(): Promise<unknown>;
  /** Lets nothing of ours hold the process from now on but timers of who waits. */
  letProcessEnd(): void;
  /** Closes the streams, delivers, and takes nothing more. */
  end(): Promise<unknown>;
  /** Whether records are on a disk before `emit` returns. */
  isDurable(): boolean;
  /** Whether ending at once loses something: records that are neither delivered nor on a disk. */
  hasSomethingToLose(): boolean;
  /** `shutdownTimeoutMillis`, where it is set. */
  readonly endTimeoutMillis?: number | undefined;
}

/** The other threads of the process, as the end of this one sees them: a `ThreadFamily`. */
export interface EndingThreads {
  /** How this thread ends when one above it does. */
  endsBy(own: OwnEnd): void;
  /** Has those below send at once what comes. */
  drain(): void;
  /** Has those below end their pipelines, and waits for them for as long. */
  end(withinMillis: number): Promise<void>;
  /** This thread is over: says what those below lose. */
  sayWhatIsLost(): void;
}

/** Sealing what waits takes milliseconds; a key that is a process of its own may need longer. */
export const SEALED_WITHIN_MILLIS = 1_000;
/** Metrics and traces may take theirs, too; after this the process ends without them. Docker kills 10 s after SIGTERM. */
const END_TIMEOUT_MILLIS = 9_000;
/** Who lets the pipeline take longer has longer: what comes after its bound still has its own end. */
const END_MARGIN_MILLIS = 1_000;
/** However late the application has ended its own work: streams are closed in less. */
const LEAST_END_MILLIS = 1_000;
/** How long a spool goes on recording while a receiver may still take what waits, before its streams are closed. */
const FLUSH_MILLIS = 4_000;
/** While the application shuts itself down: how often what it still emits is sent, and for how long. */
const DRAIN_INTERVAL_MILLIS = 100;
const DRAIN_DURATION_MILLIS = 60_000;

/**
 * Ends the pipeline when the process ends, within one bound, which begins with the signal or, without one, when the event loop is empty. A
 * signal that only we listen to ends the pipeline and then the process, as if we had not listened. A signal that the application handles is
 * the application's: it goes on serving for a while, so the pipeline goes on recording and sends everything at once, until the event loop
 * is empty, or until the application has taken its listeners away and sends itself the signal again. Worker threads, which no signal reaches, are
 * told all that, and end within the same bound.
 */
export function endWithProcess(process: EndingProcess, pipeline: EndingPipeline, threads: EndingThreads): void {
  const longestMillis = Math.max(END_TIMEOUT_MILLIS, (pipeline.endTimeoutMillis ?? 0) + END_MARGIN_MILLIS);
  let boundMillis = longestMillis;
  let signalledAtMillis: number | undefined;
  let ending: Promise<boolean> | undefined;
  let threadsEnding: Promise<void> | undefined;
  let ended = false;

  const restMillis = (): number => {
    const sinceMillis = performance.now() - (signalledAtMillis ?? Number.NEGATIVE_INFINITY);
    if (sinceMillis > DRAIN_DURATION_MILLIS) return longestMillis; // what that signal was for is over
    return Math.max(Math.min(LEAST_END_MILLIS, boundMillis), boundMillis - sinceMillis);
  };
  const endThreads = (): Promise<void> => {
    threadsEnding ??= threads.end(restMillis());
    return threadsEnding;
  };
  const endPipeline = async (): Promise<void> => {
    await pipeline.end();
    ended = true;
  };
  const end = (): Promise<boolean> => {
    ending ??= within(restMillis(), Promise.all([endPipeline(), endThreads()])).catch(() => false); // what failed has been reported where it failed
    return ending;
  };
  const told = (): void => {
    signalledAtMillis = performance.now();
    pipeline.letProcessEnd();
  };
  const drainSoon = (): void => {
    told();
    if (pipeline.isDurable()) pipeline.flush().catch(() => undefined); // as above
    drain(pipeline);
  };
  const endSoon = async (): Promise<boolean> => {
    told();
    void endThreads();
    if (pipeline.isDurable() && ending === undefined) await within(FLUSH_MILLIS, pipeline.flush()).catch(() => false);
    return end();
  };

  process.on('beforeExit', () => {
    if (ending !== undefined) return;
    pipeline.letProcessEnd();
    void end().then((inTime) => {
      if (!inTime) process.exit(process.exitCode);
    });
  });
  const sayWhatIsLost = (): void => {
    if (!ended && pipeline.hasSomethingToLose())
      say('the process ended before the streams could be closed; the last records may be lost.');
    threads.sayWhatIsLost();
  };
  process.on('exit', sayWhatIsLost);
  new OwnSignals(process, {
    handled() {
      drainSoon();
      threads.drain();
    },
    async unhandled() {
      await endSoon();
      sayWhatIsLost(); // after the signal nothing is said any more
    },
    ignored() {
      drain(pipeline);
      threads.drain();
    },
  });
  threads.endsBy({
    drain: drainSoon,
    end(withinMillis) {
      boundMillis = withinMillis;
      return endSoon().then(() => ended);
    },
  });
}

function drain(pipeline: EndingPipeline): void {
  let isOver = false;
  const again = async (): Promise<void> => {
    if (isOver) return;
    await pipeline.drain().catch(() => undefined); // what failed has been reported where it failed
    setTimeout(() => void again(), DRAIN_INTERVAL_MILLIS).unref();
  };
  void again();
  setTimeout(() => {
    isOver = true;
  }, DRAIN_DURATION_MILLIS).unref();
}
