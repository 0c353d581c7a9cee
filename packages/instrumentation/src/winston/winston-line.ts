import type { LogLine } from '../log-lines/log-line.js';
import { boundedText, member, plainCopy } from '../log-lines/plain-copy.js';
import { severityOfLevelName } from '../log-lines/severity-of-level.js';

/** `triple-beam`'s symbols, which every format and transport of winston shares. */
const LEVEL = Symbol.for('level');
const MESSAGE = Symbol.for('message');

const TAKEN = new Set(['level', 'message', 'timestamp', 'trace_id', 'span_id', 'trace_flags', 'security', 'stack']);

/** The level before a format has coloured or renamed it. */
export function levelOf(info: unknown): string | undefined {
  const level = symbolMember(info, LEVEL) ?? member(info, 'level');
  return typeof level === 'string' ? boundedText(level) : undefined;
}

/** What winston hands to its transports, read as the logger's formats have left it. */
export function winstonLine(info: unknown): LogLine {
  const level = levelOf(info);
  return {
    severityNumber: severityOfLevelName(level),
    severityText: level,
    message: messageOf(info),
    timeMs: undefined, // a format's timestamp has a form of the application's choice
    fields: { ...plainCopy(info, TAKEN), ...exceptionOf(info) },
    security: plainCopy({ field: member(info, 'security') })['field'],
  };
}

function messageOf(info: unknown): string | undefined {
  const message = member(info, 'message');
  if (typeof message === 'string') return boundedText(message);
  const formatted = message === undefined ? symbolMember(info, MESSAGE) : plainCopy({ message })['message'];
  if (formatted === undefined) return undefined;
  return typeof formatted === 'string' ? boundedText(formatted) : boundedText(JSON.stringify(plainOf(formatted)));
}

function plainOf(value: unknown): unknown {
  return plainCopy({ value })['value'] ?? null;
}

/** Errors reach winston as the info itself or spread over it; what remains of them is the stack. */
function exceptionOf(info: unknown): Record<string, string> | undefined {
  const stack = member(info, 'stack');
  if (typeof stack !== 'string') return undefined;
  const type = /^([A-Za-z_$][\w$]{0,99})(?=:|\n|$)/.exec(stack)?.[1];
  return { 'exception.stacktrace': boundedText(stack), ...(type === undefined ? {} : { 'exception.type': type }) };
}

function symbolMember(source: unknown, symbol: symbol): unknown {
  try {
    return (source as Record<symbol, unknown> | null | undefined)?.[symbol];
  } catch {
    return undefined; // a hostile info has no level
  }
}
