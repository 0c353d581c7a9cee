import { checkedValue } from './check-value.js';
import { ConfigurationError } from './configuration-error.js';
import { withRightPrefix } from './misspelt-prefix.js';
import { editDistance } from './nearest-name.js';
import { OPTION_PATHS, OPTION_RULES, variableOf } from './option-rules.js';
import type { OptionKind } from './schema/option-kind.js';
import type { OptionPath } from './schema/option-path.js';
import { valueOfText } from './text-value.js';

/**
 * Variables as `process.env` has them; an empty one counts as not set, as OpenTelemetry defines it.
 *
 * @experimental
 */
export type Environment = Readonly<Record<string, string | undefined>>;

interface OtelVariableRule {
  readonly kind: OptionKind;
  readonly brief: string;
  /** The option that beats it. */
  readonly option: string;
}

const QUEUE: OptionKind = { is: 'integer', min: 1, max: 1_000_000 };
const MILLISECONDS: OptionKind = { is: 'integer', min: 1, max: 3_600_000 };
const PROTOCOL: OptionKind = { is: 'choice', of: ['http/protobuf', 'http/json'] };

export type OtelVariableName =
  | 'OTEL_LOGS_EXPORTER'
  | `OTEL_EXPORTER_OTLP_${'LOGS_' | ''}${'PROTOCOL' | 'ENDPOINT'}`
  | `OTEL_BLRP_${'MAX_QUEUE_SIZE' | 'MAX_EXPORT_BATCH_SIZE' | 'SCHEDULE_DELAY' | 'EXPORT_TIMEOUT'}`;

/** OpenTelemetry's variables that Otelseal reads itself; the others are read by OpenTelemetry's exporter and SDK. */
export const OTEL_VARIABLE_RULES: Readonly<Record<OtelVariableName, OtelVariableRule>> = {
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
    kind: { is: 'url', example: 'https://collector:4318' },
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
/** What Kubernetes sets in every pod for a Service that is called `otelseal-…`. */
const OF_A_KUBERNETES_SERVICE = /_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)?)$/;

/** The variables that set options, with the option of each. */
export const OPTION_VARIABLES: ReadonlyMap<string, OptionPath> = new Map(
  OPTION_PATHS.flatMap((path) => {
    const variable = variableOf(path);
    return variable === undefined ? [] : [[variable, path]];
  }),
);

/** The checked value of one of OpenTelemetry's variables, as text or number; `undefined` when it is not set. */
export function readVariable(environment: Environment, name: OtelVariableName): string | number | undefined {
  return readAs(OTEL_VARIABLE_RULES[name].kind, environment, name) as string | number | undefined;
}

export function readText(environment: Environment, name: OtelVariableName): string | undefined {
  const value = readVariable(environment, name);
  return value === undefined ? undefined : String(value);
}

export function readInteger(environment: Environment, name: OtelVariableName): number | undefined {
  const value = readVariable(environment, name);
  return value === undefined ? undefined : Number(value);
}

/**
 * What the `OTELSEAL_*` variables set.
 *
 * @throws ConfigurationError for the first value that is not allowed, and for a name that is a typing error
 */
export function readOptionVariables(environment: Environment): Map<OptionPath, unknown> {
  refuseMisspeltVariables(environment);
  const values = new Map<OptionPath, unknown>();
  for (const [variable, path] of OPTION_VARIABLES) {
    const value = readAs(OPTION_RULES[path].kind, environment, variable);
    if (value !== undefined) values.set(path, value);
  }
  return values;
}

/** Variables that begin like ours, are none, and are no typing errors either: they have no effect here. */
export function otherVariables(environment: Environment): string[] {
  return Object.keys(environment).filter((name) => beginsLikeOurs(name) && !OPTION_VARIABLES.has(name));
}

/** @throws ConfigurationError for a variable that differs from one of ours by a typing error: it would silently do nothing. */
export function refuseMisspeltVariables(environment: Environment): void {
  for (const name of Object.keys(environment)) {
    const meant = meantVariable(name);
    if (meant !== undefined) {
      throw new ConfigurationError(
        'ERR_VARIABLE_UNKNOWN',
        name.slice(0, 64),
        `is not a variable of Otelseal; did you mean ${meant}?`,
      );
    }
  }
}

/** The variable of ours that a name is a typing error for. One that does not begin like ours must be right from there on: it may be somebody else's. */
function meantVariable(name: string): string | undefined {
  if (OPTION_VARIABLES.has(name)) return undefined;
  if (beginsLikeOurs(name)) return nearestVariable(name.toUpperCase().slice(0, 64));
  const meant = withRightPrefix(name);
  return meant !== undefined && OPTION_VARIABLES.has(meant) ? meant : undefined;
}

function nearestVariable(name: string): string | undefined {
  const near = Array.from(OPTION_VARIABLES.keys(), (known) => ({ known, distance: editDistance(name, known) }));
  return near.filter(({ distance }) => distance <= MAX_TYPING_ERROR).sort((a, b) => a.distance - b.distance)[0]?.known;
}

function beginsLikeOurs(name: string): boolean {
  return name.toUpperCase().startsWith('OTELSEAL') && !OF_A_KUBERNETES_SERVICE.test(name);
}

function readAs(kind: OptionKind, environment: Environment, name: string): unknown {
  const text = environment[name]?.trim();
  if (text === undefined || text === '') return undefined;
  return checkedValue(kind, valueOfText(kind, text, name), name);
}
