import type { OutlinedGroup } from '../decode/request-outline.js';
import type { VisibleChanges } from '../decode/visible-changes.js';
import type { ReceivedResource, ReceivedScope } from '../received-record.js';
import { resourceAttributes, surroundingAttributes } from './surrounding-attributes.js';

/** A resource and a scope as a client sent them, and as records that are sealed here show them. */
export interface Place {
  readonly received: { readonly resource: ReceivedResource; readonly scope: ReceivedScope };
  readonly shown: { readonly resource: ReceivedResource; readonly scope: ReceivedScope };
  readonly service: string;
}

/** Remembered at once; beyond either all are forgotten, so that made-up resources cost time but no memory. */
const MAX_KNOWN = 4_096;
const MAX_KNOWN_LENGTH = 16_777_216;

/**
 * Resources and scopes by who sent them and what they say: what is behind knows records that belong together by these objects, and what
 * depends on them alone is done once.
 */
export class Places {
  readonly #resources = new Map<string, KnownResource>();
  #known = 0;
  #length = 0;

  /**
   * @param claimant the principal and the tenant: what is remembered behind of a resource holds for both, and a list of tokens can change
   * @throws RecordFault when it cannot be read
   */
  of(claimant: string, group: OutlinedGroup, changes: VisibleChanges): Place {
    const key = `${claimant}\n${group.resourceKey}`;
    const resource = this.#resources.get(key) ?? this.#addResource(key, group, changes);
    return resource.scopes.get(group.scopeKey) ?? this.#addScope(resource, group, changes);
  }

  #addResource(key: string, group: OutlinedGroup, changes: VisibleChanges): KnownResource {
    const received = group.resource();
    const attributes = resourceAttributes(received.attributes, changes);
    const shown = { attributes, schemaUrl: received.schemaUrl };
    const resource: KnownResource = { received, shown, scopes: new Map() };
    this.#makeRoom(key.length);
    this.#resources.set(key, resource);
    return resource;
  }

  #addScope(resource: KnownResource, group: OutlinedGroup, changes: VisibleChanges): Place {
    const scope = group.scope();
    const attributes = scope.attributes && surroundingAttributes(scope.attributes, changes);
    const place: Place = {
      received: { resource: resource.received, scope },
      shown: { resource: resource.shown, scope: attributes === scope.attributes ? scope : { ...scope, attributes } },
      service: String(resource.shown.attributes['service.name']),
    };
    this.#makeRoom(group.scopeKey.length);
    resource.scopes.set(group.scopeKey, place);
    return place;
  }

  #makeRoom(length: number): void {
    if (this.#known >= MAX_KNOWN || this.#length + length > MAX_KNOWN_LENGTH) {
      this.#resources.clear();
      this.#known = 0;
      this.#length = 0;
    }
    this.#known += 1;
    this.#length += length;
  }
}

interface KnownResource {
  readonly received: ReceivedResource;
  readonly shown: ReceivedResource;
  readonly scopes: Map<string, Place>;
}
