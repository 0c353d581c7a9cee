import type { OtelsealOptions } from './otelseal-options.js';

/** What a value of an option may be. */
export type OptionKind =
  | { readonly is: 'text'; readonly maxLength: number; readonly multiline?: true }
  | { readonly is: 'integer'; readonly min: number; readonly max: number }
  | { readonly is: 'choice'; readonly of: readonly string[] }
  | { readonly is: 'url' }
  | { readonly is: 'headers' }
  /** Whom a process becomes: `same`, or a user's and a group's number. */
  | { readonly is: 'user' }
  /** An object of the caller's that has these methods; used as it is. */
  | { readonly is: 'instance'; readonly of: string; readonly methods: readonly string[] }
  | { readonly is: 'function'; readonly of: string }
  /** Options of another package, checked there. */
  | { readonly is: 'section'; readonly of: string };

export interface OptionRule {
  readonly kind: OptionKind;
  /** What holds without it, as the README says it. */
  readonly byDefault: string;
  readonly brief: string;
}

type Groups = 'signing' | 'spool' | 'witness' | 'otlp' | 'secondOtlp' | 'batch' | 'identity';
/** Every option by its path, derived from the type: a new option without a rule does not compile. */
export type OptionPath =
  | Exclude<keyof OtelsealOptions, Groups>
  | { [G in Groups]: `${G}.${keyof NonNullable<OtelsealOptions[G]> & string}` }[Groups];

const SECOND = 1_000;
const PATH: OptionKind = { is: 'text', maxLength: 4_096 };
const NAME: OptionKind = { is: 'text', maxLength: 256 };
const SOON: OptionKind = { is: 'integer', min: 1, max: 3_600 * SECOND };

/** The one table behind checking, error messages and the README. Values are never quoted in messages: any may be a secret. */
export const OPTION_RULES: Readonly<Record<OptionPath, OptionRule>> = {
  'signing.keyFile': {
    kind: PATH,
    byDefault: '`OTELSEAL_SIGNING_KEY_FILE`',
    brief: 'Ed25519 private key (PKCS#8 PEM or JWK), mode 0600 or 0400',
  },
  'signing.pem': {
    kind: { is: 'text', maxLength: 16_384, multiline: true },
    byDefault: 'none',
    brief: 'the same key as text',
  },
  'signing.keyName': { kind: NAME, byDefault: '`otelseal-root`', brief: 'name of the key in the trust file' },
  'signing.signer': {
    kind: { is: 'instance', of: 'a `RootSigner`', methods: ['sign'] },
    byDefault: 'none',
    brief: 'a key that lives elsewhere, such as a key management service',
  },
  'signing.process': {
    kind: { is: 'section', of: '@otelseal/signing-exporter, process signer' },
    byDefault: '`OTELSEAL_SIGNING_PROCESS`',
    brief: 'the key in a process of its own, under another user; excludes the others',
  },
  'spool.directory': {
    kind: PATH,
    byDefault: '`OTELSEAL_SPOOL_DIR`',
    brief: 'records are on disk before `emit` returns; created with mode 0700; excludes `batch`',
  },
  'witness.url': {
    kind: { is: 'url' },
    byDefault: '`OTELSEAL_WITNESS_URL`',
    brief: 'a witness that remembers how far the streams have come; https, or http on this host',
  },
  'witness.tokenFile': {
    kind: PATH,
    byDefault: '`OTELSEAL_WITNESS_TOKEN_FILE`',
    brief: 'file with its token for this service, mode 0600 or 0400',
  },
  'witness.vkey': {
    kind: { is: 'text', maxLength: 8_400 },
    byDefault: '`OTELSEAL_WITNESS_VKEY`',
    brief: 'its public key, as it prints it at start',
  },
  'witness.intervalMillis': {
    kind: SOON,
    byDefault: '5,000 ms',
    brief: 'how often the newest checkpoint of each stream is shown to it',
  },
  exporter: {
    kind: { is: 'instance', of: 'a `LogRecordExporter`', methods: ['export', 'forceFlush', 'shutdown'] },
    byDefault: 'OTLP/HTTP as the variables say',
    brief: 'where sealed records go; excludes `otlp`, except beside a spool, where it gets them, too',
  },
  'otlp.url': {
    kind: { is: 'url' },
    byDefault: '`OTEL_EXPORTER_OTLP_LOGS_ENDPOINT`, else `OTEL_EXPORTER_OTLP_ENDPOINT` + `/v1/logs`',
    brief: 'full address, without credentials',
  },
  'otlp.headers': {
    kind: { is: 'headers' },
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]HEADERS`',
    brief: 'sent with every request, such as a token',
  },
  'otlp.protocol': {
    kind: { is: 'choice', of: ['http/protobuf', 'http/json'] },
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]PROTOCOL`, else `http/protobuf`',
    brief: 'encoding; gRPC is not supported',
  },
  'otlp.timeoutMillis': {
    kind: SOON,
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]TIMEOUT`, else 10,000 ms',
    brief: 'upper bound of one request with its retries',
  },
  'otlp.compression': {
    kind: { is: 'choice', of: ['gzip', 'none'] },
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]COMPRESSION`, else none',
    brief: 'compression of requests',
  },
  'otlp.certificateFile': {
    kind: PATH,
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]CERTIFICATE`',
    brief: "PEM file with the authorities that the receiver's certificate must come from",
  },
  'otlp.clientCertificateFile': {
    kind: PATH,
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]CLIENT_CERTIFICATE`',
    brief: 'PEM file with the certificate shown to the receiver (mTLS)',
  },
  'otlp.clientKeyFile': {
    kind: PATH,
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]CLIENT_KEY`',
    brief: 'PEM file with the key of that certificate',
  },
  'secondOtlp.url': {
    kind: { is: 'url' },
    byDefault: '`OTELSEAL_SECOND_OTLP_ENDPOINT`',
    brief: 'full address of a second receiver that gets all records, too; needs a spool',
  },
  'secondOtlp.headers': {
    kind: { is: 'headers' },
    byDefault: '`OTELSEAL_SECOND_OTLP_HEADERS`',
    brief: 'sent with every request to it; those of the first are not',
  },
  'secondOtlp.protocol': {
    kind: { is: 'choice', of: ['http/protobuf', 'http/json'] },
    byDefault: '`OTELSEAL_SECOND_OTLP_PROTOCOL`, else `http/protobuf`',
    brief: 'its encoding; records are stored in that of the first',
  },
  'secondOtlp.timeoutMillis': {
    kind: SOON,
    byDefault: '`OTELSEAL_SECOND_OTLP_TIMEOUT`, else 10,000 ms',
    brief: 'upper bound of one request to it with its retries',
  },
  'secondOtlp.compression': {
    kind: { is: 'choice', of: ['gzip', 'none'] },
    byDefault: '`OTELSEAL_SECOND_OTLP_COMPRESSION`, else none',
    brief: 'compression of requests to it',
  },
  'secondOtlp.certificateFile': {
    kind: PATH,
    byDefault: '`OTELSEAL_SECOND_OTLP_CERTIFICATE`',
    brief: 'PEM file with the authorities that its certificate must come from',
  },
  'secondOtlp.clientCertificateFile': {
    kind: PATH,
    byDefault: '`OTELSEAL_SECOND_OTLP_CLIENT_CERTIFICATE`',
    brief: 'PEM file with the certificate shown to it (mTLS)',
  },
  'secondOtlp.clientKeyFile': {
    kind: PATH,
    byDefault: '`OTELSEAL_SECOND_OTLP_CLIENT_KEY`',
    brief: 'PEM file with the key of that certificate',
  },
  'batch.maxQueueSize': {
    kind: { is: 'integer', min: 1, max: 1_000_000 },
    byDefault: '`OTEL_BLRP_MAX_QUEUE_SIZE`, else 2,048 records',
    brief: 'records that wait for the sealer; beyond it they are sealed at once, out of turn',
  },
  'batch.maxExportBatchSize': {
    kind: { is: 'integer', min: 1, max: 1_000_000 },
    byDefault: '`OTEL_BLRP_MAX_EXPORT_BATCH_SIZE`, else 512 records',
    brief: 'records sealed in one go; at most `maxQueueSize`',
  },
  'batch.scheduledDelayMillis': {
    kind: SOON,
    byDefault: '`OTEL_BLRP_SCHEDULE_DELAY`, else 1,000 ms',
    brief: 'longest wait before a record is sealed',
  },
  'batch.exportTimeoutMillis': {
    kind: SOON,
    byDefault: '`OTEL_BLRP_EXPORT_TIMEOUT`, else 30,000 ms',
    brief: 'an exporter that has not answered by then has failed',
  },
  'identity.organisation': { kind: NAME, byDefault: '`default`', brief: 'who answers for the evidence' },
  'identity.tenant': { kind: NAME, byDefault: '`default`', brief: 'whose events these are' },
  'identity.environment': { kind: NAME, byDefault: '`default`', brief: 'such as `production`' },
  sealing: {
    kind: { is: 'section', of: '@otelseal/signing-exporter, sealing' },
    byDefault: 'its defaults',
    brief: 'checkpoints, keys, streams, `minimumRetentionSeconds`, `sealedBy`, `serverless`',
  },
  enrich: {
    kind: { is: 'section', of: '@otelseal/log-processors, enrich' },
    byDefault: 'its defaults',
    brief: 'settings of the enriching processor',
  },
  sanitize: {
    kind: { is: 'section', of: '@otelseal/log-processors, sanitize' },
    byDefault: 'its defaults',
    brief: 'settings of the sanitizing processor',
  },
  detection: {
    kind: { is: 'section', of: '@otelseal/detection' },
    byDefault: 'its defaults; mode `OTELSEAL_DETECTION`, else `respond`',
    brief: 'settings of detection: thresholds, overrides, suppressions, sinks; `mode` `respond`, `observe` or `off`',
  },
  onIncident: {
    kind: { is: 'function', of: 'a function of an `Incident`' },
    byDefault: 'none',
    brief: 'called within `emit` when an incident opens, rises or ends, with the raw client for an answer',
  },
  trust: {
    kind: PATH,
    byDefault: '`OTELSEAL_TRUST`',
    brief: 'trust file in which the signing key should be found; reported at start when it is not',
  },
  shutdownTimeoutMillis: {
    kind: SOON,
    byDefault: '10,000 ms',
    brief: 'upper bound of `shutdown()`; what is not delivered by then is counted and reported',
  },
};

/** Paths of options that consist of others. */
export const OPTION_GROUPS: readonly string[] = [
  'signing',
  'spool',
  'witness',
  'otlp',
  'secondOtlp',
  'batch',
  'identity',
];

/** The rule of a path, own properties only: `constructor` is no option. */
export function ruleOf(path: string): OptionRule | undefined {
  return Object.hasOwn(OPTION_RULES, path) ? OPTION_RULES[path as OptionPath] : undefined;
}
