import { type OptionRule, PATH, POSITIVE, WITHIN_AN_HOUR } from './option-kind.js';
import type { OptionPathIn } from './option-path.js';

type Heads = 'spool' | 'exporter' | 'otlp' | 'secondOtlp' | 'batch' | 'shutdownTimeoutMillis';

/** Where sealed records go. What `otlp` and `batch` leave out, OpenTelemetry's own variables say. */
export const DELIVERY_RULES: Readonly<Record<OptionPathIn<Heads>, OptionRule>> = {
  'spool.directory': {
    kind: PATH,
    byDefault: 'records wait in memory',
    brief: 'records are on disk before `emit` returns; created with mode 0700; excludes `batch`',
    variable: 'OTELSEAL_SPOOL_DIR',
  },
  'spool.maxBytes': {
    kind: POSITIVE,
    byDefault: '268,435,456 (256 MiB)',
    brief: 'all segments together; when full, new records are not sealed',
  },
  'spool.maxAgeMs': {
    kind: POSITIVE,
    byDefault: '604,800,000 ms (7 days)',
    brief: 'older segments that could not be delivered become dead letters',
  },
  'spool.segmentBytes': {
    kind: POSITIVE,
    byDefault: '8,388,608 (8 MiB)',
    brief: 'size at which a segment is ended, at most a quarter of `spool.maxBytes`',
  },
  'spool.maxDeadLetterBytes': {
    kind: POSITIVE,
    byDefault: '67,108,864 (64 MiB)',
    brief: 'the dead-letter folder; beyond it the oldest files go',
  },
  'spool.maxKeptBytes': {
    kind: POSITIVE,
    byDefault: '67,108,864 (64 MiB)',
    brief: 'delivered segments kept for `otelseal spool repair`; 1 keeps none',
  },
  'spool.maxKeptAgeMs': { kind: POSITIVE, byDefault: '172,800,000 ms (48 h)', brief: 'and how long' },
  'spool.orphanIntervalMs': {
    kind: POSITIVE,
    byDefault: '60,000 ms',
    brief: 'how often folders of dead processes are looked for',
  },
  'spool.leaseMs': {
    kind: POSITIVE,
    byDefault: '300,000 ms',
    brief: 'how long an owner that cannot be asked may be silent before it counts as dead',
  },
  exporter: {
    kind: { is: 'instance', of: 'a `LogRecordExporter`', methods: ['export', 'forceFlush', 'shutdown'] },
    byDefault: 'OTLP/HTTP',
    brief: 'where sealed records go; excludes `otlp`, except beside a spool, where it gets them, too',
    codeOnly: true,
  },
  'otlp.url': {
    kind: { is: 'url' },
    byDefault: '`OTEL_EXPORTER_OTLP_LOGS_ENDPOINT`, else `OTEL_EXPORTER_OTLP_ENDPOINT` + `/v1/logs`',
    brief: 'full address, without credentials',
    variable: false,
  },
  'otlp.headers': {
    kind: { is: 'headers' },
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]HEADERS`',
    brief: 'sent with every request, such as a token',
    variable: false,
  },
  'otlp.protocol': {
    kind: { is: 'choice', of: ['http/protobuf', 'http/json'] },
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]PROTOCOL`, else `http/protobuf`',
    brief: 'encoding; gRPC is not supported',
    variable: false,
  },
  'otlp.timeoutMillis': {
    kind: WITHIN_AN_HOUR,
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]TIMEOUT`, else 10,000 ms',
    brief: 'upper bound of one request with its retries',
    variable: false,
  },
  'otlp.compression': {
    kind: { is: 'choice', of: ['gzip', 'none'] },
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]COMPRESSION`, else none',
    brief: 'compression of requests',
    variable: false,
  },
  'otlp.certificateFile': {
    kind: PATH,
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]CERTIFICATE`',
    brief: "PEM file with the authorities that the receiver's certificate must come from",
    variable: false,
  },
  'otlp.clientCertificateFile': {
    kind: PATH,
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]CLIENT_CERTIFICATE`',
    brief: 'PEM file with the certificate shown to the receiver (mTLS)',
    variable: false,
  },
  'otlp.clientKeyFile': {
    kind: PATH,
    byDefault: '`OTEL_EXPORTER_OTLP_[LOGS_]CLIENT_KEY`',
    brief: 'PEM file with the key of that certificate',
    variable: false,
  },
  'secondOtlp.url': {
    kind: { is: 'url' },
    byDefault: 'one receiver',
    brief: 'full address of a second receiver that gets all records, too; needs a spool',
    variable: 'OTELSEAL_SECOND_OTLP_ENDPOINT',
  },
  'secondOtlp.headers': {
    kind: { is: 'headers' },
    byDefault: 'none',
    brief: 'sent with every request to it; those of the first are not',
  },
  'secondOtlp.protocol': {
    kind: { is: 'choice', of: ['http/protobuf', 'http/json'] },
    byDefault: '`http/protobuf`',
    brief: 'its encoding; records are stored in that of the first',
  },
  'secondOtlp.timeoutMillis': {
    kind: WITHIN_AN_HOUR,
    byDefault: '10,000 ms',
    brief: 'upper bound of one request to it with its retries',
    variable: 'OTELSEAL_SECOND_OTLP_TIMEOUT',
  },
  'secondOtlp.compression': {
    kind: { is: 'choice', of: ['gzip', 'none'] },
    byDefault: '`none`',
    brief: 'compression of requests to it',
  },
  'secondOtlp.certificateFile': {
    kind: PATH,
    byDefault: 'those Node.js knows',
    brief: 'PEM file with the authorities that its certificate must come from',
    variable: 'OTELSEAL_SECOND_OTLP_CERTIFICATE',
  },
  'secondOtlp.clientCertificateFile': {
    kind: PATH,
    byDefault: 'none',
    brief: 'PEM file with the certificate shown to it (mTLS)',
    variable: 'OTELSEAL_SECOND_OTLP_CLIENT_CERTIFICATE',
  },
  'secondOtlp.clientKeyFile': {
    kind: PATH,
    byDefault: 'none',
    brief: 'PEM file with the key of that certificate',
    variable: 'OTELSEAL_SECOND_OTLP_CLIENT_KEY',
  },
  'batch.maxQueueSize': {
    kind: { is: 'integer', min: 1, max: 1_000_000 },
    byDefault: '`OTEL_BLRP_MAX_QUEUE_SIZE`, else 2,048 records',
    brief: 'records that wait for the sealer; beyond it they are sealed at once, out of turn',
    variable: false,
  },
  'batch.maxExportBatchSize': {
    kind: { is: 'integer', min: 1, max: 1_000_000 },
    byDefault: '`OTEL_BLRP_MAX_EXPORT_BATCH_SIZE`, else 512 records',
    brief: 'records sealed in one go; at most `maxQueueSize`',
    variable: false,
  },
  'batch.scheduledDelayMillis': {
    kind: WITHIN_AN_HOUR,
    byDefault: '`OTEL_BLRP_SCHEDULE_DELAY`, else 1,000 ms',
    brief: 'longest wait before a record is sealed',
    variable: false,
  },
  'batch.exportTimeoutMillis': {
    kind: WITHIN_AN_HOUR,
    byDefault: '`OTEL_BLRP_EXPORT_TIMEOUT`, else 30,000 ms',
    brief: 'an exporter that has not answered by then has failed',
    variable: false,
  },
  shutdownTimeoutMillis: {
    kind: WITHIN_AN_HOUR,
    byDefault: '8,000 ms; with a spool 5,000 ms, of a gateway 10,000 ms',
    brief:
      'upper bound of `shutdown()`; what is not delivered by then is counted and reported, and what is in a spool delivered by the next process',
  },
};
