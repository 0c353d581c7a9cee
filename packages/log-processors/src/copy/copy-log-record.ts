import { types } from 'node:util';
import type { Context, LogRecord } from '@opentelemetry/api';
import { omitted } from '../sanitize/marker.js';
import { exceptionAttributes } from './exception-attributes.js';
import { dataValue, rawAttributes, rawCopy } from './raw-copy.js';

/** A record that the SDK can read without running any of the application's code. */
export interface CopiedLogRecord extends LogRecord {
  readonly attributes: Record<string, unknown>;
}

/**
 * A copy of a log record as an application passes it to `emit`: own data properties only, no getter fires, no Proxy is touched, the
 * exception becomes its three attributes. The time and the number that the SDK would refuse by throwing are left out.
 * Pure; never throws.
 */
export function copyLogRecord(record: unknown): CopiedLogRecord {
  try {
    return types.isProxy(record) ? withheld('proxy') : copied(record);
  } catch {
    return withheld('unreadable record');
  }
}

function copied(record: unknown): CopiedLogRecord {
  const attributes = rawAttributes(dataValue(record, 'attributes'));
  const exception = exceptionAttributes(dataValue(record, 'exception'));
  for (const name of Object.keys(exception)) if (!Object.hasOwn(attributes, name)) attributes[name] = exception[name];
  const body = rawCopy(dataValue(record, 'body'));
  const timestamp = time(dataValue(record, 'timestamp'));
  const observedTimestamp = time(dataValue(record, 'observedTimestamp'));
  const severityNumber = dataValue(record, 'severityNumber');
  const eventName = dataValue(record, 'eventName');
  const severityText = dataValue(record, 'severityText');
  const context = dataValue(record, 'context');
  return {
    attributes,
    ...(body === undefined ? {} : { body }),
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(observedTimestamp === undefined ? {} : { observedTimestamp }),
    ...(typeof severityNumber === 'number' ? { severityNumber } : {}),
    ...(typeof eventName === 'string' ? { eventName } : {}),
    ...(typeof severityText === 'string' ? { severityText } : {}),
    ...(isContext(context) ? { context } : {}),
  };
}

function withheld(why: string): CopiedLogRecord {
  return { body: omitted(why), attributes: {} };
}

const { getTime } = Date.prototype;

/** Milliseconds, seconds and nanoseconds, or a Date; anything else is no time. */
function time(value: unknown): number | Date | [number, number] | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (types.isProxy(value)) return undefined;
  if (types.isDate(value)) {
    const milliseconds = getTime.call(value);
    return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds);
  }
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [seconds, nanoseconds] = [dataValue(value, '0'), dataValue(value, '1')];
  return typeof seconds === 'number' && typeof nanoseconds === 'number' ? [seconds, nanoseconds] : undefined;
}

function isContext(value: unknown): value is Context {
  return typeof dataValue(value, 'getValue') === 'function' && typeof dataValue(value, 'setValue') === 'function';
}
