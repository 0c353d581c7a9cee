/** An attribute list of OTLP/JSON. */
type Attributes = readonly { readonly key: string; readonly value?: OtlpValue }[];

interface OtlpValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number | string;
  readonly bytesValue?: string;
  readonly arrayValue?: { readonly values?: readonly OtlpValue[] };
  readonly kvlistValue?: { readonly values?: Attributes };
}

interface OtlpRecord {
  readonly timeUnixNano?: string;
  readonly observedTimeUnixNano?: string;
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly eventName?: string;
  readonly body?: OtlpValue;
  readonly attributes?: Attributes;
  readonly droppedAttributesCount?: number;
  readonly traceId?: string;
  readonly spanId?: string;
}

interface OtlpRequest {
  readonly resourceLogs?: readonly {
    readonly resource?: { readonly attributes?: Attributes };
    readonly scopeLogs?: readonly {
      readonly scope?: { readonly name?: string; readonly version?: string; readonly attributes?: Attributes };
      readonly logRecords?: readonly OtlpRecord[];
    }[];
  }[];
}

/**
 * Documents in the shape that the collector's Elasticsearch exporter writes in mapping mode `otel`: what the exporter for OpenSearch
 * is not tested with here, because no registry has it in full. As JSON texts, because integers keep their digits.
 */
export function* otelDocuments(request: OtlpRequest): Generator<string> {
  for (const { resource, scopeLogs } of request.resourceLogs ?? []) {
    for (const { scope, logRecords } of scopeLogs ?? []) {
      for (const record of logRecords ?? []) yield documentOf(record, resource?.attributes, scope);
    }
  }
}

function documentOf(
  record: OtlpRecord,
  resource: Attributes | undefined,
  scope: { readonly name?: string; readonly version?: string; readonly attributes?: Attributes } | undefined,
): string {
  const time = record.timeUnixNano ?? record.observedTimeUnixNano ?? '0';
  const body = record.body === undefined ? undefined : bodyOf(record.body);
  return object([
    ['@timestamp', JSON.stringify(milliseconds(time))],
    ['observed_timestamp', JSON.stringify(milliseconds(record.observedTimeUnixNano ?? time))],
    ['data_stream', '{"type":"logs","dataset":"generic.otel","namespace":"default"}'],
    ['severity_number', record.severityNumber === undefined ? undefined : String(record.severityNumber)],
    ['severity_text', textOf(record.severityText)],
    ['event_name', textOf(record.eventName)],
    ['trace_id', textOf(record.traceId)],
    ['span_id', textOf(record.spanId)],
    ['attributes', attributesOf(record.attributes)],
    ['dropped_attributes_count', String(record.droppedAttributesCount ?? 0)],
    ['resource', object([['attributes', attributesOf(resource)]])],
    [
      'scope',
      object([
        ['name', textOf(scope?.name)],
        ['version', textOf(scope?.version)],
        ['attributes', attributesOf(scope?.attributes)],
      ]),
    ],
    ['body', body],
  ]);
}

/** As the exporter writes it: milliseconds, a point, and the rest in nanoseconds. */
function milliseconds(nanoseconds: string): string {
  const ns = BigInt(nanoseconds);
  return `${ns / 1_000_000n}.${String(ns % 1_000_000n).padStart(6, '0')}`;
}

function textOf(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : JSON.stringify(text);
}

function object(members: readonly (readonly [name: string, json: string | undefined])[]): string {
  const written = members
    .filter(([, json]) => json !== undefined)
    .map(([name, json]) => `${JSON.stringify(name)}:${json}`);
  return `{${written.join(',')}}`;
}

function attributesOf(attributes: Attributes | undefined): string {
  return object((attributes ?? []).map(({ key, value }) => [key, jsonOfValue(value ?? {})]));
}

function bodyOf(value: OtlpValue): string {
  if (value.kvlistValue !== undefined) return object([['structured', jsonOfValue(value)]]);
  if (value.arrayValue !== undefined) return object([['structured', object([['value', jsonOfValue(value)]])]]);
  const json = jsonOfValue(value);
  return object([['text', json.startsWith('"') ? json : JSON.stringify(json)]]);
}

function jsonOfValue(value: OtlpValue): string {
  if (value.stringValue !== undefined) return JSON.stringify(value.stringValue);
  if (value.boolValue !== undefined) return String(value.boolValue);
  if (value.intValue !== undefined) return String(value.intValue);
  if (value.doubleValue !== undefined) return JSON.stringify(value.doubleValue);
  if (value.bytesValue !== undefined) return JSON.stringify(Buffer.from(value.bytesValue, 'base64').toString('hex'));
  if (value.arrayValue !== undefined) return `[${(value.arrayValue.values ?? []).map(jsonOfValue).join(',')}]`;
  if (value.kvlistValue !== undefined) return attributesOf(value.kvlistValue.values);
  return 'null';
}
