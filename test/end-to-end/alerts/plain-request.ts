import type { OtlpRequest } from '../stores/sealed-traffic.ts';

/** A record that nobody sealed, for what the pipeline would never let through. */
export interface PlainRecord {
  readonly timeMs: number;
  readonly eventName: string;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** Records of one service as OTLP/JSON, with the event's name as an attribute, as sealed ones have it. */
export function plainRequest(service: string, records: readonly PlainRecord[]): OtlpRequest {
  const logRecords = records.map(({ timeMs, eventName, attributes }) => ({
    timeUnixNano: `${timeMs}000000`,
    eventName,
    body: { stringValue: eventName },
    attributes: Object.entries({ 'event.name': eventName, ...attributes }).map(([key, value]) => ({
      key,
      value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
    })),
  }));
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: service } }] };
  return { resourceLogs: [{ resource, scopeLogs: [{ scope: { name: 'plain' }, logRecords }] }] };
}
