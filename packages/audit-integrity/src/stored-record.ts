/**
 * A value as OTLP/JSON spells it; what `JSON.parse` made of it, so nothing about it is certain until it was looked at.
 * An object without any member is no value.
 *
 * @stable
 */
export interface StoredValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  /** Decimal text, as collectors write it, or a number, as OpenTelemetry JS writes it. */
  readonly intValue?: string | number;
  /** A number, or `NaN`, `Infinity`, `-Infinity`. */
  readonly doubleValue?: number | string;
  /** base64 */
  readonly bytesValue?: string;
  readonly arrayValue?: { readonly values?: readonly StoredValue[] };
  readonly kvlistValue?: { readonly values?: readonly StoredAttribute[] };
}

/** @stable */
export interface StoredAttribute {
  readonly key?: string;
  readonly value?: StoredValue;
}

/**
 * The members of an OTLP/JSON `LogRecord` that a verifier looks at.
 *
 * @stable
 */
export interface StoredLogRecord {
  readonly timeUnixNano?: string | number;
  readonly severityNumber?: number | string;
  readonly severityText?: string;
  readonly eventName?: string;
  readonly body?: StoredValue;
  readonly attributes?: readonly StoredAttribute[];
  readonly droppedAttributesCount?: number;
  readonly flags?: number;
  readonly traceId?: string;
  readonly spanId?: string;
}

/**
 * A record as a store gave it back. Sources that read OTLP/JSON hand over what they parsed, uncopied and unchecked;
 * others bring what they have into this shape. Order and duplicates of attributes are kept.
 *
 * @stable
 */
export interface StoredRecord {
  /** Where a person finds it: `audit.jsonl:12`. */
  readonly place: string;
  readonly logRecord: StoredLogRecord;
  /** Attributes of the resource. */
  readonly resource: readonly StoredAttribute[];
  readonly scopeName: string;
  /** Attributes of the scope. */
  readonly scope: readonly StoredAttribute[];
}

/**
 * The log records in one OTLP/JSON export request: a line of the collector's file exporter, or the body of a request.
 * Whatever is not shaped as such a request holds no records; nothing throws.
 *
 * @param request what `JSON.parse` returned
 * @param place of the request; records of one request share it
 * @example
 * for (const record of storedRecords(JSON.parse(line), `audit.jsonl:${lineNumber}`)) verifier.add(record);
 * @stable
 */
export function* storedRecords(request: unknown, place: string): Generator<StoredRecord, void, undefined> {
  for (const resourceLogs of listOf(request, 'resourceLogs')) {
    const resource = listOf(memberOf(resourceLogs, 'resource'), 'attributes') as readonly StoredAttribute[];
    for (const scopeLogs of listOf(resourceLogs, 'scopeLogs')) {
      const scopeOf = memberOf(scopeLogs, 'scope');
      const name = memberOf(scopeOf, 'name');
      const scopeName = typeof name === 'string' ? name : '';
      const scope = listOf(scopeOf, 'attributes') as readonly StoredAttribute[];
      for (const logRecord of listOf(scopeLogs, 'logRecords')) {
        if (typeof logRecord !== 'object' || logRecord === null) continue;
        yield { place, logRecord: logRecord as StoredLogRecord, resource, scopeName, scope };
      }
    }
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : [];
}
