import type { ElasticsearchHit, LokiEntry, StoredRecord } from '@otelseal/audit-integrity';
import { ATTRIBUTES, lokiName } from '@otelseal/semantic-conventions';

import { nanosecondsOf } from '../options/nanoseconds.js';
import { readRfc3339 } from '../options/rfc3339-time.js';
import { listOf, toPlain, toPlainObject } from '../sanitize/plain-value.js';
import type { EvidenceRecord } from './evidence-record.js';
import { valueText } from './value-text.js';

/** A record by what its source shows, with the sealed text that it carries, if any. */
export interface ShownRecord extends Omit<EvidenceRecord, 'seal' | 'isGap'> {
  readonly payload: unknown;
}

/** As OTLP JSON shows it. */
export function shownByFile({ place, logRecord, resource }: StoredRecord): ShownRecord {
  const attributes = toPlainObject(listOf(logRecord.attributes));
  return {
    place,
    payload: attributes['audit.payload'],
    timeNs: nanoseconds(logRecord.timeUnixNano),
    eventName: textOf(logRecord.eventName) || textOf(attributes['event.name']),
    severityNumber: numberOf(logRecord.severityNumber),
    severityText: textOf(logRecord.severityText),
    message: valueText(toPlain(logRecord.body)),
    traceId: textOf(logRecord.traceId).toLowerCase(),
    service: textOf(toPlainObject(listOf(resource))['service.name']),
    attributes,
  };
}

/** Loki's names of attributes, and what they were. */
const NAMES_IN_LOKI: ReadonlyMap<string, string> = new Map(
  [...Object.keys(ATTRIBUTES), 'audit.payload'].map((name) => [lokiName(name), name]),
);

/** As Loki shows it: everything is text, and names have lost their dots. */
export function shownByLoki({ place, timestamp, line, labels, structuredMetadata }: LokiEntry): ShownRecord {
  const attributes: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(structuredMetadata)) attributes[NAMES_IN_LOKI.get(name) ?? name] = value;
  return {
    place,
    payload: attributes['audit.payload'],
    timeNs: nanoseconds(timestamp),
    eventName: textOf(structuredMetadata['event_name']),
    severityNumber: numberOf(structuredMetadata['severity_number']),
    severityText: textOf(structuredMetadata['severity_text']),
    message: valueText(line),
    traceId: textOf(structuredMetadata['trace_id']).toLowerCase(),
    service: textOf(labels['service_name']),
    attributes,
  };
}

/** As Elasticsearch and OpenSearch show it: attributes under their names or nested by them. */
export function shownByElasticsearch({ place, source }: ElasticsearchHit): ShownRecord {
  const document = objectOf(source);
  const attributes = flattened(document['attributes']);
  const { text, structured } = objectOf(document['body']);
  return {
    place,
    payload: attributes['audit.payload'],
    timeNs: timeOf(document['@timestamp']),
    eventName: textOf(document['event_name']) || textOf(attributes['event.name']),
    severityNumber: numberOf(document['severity_number']),
    severityText: textOf(document['severity_text']),
    message: valueText(text ?? structured),
    traceId: textOf(document['trace_id']).toLowerCase(),
    service: textOf(flattened(objectOf(document['resource'])['attributes'])['service.name']),
    attributes,
  };
}

const MAX_DEPTH = 40;

function flattened(part: unknown): Record<string, unknown> {
  const found: Record<string, unknown> = Object.create(null);
  spell(part, '', 0, found);
  return found;
}

function spell(part: unknown, path: string, depth: number, found: Record<string, unknown>): void {
  if (typeof part !== 'object' || part === null || Array.isArray(part) || depth > MAX_DEPTH) {
    if (path !== '') found[path] = part;
    return;
  }
  for (const [name, value] of Object.entries(part))
    spell(value, path === '' ? name : `${path}.${name}`, depth + 1, found);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : 0;
  return Number.isInteger(number) && number > 0 && number <= 24 ? number : 0;
}

/** Nanoseconds since 1970 as OTLP and Loki write them; 0 is no time. */
function nanoseconds(value: unknown): bigint | undefined {
  const text = typeof value === 'number' ? BigInt(Number.isInteger(value) ? value : 0).toString() : textOf(value);
  return /^[1-9]\d{0,19}$/.test(text) ? BigInt(text) : undefined;
}

/** Milliseconds with digits behind them, or RFC 3339, as a synthetic source writes it. */
function timeOf(value: unknown): bigint | undefined {
  const text = typeof value === 'number' ? String(value) : textOf(value);
  const [, ms, fraction = ''] = /^([1-9]\d{0,15})(?:\.(\d*))?$/.exec(text) ?? [];
  if (ms !== undefined) return BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
  const time = readRfc3339(text);
  return time && nanosecondsOf([Math.floor(time.ms / 1_000), time.nanoseconds]);
}
