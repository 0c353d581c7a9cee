import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';

/**
 * The attributes of a resource that are known by now. While detectors still run, the SDK complains about whoever reads
 * `attributes`; the raw ones say which of them are promises. Of two with one name the first counts, as in the SDK.
 */
export function settledAttributes(resource: ReadableLogRecord['resource']): Readonly<Record<string, unknown>> {
  if (resource.asyncAttributesPending !== true) return resource.attributes;
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of resource.getRawAttributes()) {
    if (!isPromise(value) && !Object.hasOwn(attributes, name)) attributes[name] = value;
  }
  return attributes;
}

function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
