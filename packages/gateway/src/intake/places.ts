import { hash } from 'node:crypto';
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
/** Longer keys are remembered by their digest: V8 looks for texts of more than 16,383 characters among all of the same length. */
const MAX_KEY_LENGTH = 1_024;
/** What a value takes in memory, however short it was: as much as so many characters. */
const LENGTH_PER_VALUE = 64;

/**
 * Resources and scopes by who sent them and what they say: what is behind knows records that belong together by these objects, and what
 * depends on them alone is done once.
 */
export class Places {
  readonly #resources = new Map<string, KnownResource>();
  #known = 0;
  #length = 0;
  /** Of the group before: often the same, and its key long. */
  #last: { readonly claimant: string; readonly key: string; readonly resource: KnownResource } | undefined;
  /** What had to be read for the last answer, in values. */
  costOfLast = 0;

  /**
   * @param claimant the principal and the tenant: what is remembered behind of a resource holds for both, and a list of tokens can change
   * @throws RecordFault when it cannot be read
   */
  of(claimant: string, group: OutlinedGroup, changes: VisibleChanges): Place {
    this.costOfLast = 0;
    const resource = this.#resourceOf(claimant, group, changes);
    const key = shortKey(group.scopeKey);
    return resource.scopes.get(key) ?? this.#addScope(key, resource, group, changes);
  }

  #resourceOf(claimant: string, group: OutlinedGroup, changes: VisibleChanges): KnownResource {
    const { resourceKey } = group;
    if (this.#last?.claimant === claimant && this.#last.key === resourceKey) return this.#last.resource;
    const key = shortKey(`${claimant}\n${resourceKey}`);
    const resource = this.#resources.get(key) ?? this.#addResource(key, group, changes);
    this.#last = { claimant, key: resourceKey, resource };
    return resource;
  }

  #addResource(key: string, group: OutlinedGroup, changes: VisibleChanges): KnownResource {
    const received = group.resource();
    const attributes = resourceAttributes(received.attributes, changes);
    const shown = { attributes, schemaUrl: received.schemaUrl };
    const resource: KnownResource = { received, shown, scopes: new Map(), cost: group.cost };
    this.#makeRoom(group.resourceKey.length, group.cost);
    this.#resources.set(key, resource);
    return resource;
  }

  #addScope(key: string, resource: KnownResource, group: OutlinedGroup, changes: VisibleChanges): Place {
    const scope = group.scope();
    const { cost } = group;
    this.costOfLast += cost + resource.cost; // which is written once more
    const attributes = scope.attributes && surroundingAttributes(scope.attributes, changes);
    const place: Place = {
      received: { resource: resource.received, scope },
      shown: { resource: resource.shown, scope: attributes === scope.attributes ? scope : { ...scope, attributes } },
      service: String(resource.shown.attributes['service.name']),
    };
    this.#makeRoom(group.scopeKey.length, cost);
    resource.scopes.set(key, place);
    return place;
  }

  #makeRoom(keyLength: number, values: number): void {
    const length = keyLength + values * LENGTH_PER_VALUE;
    if (this.#known >= MAX_KNOWN || this.#length + length > MAX_KNOWN_LENGTH) {
      this.#resources.clear();
      this.#last = undefined;
      this.#known = 0;
      this.#length = 0;
    }
    this.#known += 1;
    this.#length += length;
  }
}

/** Neither kind of key can be taken for the other. */
function shortKey(key: string): string {
  return key.length > MAX_KEY_LENGTH ? `digest:${hash('sha256', key, 'base64')}` : `text:${key}`;
}

interface KnownResource {
  readonly received: ReceivedResource;
  readonly shown: ReceivedResource;
  readonly scopes: Map<string, Place>;
  readonly cost: number;
}
