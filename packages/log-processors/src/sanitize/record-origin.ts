import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { cutTexts, restored } from '../copy/full-values.js';
import type { Sanitizer } from './sanitizer.js';

type Resource = ReadWriteLogRecord['resource'];
type Scope = ReadWriteLogRecord['instrumentationScope'];

/** Puts clean resources and scopes in the place of raw ones. */
export interface CleanOrigins {
  /** `scopeAttributes` are those of the record's scope as the application gave them, before the SDK's limits cut them. */
  replace(record: ReadWriteLogRecord, scopeAttributes?: Readonly<Record<string, unknown>>): void;
}

/**
 * A process has few resources and scopes and many records, so each is cleaned once: `process.command_args` is where passwords on command
 * lines end up. A clean one is used as it is, so that exporters go on grouping by it.
 */
export function cleanOrigins(sanitizer: Sanitizer): CleanOrigins {
  const resources = new WeakMap<object, Resource>();
  const scopes = new WeakMap<object, Scope>();
  return {
    replace(record, scopeAttributes) {
      const resource = remembered(resources, record.resource, () => cleanResource(record.resource, sanitizer));
      if (resource !== record.resource) (record as { resource: Resource }).resource = resource;
      const scope = remembered(scopes, record.instrumentationScope, () =>
        cleanScope(record.instrumentationScope, sanitizer, scopeAttributes),
      );
      if (scope !== record.instrumentationScope)
        (record as { instrumentationScope: Scope }).instrumentationScope = scope;
    },
  };
}

function remembered<T extends object>(known: WeakMap<object, T>, raw: T, clean: () => T): T {
  if (raw === null || typeof raw !== 'object') return raw;
  let result = known.get(raw);
  if (result === undefined) {
    result = clean();
    known.set(raw, result);
    known.set(result, result);
  }
  return result;
}

/** Attributes that are still being detected are cleaned when they are read. */
function cleanResource(raw: Resource, sanitizer: Sanitizer): Resource {
  if (raw.asyncAttributesPending !== true) {
    const attributes = sanitizer.sanitizeAttributes(raw.attributes);
    if (same(attributes, raw.attributes)) return raw;
  }
  return {
    get asyncAttributesPending() {
      return raw.asyncAttributesPending ?? false;
    },
    get attributes() {
      return sanitizer.sanitizeAttributes(raw.attributes) as Resource['attributes'];
    },
    schemaUrl: raw.schemaUrl,
    waitForAsyncAttributes: () => raw.waitForAsyncAttributes?.() ?? Promise.resolve(),
    merge: (other: Resource | null) => raw.merge(other),
    getRawAttributes: () => Object.entries(sanitizer.sanitizeAttributes(raw.attributes)),
  } as Resource;
}

function cleanScope(raw: Scope, sanitizer: Sanitizer, full: Readonly<Record<string, unknown>> = {}): Scope {
  const name = sanitizer.sanitizeText(raw.name);
  const version = raw.version === undefined ? undefined : sanitizer.sanitizeValue('otel.scope.version', raw.version);
  const attributes = (raw as { attributes?: Record<string, unknown> }).attributes;
  const clean = attributes === undefined ? undefined : cleanAttributes(attributes, full, sanitizer);
  if (name === raw.name && version === raw.version && (attributes === undefined || same(clean as object, attributes)))
    return raw;
  return {
    ...raw,
    name,
    ...(version === undefined ? {} : { version }),
    ...(clean === undefined ? {} : { attributes: clean }),
  } as Scope;
}

function cleanAttributes(
  attributes: Readonly<Record<string, unknown>>,
  full: Readonly<Record<string, unknown>>,
  sanitizer: Sanitizer,
): Record<string, unknown> {
  const whole = restored(attributes, full);
  if (whole === undefined) return sanitizer.sanitizeAttributes(attributes);
  return cutTexts(sanitizer.sanitizeAttributes(whole.attributes), whole.lengthLimit) as Record<string, unknown>;
}

/** Compared as text: the copy shares no object with the original. */
function same(clean: object, raw: object): boolean {
  return JSON.stringify(clean) === JSON.stringify(raw);
}
