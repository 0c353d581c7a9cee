/** A value of OTLP JSON. */
export type Any = Readonly<Record<string, unknown>>;

export interface RecordOptions {
  readonly body?: Any;
  readonly attributes?: Readonly<Record<string, Any>>;
  readonly eventName?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export const text = (stringValue: string): Any => ({ stringValue });

export function keyValues(attributes: Readonly<Record<string, Any>>): unknown[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value }));
}

export function logRecord({ body, attributes = {}, eventName, more = {} }: RecordOptions): unknown {
  return { timeUnixNano: '1795449600123456789', eventName, body, attributes: keyValues(attributes), ...more };
}

/** An ExportLogsServiceRequest in OTLP JSON. */
export function exportRequest(
  records: readonly unknown[],
  {
    service = 'shop',
    resource = {},
  }: { readonly service?: string; readonly resource?: Readonly<Record<string, Any>> } = {},
): string {
  const attributes = keyValues({ 'service.name': text(service), ...resource });
  return JSON.stringify({
    resourceLogs: [{ resource: { attributes }, scopeLogs: [{ scope: { name: 'lib' }, logRecords: records }] }],
  });
}

/** Numbered records. */
export function numbered(count: number, from = 0): unknown[] {
  return Array.from({ length: count }, (_, index) =>
    logRecord({ body: text(`record ${from + index}`), attributes: { number: { intValue: String(from + index) } } }),
  );
}
