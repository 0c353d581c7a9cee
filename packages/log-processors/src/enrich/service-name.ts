/** OpenTelemetry's name for it; a resource attribute, so not part of the event vocabulary. */
const ATTR_SERVICE_NAME = 'service.name';

const known = new WeakMap<object, { readonly name: string | undefined }>();

/**
 * The service name in a resource. Read once per resource, except while a detector may still find it, and from its raw list: the `attributes` getter of OpenTelemetry's resource
 * logs an error each time it is read while detectors are still running.
 */
export function serviceNameOf(resource: unknown): string | undefined {
  if (typeof resource !== 'object' || resource === null) return undefined;
  let entry = known.get(resource);
  if (entry === undefined) {
    entry = { name: readServiceName(resource) };
    const isFinal =
      entry.name !== undefined || !('asyncAttributesPending' in resource && resource.asyncAttributesPending);
    if (isFinal) known.set(resource, entry);
  }
  return entry.name;
}

function readServiceName(resource: { attributes?: unknown; getRawAttributes?: unknown }): string | undefined {
  if (typeof resource.getRawAttributes !== 'function')
    return asName((resource.attributes as Record<string, unknown> | undefined)?.[ATTR_SERVICE_NAME]);
  const raw: unknown = resource.getRawAttributes();
  const pair = Array.isArray(raw)
    ? raw.find((entry) => Array.isArray(entry) && entry[0] === ATTR_SERVICE_NAME)
    : undefined;
  return asName(pair?.[1]);
}

function asName(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
