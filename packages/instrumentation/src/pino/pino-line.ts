import type { LogLine } from '../log-lines/log-line.js';
import { boundedText, member, plainCopy } from '../log-lines/plain-copy.js';
import { severityOfPinoLevel } from '../log-lines/severity-of-level.js';
import type { PinoLogger } from './pino-logger.js';

/** Longer lines are not read: they become a record with their beginning as its message. */
const MAX_PARSED_LENGTH = 262_144;
/** pino adds the first four; the traces' ids are already where OpenTelemetry keeps them. */
const TAKEN = ['level', 'time', 'pid', 'hostname', 'trace_id', 'span_id', 'trace_flags', 'security'];

/** What pino hands to subscribers of its channel `tracing:pino_asJson:end`. */
export interface PinoMessage {
  /** The logger or child that wrote the line. */
  readonly instance: unknown;
  /** The merging object, the message, the level's number and the time's text. */
  readonly arguments: ArrayLike<unknown>;
  /** The line as it goes to the destination: redacted, serialized, with every child's bindings. */
  readonly result?: unknown;
}

/**
 * The line that pino has written, read back from its text: what the application redacts stays redacted here, what a serializer shortens
 * stays short, and no getter of the logged object runs again.
 */
export function pinoLine({ instance, arguments: given, result }: PinoMessage, logger: PinoLogger): LogLine {
  const text = typeof result === 'string' ? result : '';
  const level = given[2];
  const severity = {
    severityNumber: severityOfPinoLevel(level),
    severityText: textOrUndefined(member(member(member(instance, 'levels'), 'labels'), level as number)),
  };
  const fields = text.length <= MAX_PARSED_LENGTH ? parsed(text) : undefined;
  if (fields === undefined)
    return { ...severity, message: boundedText(text), timeMs: undefined, fields: {}, security: undefined };
  const { messageKey, errorKey, nestedKey } = logger;
  const exception = exceptionFields(member(fields, errorKey));
  const omitted = new Set([...TAKEN, messageKey, ...(exception ? [errorKey] : [])]);
  return {
    ...severity,
    message: textOrUndefined(member(fields, messageKey)),
    timeMs: timeOf(member(fields, 'time')),
    fields: { ...plainCopy(fields, omitted), ...exception },
    security: plainCopy({
      field: member(fields, 'security') ?? (nestedKey && member(member(fields, nestedKey), 'security')),
    })['field'],
  };
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined; // a formatter of the application's own; its text is still a message
  }
}

function exceptionFields(error: unknown): Record<string, string> | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const fields: Record<string, string> = {};
  for (const [name, from] of Object.entries({ type: 'type', message: 'message', stacktrace: 'stack' })) {
    const text = textOrUndefined(member(error, from));
    if (text !== undefined) fields[`exception.${name}`] = boundedText(text);
  }
  return Object.keys(fields).length === 0 ? undefined : fields;
}

/** pino's usual clocks: milliseconds, seconds as text with three decimals, or RFC 3339. */
function timeOf(time: unknown): number | undefined {
  const milliseconds =
    typeof time === 'string' ? Date.parse(time) : typeof time === 'number' && time < 1e11 ? time * 1_000 : Number(time);
  return time !== undefined && time !== null && Number.isFinite(milliseconds) ? milliseconds : undefined;
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' ? boundedText(value) : undefined;
}
