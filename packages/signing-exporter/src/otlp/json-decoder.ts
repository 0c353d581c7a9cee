import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { RecordPlace } from '../sealing/exported-record.js';
import { recordFrom } from './decoded-record.js';

interface JsonValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: number;
  readonly doubleValue?: number;
  readonly bytesValue?: string;
  readonly arrayValue?: { readonly values: readonly JsonValue[] };
  readonly kvlistValue?: { readonly values: readonly JsonMember[] };
}

interface JsonMember {
  readonly key: string;
  readonly value: JsonValue;
}

interface JsonRecord {
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly body: JsonValue;
  readonly eventName?: string;
  readonly attributes: readonly JsonMember[];
  readonly droppedAttributesCount: number;
  readonly flags?: number;
  readonly traceId?: string;
  readonly spanId?: string;
}

interface JsonPlace {
  readonly resource: { readonly attributes: readonly JsonMember[]; readonly schemaUrl?: string };
  readonly scopeLogs: readonly [
    {
      readonly scope: { readonly name: string; readonly version?: string; readonly attributes?: readonly JsonMember[] };
      readonly schemaUrl?: string;
    },
  ];
}

/** What `jsonRecord` wrote, as a record again. */
export function recordOfJson(stored: Uint8Array, place: RecordPlace): ReadableLogRecord {
  const record = JSON.parse(textOf(stored)) as JsonRecord;
  return recordFrom(
    {
      time: BigInt(record.timeUnixNano),
      observedTime: BigInt(record.observedTimeUnixNano),
      severityNumber: record.severityNumber,
      severityText: record.severityText,
      body: anyValueOf(record.body),
      attributes: mapOf(record.attributes),
      droppedAttributesCount: record.droppedAttributesCount,
      flags: record.flags ?? 0,
      traceId: record.traceId,
      spanId: record.spanId,
      eventName: record.eventName,
    },
    place,
  );
}

/** What stands around records, as a resource and scope again. */
export function placeOfJson(stored: Uint8Array): RecordPlace {
  const [before, after] = JSON.parse(textOf(stored)) as [string, string];
  const { resource, scopeLogs } = JSON.parse(before + after) as JsonPlace;
  const [{ scope, schemaUrl }] = scopeLogs;
  return {
    resource: { attributes: mapOf(resource.attributes), schemaUrl: resource.schemaUrl },
    instrumentationScope: {
      name: scope.name,
      version: scope.version,
      schemaUrl,
      ...(scope.attributes === undefined ? {} : { attributes: mapOf(scope.attributes) }),
    },
  } as unknown as RecordPlace;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

function mapOf(members: readonly JsonMember[]): Record<string, unknown> {
  return Object.fromEntries(members.map(({ key, value }) => [key, anyValueOf(value)]));
}

function anyValueOf(value: JsonValue): unknown {
  if (value.bytesValue !== undefined) return Uint8Array.from(Buffer.from(value.bytesValue, 'base64'));
  if (value.arrayValue !== undefined) return value.arrayValue.values.map(anyValueOf);
  if (value.kvlistValue !== undefined) return mapOf(value.kvlistValue.values);
  return value.stringValue ?? value.boolValue ?? value.intValue ?? value.doubleValue;
}
