import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { EnrichOptions, SanitizeOptions } from '@otelseal/log-processors';
import type { RootSigner } from '@otelseal/signing-exporter';

/**
 * What `createOtelseal` takes. Every option is optional; a variable named in the README supplies some of them where they are left out.
 * README's table is checked against `OPTION_RULES`.
 *
 * @stable
 */
export interface OtelsealOptions {
  /** Whose key vouches for the records. Without one an ephemeral key is used and the streams are `provisional`. */
  readonly signing?: SigningOptions;
  /** Durable delivery: records are on disk before `emit` returns. */
  readonly spool?: SpoolOptions;
  /** Any exporter of OpenTelemetry log records; sealed records go to it. Excludes `otlp`. */
  readonly exporter?: LogRecordExporter;
  /** Where to send over OTLP/HTTP, instead of the `OTEL_EXPORTER_OTLP_*` variables. Excludes `exporter`. */
  readonly otlp?: OtlpOptions;
  /** The queue between the application and the exporter. */
  readonly batch?: BatchOptions;
  /** For whom the records are sealed. Service name, name space and instance come from OpenTelemetry's resource. */
  readonly identity?: IdentityOptions;
  /** Settings of the enriching processor. */
  readonly enrich?: Partial<Omit<EnrichOptions, 'telemetry'>>;
  /** Settings of the sanitizing processor. */
  readonly sanitize?: Omit<SanitizeOptions, 'telemetry'>;
  /** Trust file that the signing key must appear in; a key that no verifier would believe is reported at start. */
  readonly trust?: string;
  /** Upper bound of `shutdown()`, in milliseconds. What is not delivered by then is counted and reported. */
  readonly shutdownTimeoutMillis?: number;
}

export interface SigningOptions {
  /** Ed25519 private key, PKCS#8 PEM or JWK; a regular file of mode 0600 or 0400. */
  readonly keyFile?: string;
  /** The same key as PEM text. */
  readonly pem?: string;
  /** Name of the key in the trust file. */
  readonly keyName?: string;
  /** A key that lives elsewhere, such as a key management service. */
  readonly signer?: RootSigner;
}

export interface SpoolOptions {
  /** Directory of this service that only its user can read; created with mode 0700 if missing. */
  readonly directory: string;
}

export interface OtlpOptions {
  /** Full address of the logs end point, such as `https://collector:4318/v1/logs`. */
  readonly url?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocol?: 'http/protobuf' | 'http/json';
  /** Upper bound of one request with its retries. */
  readonly timeoutMillis?: number;
  readonly compression?: 'gzip' | 'none';
}

export interface BatchOptions {
  /** Records that wait at most; more are dropped, counted and declared in the sealed stream. */
  readonly maxQueueSize?: number;
  readonly maxExportBatchSize?: number;
  readonly scheduledDelayMillis?: number;
  readonly exportTimeoutMillis?: number;
}

export interface IdentityOptions {
  readonly organisation?: string;
  readonly tenant?: string;
  readonly environment?: string;
}
