import { checkValue } from './check-value.js';
import { ConfigurationError } from './configuration-error.js';
import { editDistance } from './nearest-name.js';
import type { OptionKind } from './option-rules.js';

/** Variables as `process.env` has them; an empty one counts as not set, as OpenTelemetry defines it. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface VariableRule {
  readonly kind: OptionKind;
  readonly brief: string;
  /** The option that beats it. */
  readonly option: string;
}

const QUEUE: OptionKind = { is: 'integer', min: 1, max: 1_000_000 };
const MILLISECONDS: OptionKind = { is: 'integer', min: 1, max: 3_600_000 };
const PATH: OptionKind = { is: 'text', maxLength: 4_096 };
const PROTOCOL: OptionKind = { is: 'choice', of: ['http/protobuf', 'http/json'] };

export type VariableName =
  | 'OTELSEAL_SIGNING_KEY_FILE'
  | 'OTELSEAL_SIGNING_PROCESS'
  | 'OTELSEAL_SPOOL_DIR'
  | 'OTELSEAL_TRUST'
  | 'OTELSEAL_DETECTION'
  | 'OTELSEAL_WEBHOOK_URL'
  | 'OTELSEAL_WEBHOOK_SECRET_FILE'
  | 'OTELSEAL_ALERTMANAGER_URL'
  | 'OTELSEAL_WITNESS_URL'
  | 'OTELSEAL_WITNESS_TOKEN_FILE'
  | 'OTELSEAL_WITNESS_VKEY'
  | `OTELSEAL_SECOND_OTLP_${'ENDPOINT' | 'HEADERS' | 'PROTOCOL' | 'TIMEOUT' | 'COMPRESSION'}`
  | `OTELSEAL_SECOND_OTLP_${'CERTIFICATE' | 'CLIENT_CERTIFICATE' | 'CLIENT_KEY'}`
  | 'OTEL_LOGS_EXPORTER'
  | 'OTEL_EXPORTER_OTLP_LOGS_PROTOCOL'
  | 'OTEL_EXPORTER_OTLP_PROTOCOL'
  | 'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT'
  | 'OTEL_EXPORTER_OTLP_ENDPOINT'
  | 'OTEL_BLRP_MAX_QUEUE_SIZE'
  | 'OTEL_BLRP_MAX_EXPORT_BATCH_SIZE'
  | 'OTEL_BLRP_SCHEDULE_DELAY'
  | 'OTEL_BLRP_EXPORT_TIMEOUT';

/** Variables that Otelseal reads itself. The other `OTEL_*` variables are read by OpenTelemetry's exporter and SDK. */
export const VARIABLE_RULES: Readonly<Record<VariableName, VariableRule>> = {
  OTELSEAL_SIGNING_KEY_FILE: { kind: PATH, brief: 'file with the signing key', option: 'signing.keyFile' },
  OTELSEAL_SIGNING_PROCESS: {
    kind: { is: 'user' },
    brief: 'the key file is read in a process of its own, under this user',
    option: 'signing.process',
  },
  OTELSEAL_SPOOL_DIR: {
    kind: PATH,
    brief: 'directory of the spool',
    option: 'spool.directory',
  },
  OTELSEAL_TRUST: { kind: PATH, brief: 'trust file the signing key should be in', option: 'trust' },
  OTELSEAL_DETECTION: {
    kind: { is: 'choice', of: ['respond', 'observe', 'off'] },
    brief: 'whether detection runs, and whether `onIncident` is called',
    option: 'detection.mode',
  },
  OTELSEAL_WEBHOOK_URL: { kind: { is: 'url' }, brief: 'where incidents are posted', option: 'detection.webhook.url' },
  OTELSEAL_WEBHOOK_SECRET_FILE: {
    kind: PATH,
    brief: 'file with the secret that signs them, at least 32 characters',
    option: 'detection.webhook.secretFile',
  },
  OTELSEAL_ALERTMANAGER_URL: {
    kind: { is: 'url' },
    brief: 'Alertmanager that incidents become alerts in',
    option: 'detection.alertmanager.url',
  },
  OTELSEAL_WITNESS_URL: { kind: { is: 'url' }, brief: 'address of a witness', option: 'witness.url' },
  OTELSEAL_WITNESS_TOKEN_FILE: {
    kind: PATH,
    brief: 'file with the token for the witness; `otelseal verify` reads it, too',
    option: 'witness.tokenFile',
  },
  OTELSEAL_WITNESS_VKEY: {
    kind: { is: 'text', maxLength: 8_400 },
    brief: "the witness's public key",
    option: 'witness.vkey',
  },
  OTELSEAL_SECOND_OTLP_ENDPOINT: {
    kind: { is: 'url' },
    brief: 'full address of a second receiver, beside a spool',
    option: 'secondOtlp.url',
  },
  OTELSEAL_SECOND_OTLP_HEADERS: {
    kind: { is: 'text', maxLength: 65_536 },
    brief: 'sent with every request to it: `name=text,name=text`, percent-encoded',
    option: 'secondOtlp.headers',
  },
  OTELSEAL_SECOND_OTLP_PROTOCOL: { kind: PROTOCOL, brief: 'its encoding', option: 'secondOtlp.protocol' },
  OTELSEAL_SECOND_OTLP_TIMEOUT: {
    kind: MILLISECONDS,
    brief: 'one request to it with its retries, ms',
    option: 'secondOtlp.timeoutMillis',
  },
  OTELSEAL_SECOND_OTLP_COMPRESSION: {
    kind: { is: 'choice', of: ['gzip', 'none'] },
    brief: 'compression of requests to it',
    option: 'secondOtlp.compression',
  },
  OTELSEAL_SECOND_OTLP_CERTIFICATE: {
    kind: PATH,
    brief: 'PEM file with the authorities its certificate must come from',
    option: 'secondOtlp.certificateFile',
  },
  OTELSEAL_SECOND_OTLP_CLIENT_CERTIFICATE: {
    kind: PATH,
    brief: 'PEM file with the certificate shown to it',
    option: 'secondOtlp.clientCertificateFile',
  },
  OTELSEAL_SECOND_OTLP_CLIENT_KEY: {
    kind: PATH,
    brief: 'PEM file with the key of that certificate',
    option: 'secondOtlp.clientKeyFile',
  },
  OTEL_LOGS_EXPORTER: {
    kind: { is: 'choice', of: ['otlp', 'console'] },
    brief: 'where sealed records go',
    option: 'exporter or otlp',
  },
  OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: { kind: PROTOCOL, brief: 'encoding of log requests', option: 'otlp.protocol' },
  OTEL_EXPORTER_OTLP_PROTOCOL: { kind: PROTOCOL, brief: 'encoding of all requests', option: 'otlp.protocol' },
  OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: {
    kind: { is: 'url' },
    brief: 'full address of the logs end point',
    option: 'otlp.url',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    kind: { is: 'url' },
    brief: 'address that `/v1/logs` is added to',
    option: 'otlp.url',
  },
  OTEL_BLRP_MAX_QUEUE_SIZE: { kind: QUEUE, brief: 'records that wait for the sealer', option: 'batch.maxQueueSize' },
  OTEL_BLRP_MAX_EXPORT_BATCH_SIZE: {
    kind: QUEUE,
    brief: 'records sealed in one go',
    option: 'batch.maxExportBatchSize',
  },
  OTEL_BLRP_SCHEDULE_DELAY: {
    kind: MILLISECONDS,
    brief: 'longest wait before a record is sealed, ms',
    option: 'batch.scheduledDelayMillis',
  },
  OTEL_BLRP_EXPORT_TIMEOUT: {
    kind: MILLISECONDS,
    brief: 'longest wait for the exporter, ms',
    option: 'batch.exportTimeoutMillis',
  },
};

/** A name this close to one of ours is a typing error, not somebody else's variable. */
const MAX_TYPING_ERROR = 3;

/** The checked value of a variable, as text or number; `undefined` when it is not set. */
export function readVariable(environment: Environment, name: VariableName): string | number | undefined {
  const text = environment[name]?.trim();
  if (text === undefined || text === '') return undefined;
  const { kind } = VARIABLE_RULES[name];
  const result = checkValue(kind, kind.is === 'integer' ? Number(text) : text);
  if ('mustBe' in result) throw new ConfigurationError('ERR_OPTION_INVALID', name, `must be ${result.mustBe}.`);
  return result.value as string | number;
}

export function readText(environment: Environment, name: VariableName): string | undefined {
  const value = readVariable(environment, name);
  return value === undefined ? undefined : String(value);
}

export function readInteger(environment: Environment, name: VariableName): number | undefined {
  const value = readVariable(environment, name);
  return value === undefined ? undefined : Number(value);
}

/** @throws ConfigurationError for a variable that differs from one of ours by a typing error: it would silently do nothing. */
export function refuseMisspeltVariables(environment: Environment): void {
  const ours = Object.keys(VARIABLE_RULES).filter((name) => name.startsWith('OTELSEAL_'));
  for (const name of Object.keys(environment)) {
    if (!name.toUpperCase().startsWith('OTELSEAL') || ours.includes(name)) continue;
    const meant = ours.find((known) => editDistance(name.toUpperCase().slice(0, 64), known) <= MAX_TYPING_ERROR);
    if (meant !== undefined) {
      throw new ConfigurationError(
        'ERR_VARIABLE_UNKNOWN',
        name.slice(0, 64),
        `is not a variable of Otelseal; did you mean ${meant}?`,
      );
    }
  }
}
