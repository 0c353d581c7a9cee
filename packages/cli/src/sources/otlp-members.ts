/** Members of OTLP's JSON form that carry log records, from opentelemetry-proto 1.9; attribute names are values in it, never members. */
const MEMBERS: readonly string[] = [
  'resourceLogs',
  'resource',
  'scopeLogs',
  'schemaUrl',
  'scope',
  'name',
  'version',
  'logRecords',
  'timeUnixNano',
  'observedTimeUnixNano',
  'severityNumber',
  'severityText',
  'body',
  'attributes',
  'droppedAttributesCount',
  'flags',
  'traceId',
  'spanId',
  'eventName',
  'key',
  'value',
  'values',
  'stringValue',
  'boolValue',
  'intValue',
  'doubleValue',
  'arrayValue',
  'kvlistValue',
  'bytesValue',
];

const EXACT: ReadonlySet<string> = new Set(MEMBERS);
const FOLDED: ReadonlySet<string> = new Set(MEMBERS.map(fold));

/** Whether a lenient reader could take this name for a member that it is not: `resource_logs`, `Body`. */
export function isMisspeltMember(name: string): boolean {
  return !EXACT.has(name) && FOLDED.has(fold(name));
}

function fold(name: string): string {
  return name.length > 40 ? '' : name.replaceAll('_', '').toLowerCase();
}
