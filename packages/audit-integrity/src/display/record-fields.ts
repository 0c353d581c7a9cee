import { printable } from '../printable.js';
import type { Leaf } from '../sealed-payload.js';
import type { StoredLogRecord, StoredValue } from '../stored-record.js';
import type { Mismatch } from './mismatch.js';
import { isSignedValue } from './stored-value.js';

/** What a record shows of itself besides attributes; a leaf has all of it, and checkpoints are given it. */
export type SignedFields = Pick<
  Leaf,
  'event' | 'eventTime' | 'severity' | 'severityText' | 'trace' | 'span' | 'flags' | 'dropped' | 'body' | 'salt'
>;

/** The first of a log record's own fields that differs from what was signed. Absent, empty and 0 are the same. */
export function fieldMismatch(signed: SignedFields, shown: StoredLogRecord): Mismatch | undefined {
  if (textOf(shown.eventName) !== signed.event) return differs('eventName', signed.event, shown.eventName);
  if (numberOf(shown.timeUnixNano) !== signed.eventTime)
    return differs('timeUnixNano', signed.eventTime, shown.timeUnixNano);
  if (numberOf(shown.severityNumber) !== signed.severity) {
    return differs('severityNumber', signed.severity, shown.severityNumber);
  }
  if (textOf(shown.severityText) !== signed.severityText) {
    return differs('severityText', signed.severityText, shown.severityText);
  }
  if (textOf(shown.traceId).toLowerCase() !== signed.trace) return differs('traceId', signed.trace, shown.traceId);
  if (textOf(shown.spanId).toLowerCase() !== signed.span) return differs('spanId', signed.span, shown.spanId);
  if (numberOf(shown.flags) !== signed.flags) return differs('flags', signed.flags, shown.flags);
  if (numberOf(shown.droppedAttributesCount) !== signed.dropped) {
    return differs('droppedAttributesCount', signed.dropped, shown.droppedAttributesCount);
  }
  return isSignedBody(signed, shown.body) ? undefined : { field: 'body', detail: 'the body is not the signed one' };
}

function isSignedBody(signed: SignedFields, body: StoredValue | undefined): boolean {
  if (signed.body !== undefined) return isSignedValue(signed.body, signed.salt, body);
  if (body === undefined || body === null) return true;
  return typeof body === 'object' && Object.keys(body).length === 0; // OTLP/JSON's way to write no value
}

/** Anything but text is shown as something that no signed text equals. */
function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : '\0';
}

function numberOf(value: unknown): string {
  if (value === undefined || value === 0 || value === '0') return '';
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '\0';
}

function differs(field: string, signed: string, shown: unknown): Mismatch {
  const text = shown === undefined ? 'nothing' : printable(String(typeof shown === 'object' ? typeof shown : shown));
  return { field, detail: `signed ${signed === '' ? 'nothing' : printable(signed)}, shown ${text}` };
}
