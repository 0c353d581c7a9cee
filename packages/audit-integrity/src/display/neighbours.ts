import type { CanonicalMap, CanonicalValue } from '../canonical-reader.js';
import { isSame } from '../wire/attribute-plan.js';
import { lokiName } from '../wire/store-names.js';
import type { Mismatch } from './mismatch.js';
import type { ResourceView } from './resource-view.js';
import { mapTextOf } from './stored-value.js';

/** Events whose attribute names are remembered. */
const MAX_REMEMBERED = 256;

interface Remembered {
  readonly names: readonly string[];
  /** Indices of attributes whose name the resource or the scope bears, too. */
  readonly met: readonly number[];
}

/**
 * Finds attributes of the resource or the scope that a store would show in place of a signed one, or of a member of a
 * signed map. A sealer renames such attributes, so this speaks of what was added later. The same value twice does no harm.
 *
 * Records of one event bear the same names: which of them meet is worked out once for each event and surroundings.
 */
export class Neighbours {
  readonly #views: readonly ResourceView[];
  readonly #remembered = new Map<string, Remembered>();

  constructor(...views: readonly ResourceView[]) {
    this.#views = views;
  }

  mismatch(event: string, attributes: CanonicalMap): Mismatch | undefined {
    for (const index of this.#met(event, attributes.names)) {
      const name = attributes.names[index] as string;
      const found = this.#takesPlaceOf(name, mapTextOf(attributes.values[index] as CanonicalValue));
      if (found !== undefined) return found;
    }
    for (let index = 0; index < attributes.values.length; index += 1) {
      const value = attributes.values[index] as CanonicalValue;
      const found =
        typeof value === 'string' ? undefined : this.#takesMemberOf(attributes.names[index] as string, value);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Whether the resource or the scope bears the name of any of these attributes, whatever the value. */
  meet(attributes: CanonicalMap): boolean {
    return attributes.names.some((name) => this.#views.some(({ labels }) => labels.has(lokiName(name))));
  }

  #takesPlaceOf(name: string, signed: string | undefined): Mismatch | undefined {
    const label = lokiName(name);
    for (const { labels } of this.#views) {
      const shown = labels.get(label);
      if (shown !== undefined && shown !== signed) {
        return { field: name, detail: 'the resource or scope shows it, too, as another value' };
      }
    }
    return undefined;
  }

  /** A map's members stand beside the resource's attributes in stores that spell maps out. */
  #takesMemberOf(name: string, { names, values }: CanonicalMap): Mismatch | undefined {
    const members = values[0];
    if (names[0] !== 'm' || typeof members !== 'object') return undefined;
    for (const [index, member] of members.names.entries()) {
      const path = `${name}.${member}`;
      const value = members.values[index] as CanonicalValue;
      const found =
        this.#takesPlaceOf(path, undefined) ??
        (typeof value === 'string' ? undefined : this.#takesMemberOf(path, value));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #met(event: string, names: readonly string[]): readonly number[] {
    const known = this.#remembered.get(event);
    if (known !== undefined && isSame(known.names, names)) return known.met;
    const met = Array.from(names.keys()).filter((index) => {
      const label = lokiName(names[index] as string);
      return this.#views.some(({ labels }) => labels.has(label));
    });
    if (known !== undefined || this.#remembered.size < MAX_REMEMBERED) this.#remembered.set(event, { names, met });
    return met;
  }
}
