import { ConfigurationError } from '../configuration/configuration-error.js';
import { type Environment, readInteger } from '../configuration/environment.js';
import type { BatchOptions } from '../configuration/otelseal-options.js';

/** The queue between the application and the sealer. */
export type BatchSettings = { readonly [K in keyof BatchOptions]-?: number };

/** OpenTelemetry's own defaults for a batching log processor. */
export const BATCH_DEFAULTS: BatchSettings = Object.freeze({
  maxQueueSize: 2_048,
  maxExportBatchSize: 512,
  scheduledDelayMillis: 1_000,
  exportTimeoutMillis: 30_000,
});

/** Options before variables before defaults. */
export function batchSettings(options: BatchOptions | undefined, environment: Environment): BatchSettings {
  const settings = {
    maxQueueSize:
      options?.maxQueueSize ?? readInteger(environment, 'OTEL_BLRP_MAX_QUEUE_SIZE') ?? BATCH_DEFAULTS.maxQueueSize,
    maxExportBatchSize: options?.maxExportBatchSize ?? readInteger(environment, 'OTEL_BLRP_MAX_EXPORT_BATCH_SIZE'),
    scheduledDelayMillis:
      options?.scheduledDelayMillis ??
      readInteger(environment, 'OTEL_BLRP_SCHEDULE_DELAY') ??
      BATCH_DEFAULTS.scheduledDelayMillis,
    exportTimeoutMillis:
      options?.exportTimeoutMillis ??
      readInteger(environment, 'OTEL_BLRP_EXPORT_TIMEOUT') ??
      BATCH_DEFAULTS.exportTimeoutMillis,
  };
  const { maxQueueSize, maxExportBatchSize = Math.min(BATCH_DEFAULTS.maxExportBatchSize, maxQueueSize) } = settings;
  if (maxExportBatchSize > maxQueueSize) {
    throw new ConfigurationError(
      'ERR_OPTION_CONFLICT',
      'batch.maxExportBatchSize',
      `is ${maxExportBatchSize} and must be at most batch.maxQueueSize (${maxQueueSize}).`,
    );
  }
  return { ...settings, maxExportBatchSize };
}
