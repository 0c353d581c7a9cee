import { NodeSDK } from '@opentelemetry/sdk-node';
import { resolveSettings } from '../configuration/otelseal-settings.js';
import { endOf } from '../register/end-of-otelseal.js';
import type { EndingPipeline } from '../register/process-end.js';
import { say } from '../register/say.js';
import { runOtelseal } from '../run-otelseal.js';
import { reportingOnce } from '../telemetry/reporting-once.js';

/** Null means "leave that to the SDK of the service"; the types of 0.301 have forgotten it for the context manager. */
const NOTHING_BUT_LOGS = {
  contextManager: null,
  textMapPropagator: null,
  spanProcessors: [],
  metricReaders: [],
} as unknown as ConstructorParameters<typeof NodeSDK>[0];

/**
 * Registers a logger provider of Otelseal's own, by nothing but the public API: for an SDK that registers none, or one that cannot be
 * joined. Records go where the `OTEL_EXPORTER_OTLP_*` variables say; the resource is what the `OTEL_*` variables make of it.
 *
 * @throws ConfigurationError when a variable or a setting of the configuration file is wrong
 */
export function registerOwnLoggerProvider(environment: NodeJS.ProcessEnv): EndingPipeline {
  const settings = resolveSettings({}, environment);
  const otelseal = runOtelseal(settings, reportingOnce(say, environment));
  const sdk = new NodeSDK({ ...NOTHING_BUT_LOGS, logRecordProcessors: otelseal.processors });
  sdk.start();
  return endOf(otelseal, settings, () => sdk.shutdown());
}
