import type { SealedRecord, StreamIdentity, WireSafeValue } from '../dist/index.js';

/*
 * What stores make of a sealed record, as measured on Loki 3.7.8 and on Elasticsearch 8.19.21 behind the collector's
 * exporter. Written for the vectors and tests, apart from the comparison that they check.
 */

type Identity = Pick<StreamIdentity, 'service' | 'namespace' | 'instance'>;

const nanoseconds = ([seconds, ns]: readonly [number, number]): string => `${seconds}${String(ns).padStart(9, '0')}`;

const isMap = (value: WireSafeValue): value is { readonly [name: string]: WireSafeValue } =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array);

function lokiLabel(name: string): string {
  if (/^__.*__$/s.test(name)) return name;
  const label = name.replace(/[^A-Za-z0-9]+/g, '_');
  return /^[0-9]/.test(label) ? `key_${label}` : label;
}

/** Loki's `AsString`. */
function lokiText(value: WireSafeValue): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return typeof value === 'object' ? JSON.stringify(sorted(value)) : String(value);
}

function sorted(value: WireSafeValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name] as WireSafeValue)]),
  );
}

export function lokiEntry(record: SealedRecord, { service, namespace, instance }: Identity) {
  const metadata: Record<string, string> = {};
  const file = (name: string, text: string): void => {
    if (text !== '') metadata[lokiLabel(name)] = text;
  };
  const spell = (name: string, value: WireSafeValue): void => {
    if (isMap(value)) for (const [key, member] of Object.entries(value)) spell(`${name}_${key}`, member);
    else file(name, lokiText(value).replaceAll('\ufffd', ' '));
  };
  for (const [name, value] of Object.entries(record.attributes)) spell(name, value);
  const { spanContext, body } = record;
  file('severity_number', String(record.severityNumber ?? ''));
  file('severity_text', record.severityText ?? '');
  file('trace_id', spanContext?.traceId ?? '');
  file('span_id', spanContext?.spanId ?? '');
  file('flags', spanContext === undefined || spanContext.traceFlags === 0 ? '' : String(spanContext.traceFlags));
  file('dropped_attributes_count', record.droppedAttributesCount === 0 ? '' : String(record.droppedAttributesCount));
  file('observed_timestamp', nanoseconds(record.hrTime));
  file('scope_name', '@otelseal/security-events');
  file('detected_level', 'info');
  file('host_name', 'web-1');
  const labels = { service_name: service, service_namespace: namespace, service_instance_id: instance };
  return {
    place: 'loki',
    timestamp: nanoseconds(record.hrTime),
    line: body === undefined ? '' : lokiText(body),
    labels: Object.fromEntries(Object.entries(labels).filter(([, text]) => text !== '')),
    structuredMetadata: metadata,
  };
}

/** @param synthetic whether the source is put together again from what was indexed */
export function elasticsearchHit(record: SealedRecord, identity: Identity, synthetic: boolean) {
  const kept = (value: WireSafeValue): unknown => (synthetic ? syntheticValue(value) : storedValue(value));
  const { spanContext, body } = record;
  const milliseconds = nanoseconds(record.hrTime).slice(0, -6);
  const rest = Number(nanoseconds(record.hrTime).slice(-6)); // not padded: the exporter's own fault
  const resource = {
    'service.name': identity.service,
    ...(identity.namespace === '' ? {} : { 'service.namespace': identity.namespace }),
    'service.instance.id': identity.instance,
    'host.name': 'web-1',
  };
  const attributes = Object.entries(record.attributes)
    .map(([name, value]) => [name, kept(value)] as const)
    .filter(([, value]) => value !== undefined);
  const source: Record<string, unknown> = {
    '@timestamp': synthetic ? new Date(Number(milliseconds)).toISOString() : `${milliseconds}.${rest}`,
    observed_timestamp: `${milliseconds}.${rest}`,
    data_stream: { type: 'logs', dataset: 'generic.otel', namespace: 'default' },
    severity_number: record.severityNumber,
    severity_text: record.severityText,
    trace_id: spanContext?.traceId,
    span_id: spanContext?.spanId,
    event_name: record.eventName,
    dropped_attributes_count: record.droppedAttributesCount,
    attributes: withMergedCoordinates(Object.fromEntries(attributes), synthetic),
    resource: { attributes: resource },
    scope: { name: '@otelseal/security-events' },
    body: body === undefined ? undefined : bodyOf(body, kept),
  };
  return { place: 'es', source: JSON.parse(JSON.stringify(source)) as Record<string, unknown> };
}

/** Two doubles become one list, longitude first. */
function withMergedCoordinates(attributes: Record<string, unknown>, synthetic: boolean): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const place = /^(.*geo\.location)\.(?:lat|lon)$/.exec(name)?.[1];
    const [lat, lon] = [attributes[`${place}.lat`], attributes[`${place}.lon`]];
    const isPair = place !== undefined && [lat, lon].every((one) => typeof one === 'number' && !Number.isInteger(one));
    if (!isPair) merged[name] = value;
    else merged[place] = synthetic ? syntheticValue([lon, lat] as WireSafeValue) : [lon, lat];
  }
  return merged;
}

function bodyOf(body: WireSafeValue, kept: (value: WireSafeValue) => unknown): unknown {
  if (Array.isArray(body)) return { structured: { value: kept(body) } };
  return isMap(body) ? { structured: kept(body) } : { text: String(storedValue(body)) };
}

function storedValue(value: WireSafeValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(storedValue);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, storedValue(member)]));
}

function syntheticValue(value: WireSafeValue): unknown {
  if (typeof value === 'number' && !Number.isInteger(value)) return Number(Math.fround(value).toPrecision(8));
  if (isMap(value)) return flattenedTexts(value);
  if (!Array.isArray(value)) return storedValue(value);
  const items = [...new Set(value.map(storedValue))].sort();
  return items.length > 1 ? items : items[0];
}

function flattenedTexts(map: { readonly [name: string]: WireSafeValue }): unknown {
  const members = Object.keys(map)
    .sort()
    .map((name) => {
      const value = map[name] as WireSafeValue;
      if (isMap(value)) return [name, flattenedTexts(value)] as const;
      if (Array.isArray(value))
        return [name, [...new Set(value.map((item) => String(storedValue(item))))].sort()] as const;
      return [name, String(storedValue(value))] as const;
    });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
