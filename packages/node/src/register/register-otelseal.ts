import type { LoggerProvider } from '@opentelemetry/api';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import * as OpenTelemetry from '@opentelemetry/sdk-node';
import { attachToStarted } from '../attach/attach-otelseal.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { type JoinedOptions, joinOptions } from '../configuration/join-options.js';
import { type OtelsealSettings, openSettings } from '../configuration/otelseal-settings.js';
import { registeredLoggerProvider } from '../delivery/registered-logger-provider.js';
import { runOtelseal } from '../run-otelseal.js';
import { reportingOnce } from '../telemetry/reporting-once.js';
import { reportingLostThreads } from '../threads/lost-threads.js';
import { ThreadFamily } from '../threads/thread-family.js';
import { endOf } from './end-of-otelseal.js';
import { firstTime } from './first-time.js';
import { instrumentLibraries } from './instrument-libraries.js';
import { isTrue } from './is-true.js';
import { type EndingProcess, endWithProcess } from './process-end.js';
import { refuseToStart } from './refuse-to-start.js';
import { say } from './say.js';

/** What registering needs of `process`. */
export interface RegisteringProcess extends EndingProcess {
  readonly env: NodeJS.ProcessEnv;
  readonly execArgv: readonly string[];
}

const REGISTERED = Symbol.for('otelseal.registered');

/** Starts the SDK with Otelseal's processors and ends both with the process. It never throws; `refuseToStart` says what a mistake does. */
export function registerOtelseal(process: RegisteringProcess): void {
  if (!firstTime(REGISTERED)) return;
  try {
    if (isTrue(process.env['OTEL_SDK_DISABLED'])) {
      say('OTEL_SDK_DISABLED is true: security events are not recorded.');
      return;
    }
    if ((process.env['OTEL_CONFIG_FILE'] ?? '').trim() !== '') {
      attachToStarted(process, startFromFile);
      return;
    }
    const joined = joinOptions({}, process.env);
    refuseUnnamedWithSpool(joined, process.env);
    start(process, openSettings(joined, process.env), joined.options.shutdownTimeoutMillis);
    instrumentLibraries(joined.options);
  } catch (error) {
    refuseToStart(process, error);
  }
}

/** What a configuration file describes is the whole SDK; its log exporters are joined like those of any other service. */
function startFromFile(): () => Promise<unknown> {
  const { startNodeSdk, startNodeSDK } = OpenTelemetry as Partial<typeof OpenTelemetry>; // 0.300 has the second only
  const started = (startNodeSdk ?? startNodeSDK)?.();
  return () => started?.shutdown() ?? Promise.resolve();
}

function start(process: RegisteringProcess, settings: OtelsealSettings, endTimeoutMillis: number | undefined): void {
  const telemetry = reportingOnce(say, process.env);
  const otelseal = runOtelseal(settings, telemetry);
  const probe = new RegistrationProbe();
  const sdk = new OpenTelemetry.NodeSDK({ logRecordProcessors: [probe, ...otelseal.processors] });
  sdk.start();
  const provider = registeredLoggerProvider();
  if (provider === undefined || !probe.isAskedBy(provider)) {
    void otelseal.shutdown();
    say(
      'another OpenTelemetry SDK is registered already, so no record reaches Otelseal; use @otelseal/node/attach in place of @otelseal/node/register.',
    );
    return;
  }
  otelseal.wrapLoggerProvider(provider);
  const threads = new ThreadFamily(process, { found: () => {}, lost: reportingLostThreads(() => telemetry) });
  endWithProcess(process, { ...endOf(otelseal, settings, () => sdk.shutdown()), endTimeoutMillis }, threads);
  threads.comeForward();
}

/** Evidence that is kept for years must say whose it is; a service in development may go without a name. */
function refuseUnnamedWithSpool({ options, settingOf }: JoinedOptions, environment: NodeJS.ProcessEnv): void {
  if (options.spool === undefined || namesService(environment)) return;
  const reason = 'needs the name of the service; set OTEL_SERVICE_NAME.';
  throw new ConfigurationError('ERR_OPTION_CONFLICT', settingOf('spool.directory'), reason);
}

/** Finds out through the public API whether the SDK that loggers come from is the one that was just started. */
class RegistrationProbe implements LogRecordProcessor {
  #asked = false;

  isAskedBy(provider: LoggerProvider): boolean {
    provider.getLogger('@otelseal/node').enabled();
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

function namesService(environment: NodeJS.ProcessEnv): boolean {
  const { OTEL_SERVICE_NAME: name, OTEL_RESOURCE_ATTRIBUTES: attributes } = environment;
  return (name ?? '').trim() !== '' || /(?:^|,)\s*service\.name\s*=\s*[^\s,]/.test(attributes ?? '');
}
