import type { Attributes } from '@opentelemetry/api';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { wireSafeValue } from '@otelseal/audit-integrity/sealing';
import type { RecordPlace } from './exported-record.js';
import { settledAttributes } from './settled-attributes.js';

type Resource = ReadableLogRecord['resource'];
type Scope = ReadableLogRecord['instrumentationScope'];

/**
 * Resources and scopes whose values any serializer can take. Each original gets one derived object, because
 * serializers group records by the identity of both; records of one resource must stay one group.
 */
export class WireSafeOrigins {
  readonly #resources = new WeakMap<Resource, Resource>();
  readonly #pending = new WeakMap<Resource, Resource>();
  readonly #scopes = new WeakMap<Scope, Scope>();

  /** Where the last record stood, and where it stands now: most stand where the one before them did. */
  #last: { readonly resource: Resource; readonly scope: Scope; readonly place: RecordPlace } | undefined;

  /** Where a record is to stand. */
  place({ resource, instrumentationScope: scope }: RecordPlace): RecordPlace {
    if (this.#last?.resource === resource && this.#last.scope === scope) return this.#last.place;
    const place = { resource: this.resource(resource), instrumentationScope: this.scope(scope) };
    this.#last = this.#resources.has(resource) ? { resource, scope, place } : undefined;
    return place;
  }

  resource(original: Resource): Resource {
    const known = this.#resources.get(original);
    if (known !== undefined) return known;
    if (original.asyncAttributesPending === true) return this.#pendingResource(original);
    const derived = safeResource(original);
    this.#resources.set(original, derived);
    return derived;
  }

  /** A record that is sealed while detectors still run carries what is known by then. */
  #pendingResource(original: Resource): Resource {
    const known = this.#pending.get(original);
    if (known !== undefined) return known;
    const derived = {
      attributes: wireSafeValue(settledAttributes(original)),
      schemaUrl: original.schemaUrl,
    } as Resource;
    this.#pending.set(original, derived);
    return derived;
  }

  scope(original: Scope): Scope {
    const known = this.#scopes.get(original);
    if (known !== undefined) return known;
    const derived = safeScope(original);
    this.#scopes.set(original, derived);
    return derived;
  }
}

/** Only what needs it is replaced, and then by a plain object: serializers read no more than this of a resource. */
function safeResource(original: Resource): Resource {
  const { attributes, schemaUrl } = original;
  if (isSafe(attributes)) return original;
  return { attributes: wireSafeValue(attributes), schemaUrl } as Resource;
}

function safeScope(original: Scope): Scope {
  const { name, version, schemaUrl, attributes, droppedAttributesCount } = original;
  if (isSafe({ name, version: version ?? '', ...attributes })) return original;
  const safe = wireSafeValue({ name, version: version ?? '', attributes: attributes ?? {} }) as Pick<
    Scope,
    'name' | 'attributes'
  >;
  return { ...safe, schemaUrl, droppedAttributesCount } as Scope;
}

/** Texts that survive every encoding, and nothing that could be deep, cyclic or a number out of range. */
function isSafe(attributes: Attributes): boolean {
  return Object.values(attributes).every(
    (value) =>
      typeof value === 'boolean' || (typeof value === 'string' && value.isWellFormed()) || Number.isSafeInteger(value),
  );
}
