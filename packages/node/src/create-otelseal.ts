import type { LoggerProvider } from '@opentelemetry/api';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { Barrier, CommitLevel } from '@otelseal/semantic-conventions';
import type { Environment } from './configuration/environment.js';
import type { OtelsealOptions } from './configuration/otelseal-options.js';
import { resolveSettings } from './configuration/otelseal-settings.js';
import { runOtelseal } from './run-otelseal.js';
import { OpenTelemetrySelfTelemetry, type ReportSink } from './telemetry/open-telemetry-self-telemetry.js';

/**
 * A running pipeline.
 *
 * @stable
 */
export interface Otelseal extends Barrier {
  /** For `logRecordProcessors` of the NodeSDK or `processors` of a LoggerProvider, in this order. */
  readonly processors: LogRecordProcessor[];
  /**
   * Lets the provider's loggers copy every record before the SDK reads it: no getter of an attribute fires, none throws out of `emit`,
   * and no length limit cuts a secret before the sanitizer sees it. Changes the provider and returns it; twice is once. The global
   * provider is wrapped by itself, at the end of the turn in which `createOtelseal` was called.
   */
  wrapLoggerProvider<Provider extends LoggerProvider>(provider: Provider): Provider;
  /** How far everything emitted before the call has come; `'none'` when `level` was not reached in time. Never rejects. */
  committed(level: CommitLevel, options: { readonly timeoutMs: number }): Promise<CommitLevel | 'none'>;
  /** What was counted so far, keyed `otelseal.records{outcome=enriched,stage=enrich}`. */
  counters(): Readonly<Record<string, number>>;
  /** Seals, closes the streams and delivers, within `shutdownTimeoutMillis`. Never rejects; the SDK's shutdown calls it, too. */
  shutdown(): Promise<void>;
}

/**
 * What the surroundings supply; `createOtelseal` takes the process's own.
 *
 * @experimental
 */
export interface OtelsealSurroundings {
  /** Variables. The exporter reads its own from `process.env` whatever these are. */
  readonly environment: Environment;
  /** Gets every report as one line, besides `diag`. */
  readonly report?: ReportSink | undefined;
}

/**
 * Makes security logging out of an OpenTelemetry SDK: processors that enrich, sanitize, watch, seal and deliver log records.
 *
 * @stable
 * @throws ConfigurationError when an option or variable is wrong: here, never later
 * @example
 * const otelseal = createOtelseal({ signing: { keyFile: '/run/secrets/otelseal.pem' } });
 * const sdk = new NodeSDK({ logRecordProcessors: otelseal.processors });
 */
export function createOtelseal(
  options: OtelsealOptions = {},
  surroundings: OtelsealSurroundings = { environment: process.env },
): Otelseal {
  const settings = resolveSettings(options, surroundings.environment);
  return runOtelseal(settings, new OpenTelemetrySelfTelemetry(surroundings.report));
}
