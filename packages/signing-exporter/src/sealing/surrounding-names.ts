import type { RecordPlace } from './exported-record.js';
import { settledAttributes } from './settled-attributes.js';

/** Sets of names that are told apart; beyond it all are forgotten, so that strangers' names cost time but no memory. */
const MAX_SETS = 256;

/**
 * The attribute names around a record, those of its resource and its scope: one list for each set of names, because what is worked out
 * for them is remembered by the list.
 */
export class SurroundingNames {
  readonly #byPlace = new WeakMap<object, WeakMap<object, readonly string[]>>();
  readonly #bySet = new Map<string, readonly string[]>();
  /** Of the last record: most stand where the one before them did. */
  #last: { readonly place: RecordPlace; readonly names: readonly string[] } | undefined;

  of(place: RecordPlace): readonly string[] {
    if (this.#last?.place === place) return this.#last.names;
    const names = this.#known(place);
    this.#last = { place, names };
    return names;
  }

  #known({ resource, instrumentationScope }: RecordPlace): readonly string[] {
    const scopes = this.#byPlace.get(resource);
    const known = scopes?.get(instrumentationScope);
    if (known !== undefined) return known;
    const names = this.#listOf({ resource, instrumentationScope });
    if (scopes === undefined) this.#byPlace.set(resource, new WeakMap([[instrumentationScope, names]]));
    else scopes.set(instrumentationScope, names);
    return names;
  }

  #listOf({ resource, instrumentationScope: { attributes = {} } }: RecordPlace): readonly string[] {
    const names = [...Object.keys(settledAttributes(resource)), ...Object.keys(attributes)].sort();
    const set = JSON.stringify(names);
    const known = this.#bySet.get(set);
    if (known !== undefined) return known;
    if (this.#bySet.size >= MAX_SETS) this.#bySet.clear();
    this.#bySet.set(set, names);
    return names;
  }
}
