import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { Incident } from '@otelseal/detection';
import type { InstrumentationName } from '@otelseal/instrumentation/when-loaded';
import type { EnrichOptions, PseudonymOptions, SanitizeOptions } from '@otelseal/log-processors';
import type {
  ProcessSignerOptions,
  RootSigner,
  SealingOptions,
  Some,
  SpoolOptions as SpoolBounds,
} from '@otelseal/signing-exporter';
import type { DetectionSettings } from '../detection/detection-settings.js';

/**
 * What `createOtelseal` takes. Every option is optional; where one is left out a variable supplies it, else the
 * `distribution: otelseal:` block of the file that `OTEL_CONFIG_FILE` names, else the default (docs/configuration.md).
 *
 * @stable
 */
export interface OtelsealOptions {
  /** Whose key vouches for the records. Without one an ephemeral key is used and the streams are `provisional`. */
  readonly signing?: SigningOptions | undefined;
  /** Durable delivery: records are on disk before `emit` returns. */
  readonly spool?: SpoolOptions | undefined;
  /**
   * Any exporter of OpenTelemetry log records; sealed records go to it. Excludes `otlp`, except beside a spool: then it gets
   * them, too, and its SUCCESS counts as delivered.
   */
  readonly exporter?: LogRecordExporter | undefined;
  /** Who else remembers how far the streams have come: `otelseal witness serve`, run by somebody who cannot write to the log. */
  readonly witness?: WitnessOptions | undefined;
  /** Where to send over OTLP/HTTP, instead of the `OTEL_EXPORTER_OTLP_*` variables. Excludes `exporter` unless there is a spool. */
  readonly otlp?: OtlpOptions | undefined;
  /** A second receiver that gets all records, too, at its own pace; needs a spool. `delivered` means both. */
  readonly secondOtlp?: OtlpOptions | undefined;
  /** The queue between the application and the exporter. */
  readonly batch?: BatchOptions | undefined;
  /** For whom the records are sealed. Service name, name space and instance come from OpenTelemetry's resource. */
  readonly identity?: IdentityOptions | undefined;
  /** Checkpoints, keys and streams. */
  readonly sealing?: Some<Omit<SealingOptions, 'identity'>> | undefined;
  /** Settings of the enriching processor. */
  readonly enrich?: Partial<Omit<EnrichOptions, 'telemetry'>> | undefined;
  /** Settings of the sanitizing processor. */
  readonly sanitize?: SanitizeSettings | undefined;
  /** Whether `attach` joins the SDK of the service, or gives it a logger provider of Otelseal's own. Default `join`. */
  readonly attach?: 'join' | 'own' | undefined;
  /** Which libraries are watched; for `attach` and `register`. */
  readonly instrumentations?: InstrumentationsOptions | undefined;
  /** Settings of detection. */
  readonly detection?: DetectionSettings | undefined;
  /** Called within `emit` when an incident opens, rises or ends, so that the application can ask for a second factor or block. */
  readonly onIncident?: ((incident: Incident) => void) | undefined;
  /** Trust file that the signing key must appear in; a key that no verifier would believe is reported at start. */
  readonly trust?: string | undefined;
  /**
   * Upper bound of `shutdown()`. What is not delivered by then is counted and reported, or left in the spool for the next process.
   * Default 8,000 ms, with a spool 5,000 ms, of a gateway 10,000 ms: Docker kills ten seconds after SIGTERM.
   */
  readonly shutdownTimeoutMillis?: number | undefined;
}

/**
 * Whose key vouches for the records; at most one of `keyFile`, `pem`, `signer` and `process`.
 *
 * @stable
 */
export interface SigningOptions {
  /** Ed25519 private key, PKCS#8 PEM or JWK; a regular file of mode 0600 or 0400. */
  readonly keyFile?: string | undefined;
  /** The same key as PEM text. */
  readonly pem?: string | undefined;
  /** Name of the key in the trust file. Default `otelseal-root`. */
  readonly keyName?: string | undefined;
  /** A key that lives elsewhere, such as a key management service. */
  readonly signer?: RootSigner | undefined;
  /** The key of `keyFile` is read in a process of its own under this user: `same`, or UID:GID. Default: this process reads it. */
  readonly processUser?: string | undefined;
  /** The key in a process of its own, which signs nothing but certificates for this identity. */
  readonly process?: ProcessSignerOptions | undefined;
}

/**
 * Durable delivery.
 *
 * @stable
 */
export interface SpoolOptions extends Some<Omit<SpoolBounds, 'directory'>> {
  /** Directory of this service that only its user can read; created with mode 0700 if missing. Default: no spool. */
  readonly directory?: string | undefined;
}

/**
 * Settings of the sanitizing processor.
 *
 * @stable
 */
export interface SanitizeSettings extends Omit<SanitizeOptions, 'telemetry' | 'pseudonym'> {
  /** The key of pseudonyms. Default none: what would become a pseudonym is masked. */
  readonly pseudonym?: PseudonymSettings | undefined;
}

/**
 * The key that turns people into pseudonyms: in a file, or from the program.
 *
 * @stable
 */
export interface PseudonymSettings extends Some<PseudonymOptions> {
  /** File with at least 32 bytes in base64, mode 0600 or 0400; not beside `key`. */
  readonly keyFile?: string | undefined;
  /** When a person's pseudonym changes (UTC); not beside `period`. Default `never`. */
  readonly renew?: 'never' | 'daily' | 'monthly' | 'yearly' | undefined;
}

/**
 * Which libraries `attach` and `register` watch.
 *
 * @stable
 */
export interface InstrumentationsOptions {
  /** Libraries that are left alone. Default none. */
  readonly disabled?: readonly InstrumentationName[] | undefined;
  /**
   * Proxies whose word about the client is believed: addresses, CIDR ranges, `loopback`, `linklocal`, `uniquelocal`. Default none:
   * then `client.address` is the peer of the connection, behind a proxy the proxy.
   */
  readonly trustedProxies?: readonly string[] | undefined;
  /** The one header that these proxies write. Default `x-forwarded-for`. */
  readonly forwardedHeader?: 'x-forwarded-for' | 'forwarded' | undefined;
  /** Whether a framework's own last-resort answer, which quotes the error, is replaced. Default true. */
  readonly genericErrors?: boolean | undefined;
  /** Whether messages of unexpected errors are recorded. Default false: they quote data. */
  readonly exceptionMessages?: boolean | undefined;
  /** Tables of pg and Knex whose reads and changes are recorded, by name or with their schema. Default none. */
  readonly sensitive?: readonly string[] | undefined;
  /** The same for what is worth much: accounts, orders, payouts. */
  readonly highValue?: readonly string[] | undefined;
}

/**
 * A witness; `url`, `tokenFile` and `vkey` belong together.
 *
 * @stable
 */
export interface WitnessOptions {
  /** Its address; https, or http on this host. */
  readonly url?: string | undefined;
  /** File with the token that it knows this service by, mode 0600 or 0400. */
  readonly tokenFile?: string | undefined;
  /** Its public key, as it prints it at start. */
  readonly vkey?: string | undefined;
  /** How often the newest checkpoint of each stream is shown to it. Default 5,000 ms. */
  readonly intervalMillis?: number | undefined;
}

/**
 * Where to send; what is left out, the `OTEL_EXPORTER_OTLP_*` variables say, and for a second receiver those that begin with
 * `OTELSEAL_SECOND_OTLP_`.
 *
 * @stable
 */
export interface OtlpOptions {
  /** Full address of the logs end point, such as `https://collector:4318/v1/logs`. */
  readonly url?: string | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Encoding. Default `http/protobuf`, OpenTelemetry's own. */
  readonly protocol?: 'http/protobuf' | 'http/json' | undefined;
  /** Upper bound of one request with its retries. Default 10,000 ms. */
  readonly timeoutMillis?: number | undefined;
  /** Compression of requests. Default none. */
  readonly compression?: 'gzip' | 'none' | undefined;
  /** PEM file with the authorities that the receiver's certificate must come from. Default: those Node.js knows. */
  readonly certificateFile?: string | undefined;
  /** PEM file with the certificate chain shown to the receiver (mTLS). Needs `clientKeyFile`. */
  readonly clientCertificateFile?: string | undefined;
  /** PEM file with the private key of it. */
  readonly clientKeyFile?: string | undefined;
}

/**
 * The queue between the application and the sealer; what is left out, the `OTEL_BLRP_*` variables say.
 *
 * @stable
 */
export interface BatchOptions {
  /** Records that wait for the sealer at most; more are sealed at once, out of turn. Default 2,048. */
  readonly maxQueueSize?: number | undefined;
  /** Records sealed in one go, at most `maxQueueSize`. Default 512. */
  readonly maxExportBatchSize?: number | undefined;
  /** Longest wait before a record is sealed. Default 1,000 ms. */
  readonly scheduledDelayMillis?: number | undefined;
  /** An exporter that has not answered by then has failed. Default 30,000 ms. */
  readonly exportTimeoutMillis?: number | undefined;
}

/**
 * What the resource cannot say about the origin of the records; each part is `default` when left out.
 *
 * @stable
 */
export interface IdentityOptions {
  /** Who answers for the evidence. */
  readonly organisation?: string | undefined;
  /** Whose events these are, where one organisation serves many. */
  readonly tenant?: string | undefined;
  /** Such as `production`. */
  readonly environment?: string | undefined;
}
