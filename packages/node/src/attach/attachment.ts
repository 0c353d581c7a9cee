import { createRequire } from 'node:module';
import type { LoggerProvider } from '@opentelemetry/api';
import type { Barrier } from '@otelseal/semantic-conventions';
import type * as Sealing from '@otelseal/signing-exporter';
import {
  type EndingPipeline,
  type EndingProcess,
  endWithProcess,
  SEALED_WITHIN_MILLIS,
} from '../register/process-end.js';
import { refuseToStart } from '../register/refuse-to-start.js';
import { say } from '../register/say.js';
import { whenStarted } from '../register/when-started.js';
import type { OpenTelemetrySelfTelemetry } from '../telemetry/open-telemetry-self-telemetry.js';
import { reportingLostThreads } from '../threads/lost-threads.js';
import { ThreadFamily } from '../threads/thread-family.js';
import { prepareAtFirstRecord } from './copy-before-sdk.js';
import { joinLoggerProvider, type MakeStages } from './join-logger-provider.js';
import type { LateStages } from './late-stages.js';
import type * as Making from './make-stages.js';
import type * as Own from './own-logger-provider.js';

/** What attaching needs of `process`. */
export interface AttachingProcess extends EndingProcess {
  readonly env: NodeJS.ProcessEnv;
  readonly execArgv: readonly string[];
}

/** The barrier over all pipelines of this process or thread: of @otelseal/semantic-conventions, which is not loaded before there is one. */
const BARRIER: unique symbol = Symbol.for('otelseal.barrier.1') as never;

/** Loads what a service must not wait for at its start, when it is needed: synchronously, because a record does not wait. */
const load = createRequire(import.meta.url);

/** Otelseal in the SDKs of one process or thread. Nothing here throws: it runs within the application's own registrations. */
export class Attachment {
  readonly #process: AttachingProcess;
  readonly #endTimeoutMillis: number | undefined;
  readonly #joined: LateStages[] = [];
  readonly #alsoEnding: (() => Promise<unknown>)[] = [];
  readonly #whenRegistryMade: (() => void)[] = [];
  readonly #threads: ThreadFamily;
  /** Of all streams that are made here. */
  #telemetry: OpenTelemetrySelfTelemetry | undefined;
  #makesOwnProvider = false;
  /** The pipeline of a logger provider of Otelseal's. */
  #own: EndingPipeline | undefined;
  #endsWithProcess = false;
  /** Whether an SDK has begun to register. */
  hasSeenRegistry = false;
  /** Whether a logger provider was ever seen, joined or not. */
  hasSeenProvider = false;

  /** @param endTimeoutMillis `shutdownTimeoutMillis`, where it is set */
  constructor(process: AttachingProcess, endTimeoutMillis?: number) {
    this.#process = process;
    this.#endTimeoutMillis = endTimeoutMillis;
    this.#threads = new ThreadFamily(process, {
      found: () => this.#endWithProcess(),
      lost: reportingLostThreads(() => this.#telemetry),
    });
  }

  /** Puts Otelseal into a provider, or says why that is not possible. */
  join(provider: object): void {
    this.hasSeenProvider = true;
    try {
      const joining = joinLoggerProvider(provider, this.#makeStages);
      if ('instead' in joining) {
        sayNotJoined(provider, joining.instead);
        return;
      }
      if (joining.joined.length > 0) this.#use(joining.joined, provider as LoggerProvider);
      for (const name of joining.unseen) sayUnseen(name);
    } catch (error) {
      sayNotJoined(provider, messageOf(error));
    }
  }

  /** Lets the SDK of the service make no logger provider; ours is registered as soon as there is a registry. */
  replaceSdkLogs(): void {
    this.#makesOwnProvider = true;
  }

  /** Calls back as soon as an SDK begins to register: it has been loaded by then. */
  whenRegistryMade(callback: () => void): void {
    this.#whenRegistryMade.push(callback);
  }

  /** An SDK has made the registry and has registered no logs yet. */
  registryMade(): void {
    this.hasSeenRegistry = true;
    for (const callback of this.#whenRegistryMade.splice(0)) callback();
    if (!this.#makesOwnProvider || this.hasSeenProvider) return;
    this.#makesOwnProvider = false;
    const environment = { ...this.#process.env };
    if (environment['OTEL_LOGS_EXPORTER']?.trim() === 'none') delete environment['OTEL_LOGS_EXPORTER'];
    this.#process.env['OTEL_LOGS_EXPORTER'] = 'none'; // for the SDK that is about to start
    try {
      const { registerOwnLoggerProvider } = load('../attach/own-logger-provider.js') as typeof Own;
      this.#own = registerOwnLoggerProvider(environment);
      this.#endWithProcess();
      this.#threads.comeForward();
    } catch (error) {
      refuseToStart(this.#process, error);
    }
  }

  #use(stages: readonly LateStages[], provider: LoggerProvider): void {
    prepareAtFirstRecord(provider, () => {
      for (const each of stages) each.load();
      pipeline().copyRecords(provider);
    });
    whenStarted(() => {
      for (const each of stages) each.prepare();
    });
    this.#joined.push(...stages);
    this.#endWithProcess();
  }

  /** Ends something else together with what was joined. */
  endAlso(end: () => Promise<unknown>): void {
    this.#alsoEnding.push(end);
    this.#endWithProcess();
  }

  /** Once for all: signals that more than one of us listened to would look like the application's. */
  #endWithProcess(): void {
    if (this.#endsWithProcess) return;
    this.#endsWithProcess = true;
    const all: EndingPipeline = {
      drain: async () => {
        const { [BARRIER]: barrier } = globalThis as { [BARRIER]?: Barrier };
        await barrier?.committed('sealed', { timeoutMs: SEALED_WITHIN_MILLIS });
      },
      flush: () => Promise.all([...this.#joined.map((each) => each.forceFlush()), this.#own?.flush()]),
      letProcessEnd: () => {
        this.#own?.letProcessEnd();
        if (this.#joined.some((each) => each.isOpen)) sealing().letProcessEnd();
      },
      end: async () => {
        await Promise.all([...this.#joined.map((each) => each.shutdown()), this.#own?.end()]); // first: it counts what comes after it, which the SDK would not
        await Promise.all(this.#alsoEnding.map((end) => end()));
      },
      endTimeoutMillis: this.#endTimeoutMillis,
      isDurable: () => this.#joined.some((each) => each.isDurable) || this.#own?.isDurable() === true,
      hasSomethingToLose: () =>
        this.#joined.some((each) => each.isOpen && !each.isDurable) || this.#own?.hasSomethingToLose() === true,
    };
    endWithProcess(this.#process, all, this.#threads);
  }

  readonly #makeStages: MakeStages = (exporting, isFurther) => {
    try {
      const { makeStages, reportingOnce } = pipeline();
      this.#telemetry ??= reportingOnce(say, this.#process.env);
      const made = makeStages(exporting, this.#process.env, this.#telemetry, isFurther);
      this.#threads.comeForward();
      return made;
    } catch (error) {
      refuseToStart(this.#process, error);
      return undefined;
    }
  };
}

function pipeline(): typeof Making {
  return load('../attach/make-stages.js') as typeof Making;
}

function sealing(): typeof Sealing {
  return load('@otelseal/signing-exporter') as typeof Sealing;
}

function sayNotJoined(provider: object, instead: string): void {
  const name = provider.constructor?.name ?? 'object';
  say(
    `cannot join the logger provider that was found (${name}: ${instead}), so its records are not sealed; give it createOtelseal().processors, or set OTELSEAL_ATTACH=own for a logger provider of Otelseal's in its place.`,
  );
}

function sayUnseen(name: string): void {
  say(
    `the service's processor ${name} hands log records on to something Otelseal cannot see: what that exports is neither sanitized nor sealed; keep the inner processor in a field that is not private, or put createOtelseal().processors in its place.`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown error';
}
