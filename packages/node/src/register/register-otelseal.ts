import { logs } from '@opentelemetry/api';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { createOtelseal, type Otelseal } from '../create-otelseal.js';
import { type EndingProcess, endWithProcess } from './process-end.js';
import { say } from './say.js';

/** What registering needs of `process`. */
export interface RegisteringProcess extends EndingProcess {
  readonly env: NodeJS.ProcessEnv;
}

/** EX_USAGE of sysexits.h: the service was started with wrong settings. */
const EXIT_USAGE = 64;
const REGISTERED = Symbol.for('otelseal.registered');

/**
 * Starts the SDK with Otelseal's processors and ends both with the process. It never throws. A wrong `OTELSEAL_*` variable, or any wrong
 * setting of a service that was given a key or a spool, ends the process before the application starts, because a service that was told
 * to keep evidence must not run without; anything else that goes wrong is said in one line, and the application runs.
 */
export function registerOtelseal(process: RegisteringProcess): void {
  if (!firstTime()) return;
  try {
    if (isTrue(process.env['OTEL_SDK_DISABLED'])) say('OTEL_SDK_DISABLED is true: security events are not recorded.');
    else start(process, createOtelseal({}, { environment: checkedForService(process.env), report: say }));
  } catch (error) {
    refuse(process, error);
  }
}

function start(process: RegisteringProcess, otelseal: Otelseal): void {
  const probe = new RegistrationProbe();
  const sdk = new NodeSDK({ logRecordProcessors: [probe, ...otelseal.processors] });
  sdk.start();
  if (!probe.isRegistered()) {
    void otelseal.shutdown();
    say(
      'another OpenTelemetry SDK is registered already, so no record reaches Otelseal; add createOtelseal().processors to that SDK.',
    );
    return;
  }
  otelseal.wrapLoggerProvider(logs.getLoggerProvider());
  endWithProcess(process, {
    flush: async () => void (await Promise.all(otelseal.processors.map((processor) => processor.forceFlush()))),
    end: () => sdk.shutdown(),
    isEmpty: () => Object.keys(otelseal.counters()).every((name) => !name.includes('outcome=accepted')),
  });
}

/** Evidence that is kept for years must say whose it is; a service in development may go without a name. */
function checkedForService(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const durable = (environment['OTELSEAL_SPOOL_DIR'] ?? '').trim() !== '';
  if (!durable || namesService(environment)) return environment;
  throw new ConfigurationError(
    'ERR_OPTION_CONFLICT',
    'OTELSEAL_SPOOL_DIR',
    'needs the name of the service; set OTEL_SERVICE_NAME.',
  );
}

function refuse(process: RegisteringProcess, error: unknown): void {
  const isSetting = error instanceof ConfigurationError;
  const reason = error instanceof Error ? error.message : 'unknown error';
  if (isSetting && (/^(?:OTELSEAL|distribution\.otelseal)/.test(error.setting) || isToldToKeepEvidence(process.env))) {
    say(reason);
    process.exit(EXIT_USAGE);
  } else {
    say(`not started, security events are not recorded: ${reason}`);
  }
}

/** Finds out through the public API whether the SDK that loggers come from is the one that was just started. */
class RegistrationProbe implements LogRecordProcessor {
  #asked = false;

  isRegistered(): boolean {
    logs.getLogger('@otelseal/node').enabled();
    return this.#asked;
  }

  enabled(): boolean {
    this.#asked = true;
    return false;
  }

  onEmit(): void {}

  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

function firstTime(): boolean {
  const holder = globalThis as { [REGISTERED]?: true };
  if (holder[REGISTERED] === true) return false;
  holder[REGISTERED] = true;
  return true;
}

function isTrue(text: string | undefined): boolean {
  return text?.trim().toLowerCase() === 'true';
}

function isToldToKeepEvidence({
  OTELSEAL_SIGNING_KEY_FILE: key,
  OTELSEAL_SPOOL_DIR: spool,
}: NodeJS.ProcessEnv): boolean {
  return [key, spool].some((value) => (value ?? '').trim() !== '');
}

function namesService(environment: NodeJS.ProcessEnv): boolean {
  const { OTEL_SERVICE_NAME: name, OTEL_RESOURCE_ATTRIBUTES: attributes } = environment;
  return (name ?? '').trim() !== '' || /(?:^|,)\s*service\.name\s*=\s*[^\s,]/.test(attributes ?? '');
}
