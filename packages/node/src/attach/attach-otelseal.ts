import { createRequire } from 'node:module';
import type * as Threads from 'node:worker_threads';
import { firstTime } from '../register/first-time.js';
import { instrumentLibraries } from '../register/instrument-libraries.js';
import { isTrue } from '../register/is-true.js';
import { preloads } from '../register/preloads.js';
import { refuseToStart } from '../register/refuse-to-start.js';
import { say } from '../register/say.js';
import { type AttachingProcess, Attachment } from './attachment.js';
import { checkedOptions } from './checked-options.js';
import { registeredParts, watchLoggerProviders } from './logger-provider-watch.js';

const load = createRequire(import.meta.url);

const ATTACHED = Symbol.for('otelseal.attached');
/** By then a service has started its SDK, if it has one, on however slow a machine. */
const SDK_EXPECTED_WITHIN_MILLIS = 60_000;

/**
 * Joins every OpenTelemetry SDK whose logger provider is registered in this process or thread, from now on or already. It never throws;
 * `refuseToStart` says what a mistake does, and whatever cannot be joined is said in one line and left as it is.
 */
export function attachOtelseal(process: AttachingProcess): void {
  if (firstTime(ATTACHED)) attach(process);
}

/** Starts the SDK that `OTEL_CONFIG_FILE` describes, which is joined, and returns what ends it. */
export type StartSdk = () => () => Promise<unknown>;

/**
 * The same for an SDK that nobody else starts.
 *
 * @param start called once everything is prepared to join it
 */
export function attachToStarted(process: AttachingProcess, start: StartSdk): void {
  attach(process, start);
}

function attach(process: AttachingProcess, start?: StartSdk): void {
  try {
    if (isTrue(process.env['OTEL_SDK_DISABLED'])) {
      say('OTEL_SDK_DISABLED is true: security events are not recorded.');
      return;
    }
    const options = checkedOptions(process.env);
    const attachment = new Attachment(process, options.shutdownTimeoutMillis);
    if (options.attach === 'own') attachment.replaceSdkLogs();
    watchLoggerProviders(
      (provider) => attachment.join(provider),
      () => attachment.registryMade(),
    );
    const isSdkAhead = preloads('sdk', process) && !attachment.hasSeenRegistry;
    instrumentLibraries(options, isSdkAhead ? (begin) => attachment.whenRegistryMade(begin) : undefined);
    if (start !== undefined) attachment.endAlso(start());
    sayIfNothingIsFound(process, attachment, start !== undefined);
  } catch (error) {
    refuseToStart(process, error);
  }
}

const NO_LOGS_IN_FILE =
  'the SDK that OTEL_CONFIG_FILE describes has no logs, so security events are not recorded; add a logger_provider with a processor and its exporter to the file.';

/** Said for processes only: threads without an SDK, such as those that loggers write by, are ordinary. */
function sayIfNothingIsFound(process: AttachingProcess, attachment: Attachment, isFromFile: boolean): void {
  let isSaid = false;
  const check = (): void => {
    if (isSaid || attachment.hasSeenProvider) return;
    isSaid = true;
    if (!isMainThread()) return;
    const found = registeredParts();
    if (isFromFile) {
      say(NO_LOGS_IN_FILE);
      return;
    }
    say(
      found.length === 0
        ? 'no OpenTelemetry SDK was started in this process, so security events are not recorded; start one, or use @otelseal/node/register in place of @otelseal/node/attach.'
        : `the OpenTelemetry SDK that was started has ${found.join(' and ')} but no logs, so security events are not recorded; set OTEL_LOGS_EXPORTER=otlp, or OTELSEAL_ATTACH=own for a logger provider of Otelseal's.`,
    );
  };
  setTimeout(check, SDK_EXPECTED_WITHIN_MILLIS).unref();
  process.on('exit', check);
}

/** Asked for late: the module brings along what makes threads, for which a service that makes none should not wait. */
function isMainThread(): boolean {
  return (load('node:worker_threads') as typeof Threads).isMainThread;
}
