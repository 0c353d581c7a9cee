import type { OtlpRequest } from '../stores/sealed-traffic.ts';

/** A record that nobody sealed, for what the pipeline would never let through. */
export interface PlainRecord {
  readonly timeMs: number;
  readonly eventName: string;
  readonly attributes: Readonly<Record<string, PlainValue>>;
}

/** Whole numbers are sent as such, also as bigint; others as doubles. */
export type PlainValue = string | number | bigint | boolean | readonly PlainValue[];

/** Records of one service as OTLP/JSON, with the event's name as an attribute, as sealed ones have it. */
export function plainRequest(service: string, records: readonly PlainRecord[]): OtlpRequest {
  const logRecords = records.map(({ timeMs, eventName, attributes }) => ({
    timeUnixNano: `${timeMs}000000`,
    eventName,
    body: { stringValue: eventName },
    attributes: Object.entries({ 'event.name': eventName, ...attributes }).map(([key, value]) => ({
      key,
      value: anyValue(value),
    })),
  }));
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: service } }] };
  return { resourceLogs: [{ resource, scopeLogs: [{ scope: { name: 'plain' }, logRecords }] }] };
}

function anyValue(value: PlainValue): Record<string, unknown> {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'object') return { arrayValue: { values: value.map(anyValue) } };
  const isWhole = typeof value === 'bigint' || Number.isSafeInteger(value);
  return isWhole ? { intValue: String(value) } : { doubleValue: value };
}
