import type { StoredAttribute, StoredLogRecord, StoredRecord } from '@otelseal/audit-integrity';
import { listOf, toPlainObject } from '../sanitize/plain-value.js';
import type { ReplayedRecord } from './replayed-record.js';

/** Nothing that is sealed has a time of observation; files of others may. */
type Timed = StoredLogRecord & { readonly observedTimeUnixNano?: string | number };

const EVENT_NAME = 'event.name';
const RECORD_ID = 'audit.record.id';
const SERVICE_NAME = 'service.name';

/**
 * A stored log record as the detectors see it, by the values that it shows; undefined for what is no security event. Where it has no time
 * of its own it counts as of when it was observed, as OpenTelemetry's data model says.
 */
export function readOtlpRecord({
  logRecord,
  resource,
  place,
}: StoredRecord): ReplayedRecord | { readonly refusal: string } | undefined {
  const attributes = toPlainObject(listOf(logRecord?.attributes));
  const eventName = textOf(logRecord?.eventName) ?? textOf(attributes[EVENT_NAME]);
  if (eventName === undefined || !eventName.startsWith('security.')) return undefined;
  const timeMs = timeOf(logRecord);
  if (timeMs === undefined) return { refusal: 'a security event in it has no time' };
  const service = serviceOf(resource);
  return {
    timeMs,
    eventName,
    attributes: service === undefined ? attributes : { ...attributes, [SERVICE_NAME]: service },
    recordId: textOf(attributes[RECORD_ID]) ?? place,
  };
}

function timeOf(record: Timed | undefined): number | undefined {
  return milliseconds(record?.timeUnixNano) ?? milliseconds(record?.observedTimeUnixNano);
}

function serviceOf(attributes: readonly StoredAttribute[] | undefined): string | undefined {
  const found = listOf(attributes).findLast((attribute) => attribute?.key === SERVICE_NAME);
  return textOf(found?.value?.stringValue);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Nanoseconds since 1970, as text or number, in milliseconds; 0 is no time. */
function milliseconds(nanoseconds: unknown): number | undefined {
  const ms =
    typeof nanoseconds === 'number' || typeof nanoseconds === 'string' ? Number(nanoseconds) / 1e6 : Number.NaN;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
