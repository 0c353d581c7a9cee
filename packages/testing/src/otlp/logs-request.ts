/** An OTLP `AnyValue`: exactly one member, or none for an empty value. 64-bit integers are decimal text. */
export type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number }
  | { readonly bytesValue: string }
  | { readonly arrayValue: readonly AnyValue[] }
  | { readonly kvlistValue: readonly KeyValue[] }
  | Readonly<Record<string, never>>;

export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

/** An OTLP `LogRecord`; zero and empty mean absent, as in protobuf. Times are nanoseconds since 1970 as decimal text. */
export interface LogRecordData {
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: AnyValue;
  readonly attributes: readonly KeyValue[];
  readonly droppedAttributesCount: number;
  readonly flags: number;
  /** Lower-case hex, or empty. */
  readonly traceId: string;
  readonly spanId: string;
  readonly eventName: string;
}

export interface ScopeLogs {
  readonly scope: {
    readonly name: string;
    readonly version: string;
    readonly attributes: readonly KeyValue[];
    readonly droppedAttributesCount: number;
  };
  readonly logRecords: readonly LogRecordData[];
  readonly schemaUrl: string;
}

export interface ResourceLogs {
  readonly resource: { readonly attributes: readonly KeyValue[]; readonly droppedAttributesCount: number };
  readonly scopeLogs: readonly ScopeLogs[];
  readonly schemaUrl: string;
}

/** What one OTLP/HTTP request to `/v1/logs` carries, whether it came as JSON or as protobuf. */
export type LogsRequest = readonly ResourceLogs[];

/** How deep values may nest; protobuf's own limit is 100. */
export const MAX_VALUE_DEPTH = 64;

/** The request is not OTLP. Answered with 400, as the collector does. */
export class MalformedRequest extends Error {
  readonly code = 'ERR_MALFORMED_OTLP';
  override readonly name = 'MalformedRequest';
}

export function countRecords(request: LogsRequest): number {
  let count = 0;
  for (const { scopeLogs } of request) for (const { logRecords } of scopeLogs) count += logRecords.length;
  return count;
}
