import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import { BACKOFF_DEFAULTS, type BackoffOptions } from './delivery/backoff.js';
import type { OtlpOptions } from './otlp/otlp-transport.js';
import type { Clock } from './ports/clock.js';
import type { SealingOptions } from './sealing/sealing-ports.js';
import type { StreamClaim } from './sealing/stream-claim.js';
import type { IdentityOptions } from './sealing/stream-identity.js';
import type { RootSigner } from './signer/root-signer.js';
import { SigningError } from './signing-error.js';
import { present, requirePositive, type Some } from './signing-exporter-options.js';
import type { SpoolOptions } from './spool/spool-options.js';
import type { WitnessOptions } from './witness/witness-options.js';

/**
 * How the spool is delivered.
 * @stable
 */
export interface SpoolDeliveryLimits {
  /** Most records in one request. Default 512; a request also ends at about 1 MiB. */
  readonly maxBatchRecords: number;
  /** An `exporter` that has not called back by then has failed. Default 30,000 ms, the batch processor's own. */
  readonly exportTimeoutMs: number;
  /** How long `shutdown()` goes on delivering; what is left is delivered by the next process. Default 10,000 ms. */
  readonly shutdownTimeoutMs: number;
  /** Between attempts, each of which the transport itself retries within `OTEL_EXPORTER_OTLP_TIMEOUT`. */
  readonly backoff: BackoffOptions;
}

/** @stable */
export const SPOOL_DELIVERY_DEFAULTS: SpoolDeliveryLimits = Object.freeze({
  maxBatchRecords: 512,
  exportTimeoutMs: 30_000,
  shutdownTimeoutMs: 10_000,
  backoff: BACKOFF_DEFAULTS,
});

/**
 * Options of `AuditLogRecordProcessor`.
 * @stable
 */
export interface AuditProcessorOptions {
  /** Where records are written before `emit` returns. `directory` is required. */
  readonly spool: Some<SpoolOptions> & { readonly directory: string };
  /** Where to: as for the standard OTLP/HTTP exporters; absent parts come from `OTEL_EXPORTER_OTLP_*`. */
  readonly otlp?: OtlpOptions | undefined;
  /**
   * A second receiver, with its own acknowledgements, pauses and protocol. Nothing of it comes from `OTEL_EXPORTER_OTLP_*`:
   * headers of the first one may be secrets that the second must not see.
   */
  readonly secondOtlp?: (OtlpOptions & { readonly url: string }) | undefined;
  /**
   * An exporter that gets the records, too; without `otlp` it alone does. Its SUCCESS counts as delivered: what a receiver
   * behind it takes only in part is not seen.
   */
  readonly exporter?: LogRecordExporter | undefined;
  /** Who vouches for the streams. Omitted: a key that dies with the process, one warning, `provisional` streams. */
  readonly signer?: RootSigner | undefined;
  /** Default: `default` for each part. The service's name comes from the resource. */
  readonly identity?: Some<IdentityOptions> | undefined;
  readonly sealing?: Some<Omit<SealingOptions, 'identity'>> | undefined;
  /** Default {@link SPOOL_DELIVERY_DEFAULTS}. */
  readonly delivery?: Some<SpoolDeliveryLimits> | undefined;
  /**
   * Closes the streams and has the disk confirm them when the process ends without `shutdown()`: `process.exit`, an
   * uncaught exception, or SIGTERM, SIGINT and SIGHUP that nobody else handles. Default true.
   */
  readonly drainAtExit?: boolean | undefined;
  /** Who else remembers how far the streams have come. Default: nobody. */
  readonly witness?: (Some<WitnessOptions> & Pick<WitnessOptions, 'url' | 'tokenFile' | 'vkey'>) | undefined;
  /**
   * Whose records those with this resource are, asked once for each resource object: for a process that seals for many. Each principal
   * has streams of its own. Default: the process's own.
   */
  readonly claimOf?: ((resource: ReadableLogRecord['resource']) => StreamClaim | undefined) | undefined;
  /** Who counts and reports. Default: nobody. */
  readonly telemetry?: SelfTelemetry | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  /** Jitter of retries, in [0, 1). Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Stream ids and salts. Default Node's `randomBytes`. */
  readonly randomBytes?: ((length: number) => Uint8Array) | undefined;
}

/** @throws SigningError `ERR_OPTION_INVALID` */
export function resolveSpoolDelivery(delivery: Some<SpoolDeliveryLimits> = {}): SpoolDeliveryLimits {
  const resolved = { ...SPOOL_DELIVERY_DEFAULTS, ...present(delivery) };
  requirePositive('delivery', resolved, ['maxBatchRecords', 'exportTimeoutMs', 'shutdownTimeoutMs']);
  return resolved;
}

/** @throws SigningError `ERR_OPTION_INVALID` */
export function resolveDrainAtExit(drainAtExit: unknown = true): boolean {
  if (typeof drainAtExit === 'boolean') return drainAtExit;
  throw new SigningError('ERR_OPTION_INVALID', 'drainAtExit must be true or false.');
}
