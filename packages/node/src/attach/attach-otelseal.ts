import { createRequire } from 'node:module';
import type { LoggerProvider } from '@opentelemetry/api';
import { firstTime } from '../register/first-time.js';
import { hasSpool } from '../register/has-spool.js';
import { instrumentLater } from '../register/instrument-later.js';
import { isTrue } from '../register/is-true.js';
import { type EndingProcess, endWithProcess } from '../register/process-end.js';
import { refuseToStart } from '../register/refuse-to-start.js';
import { say } from '../register/say.js';
import { checkBeforeStart } from './check-before-start.js';
import { prepareAtFirstRecord } from './copy-before-sdk.js';
import { joinLoggerProvider, type MakeStages } from './join-logger-provider.js';
import type { LateStages } from './late-stages.js';
import { registeredParts, watchLoggerProviders } from './logger-provider-watch.js';
import type * as Making from './make-stages.js';

/** What attaching needs of `process`. */
export interface AttachingProcess extends EndingProcess {
  readonly env: NodeJS.ProcessEnv;
}

const ATTACHED = Symbol.for('otelseal.attached');
/** By then a service has started its SDK, if it has one. */
const SDK_EXPECTED_WITHIN_MILLIS = 10_000;
/** By then a service has started, so that making the pipeline keeps nobody waiting. */
const PIPELINE_MADE_AFTER_MILLIS = 2_000;

/**
 * Joins every OpenTelemetry SDK whose logger provider is registered in this process or thread, from now on or already. It never throws;
 * `refuseToStart` says what a mistake does, and whatever cannot be joined is said in one line and left as it is.
 */
export function attachOtelseal(process: AttachingProcess): void {
  if (!firstTime(ATTACHED)) return;
  try {
    if (isTrue(process.env['OTEL_SDK_DISABLED'])) {
      say('OTEL_SDK_DISABLED is true: security events are not recorded.');
      return;
    }
    checkBeforeStart(process.env);
    const attachment = new Attachment(process);
    watchLoggerProviders((provider) => attachment.join(provider));
    instrumentLater(process.env);
    sayIfNothingIsFound(process, attachment);
  } catch (error) {
    refuseToStart(process, error);
  }
}

class Attachment {
  readonly #process: AttachingProcess;
  readonly #joined: LateStages[] = [];
  hasSeenProvider = false;

  constructor(process: AttachingProcess) {
    this.#process = process;
  }

  /** Never throws: it runs within the application's own registration. */
  join(provider: object): void {
    try {
      this.hasSeenProvider = true;
      const joining = joinLoggerProvider(provider, this.#makeStages);
      if ('instead' in joining) sayNotJoined(provider, joining.instead);
      else if (joining.joined !== undefined) this.#use(joining.joined, provider as LoggerProvider);
    } catch (error) {
      sayNotJoined(provider, error instanceof Error ? error.message : 'unknown error');
    }
  }

  #use(stages: LateStages, provider: LoggerProvider): void {
    prepareAtFirstRecord(provider, () => {
      stages.load();
      pipeline().copyRecords(provider);
    });
    setTimeout(() => stages.load(), PIPELINE_MADE_AFTER_MILLIS).unref();
    this.#joined.push(stages);
    if (this.#joined.length > 1) return;
    endWithProcess(this.#process, {
      flush: () => Promise.all(this.#joined.map((each) => each.forceFlush())),
      end: () => Promise.all(this.#joined.map((each) => each.shutdown())),
      hasSomethingToLose: () => !hasSpool(this.#process.env) && this.#joined.some((each) => each.isOpen),
    });
  }

  readonly #makeStages: MakeStages = (exporting) => {
    try {
      return pipeline().makeStages(exporting, this.#process.env, say);
    } catch (error) {
      refuseToStart(this.#process, error);
      return undefined;
    }
  };
}

/** The module that everything else hangs on, loaded when it is needed: synchronously, because a record does not wait. */
function pipeline(): typeof Making {
  return createRequire(import.meta.url)('./make-stages.js') as typeof Making;
}

function sayNotJoined(provider: object, instead: string): void {
  const name = provider.constructor?.name ?? 'object';
  say(
    `cannot join the logger provider that was found (${name}: ${instead}), so its records are not sealed; add createOtelseal().processors to it, see the README of @otelseal/node.`,
  );
}

function sayIfNothingIsFound(process: AttachingProcess, attachment: Attachment): void {
  let isSaid = false;
  const check = (): void => {
    if (isSaid || attachment.hasSeenProvider) return;
    isSaid = true;
    const found = registeredParts();
    say(
      found.length === 0
        ? 'no OpenTelemetry SDK was started in this process, so security events are not recorded; start one, or use @otelseal/node/register in place of @otelseal/node/attach.'
        : `the OpenTelemetry SDK that was started has ${found.join(' and ')} but no logs, so security events are not recorded; set OTEL_LOGS_EXPORTER=otlp, or give the SDK createOtelseal().processors.`,
    );
  };
  setTimeout(check, SDK_EXPECTED_WITHIN_MILLIS).unref();
  process.on('exit', check);
}
