import type { CanonicalMap, CanonicalValue } from '../canonical-reader.js';
import { quoted } from '../canonical-record.js';
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
 * Finds attributes of the resource or the scope that a store would show in place of a signed one. A sealer renames such
 * attributes, so this speaks of what was added later. The same value twice does no harm.
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
      const signed = mapTextOf(attributes.values[index] as CanonicalValue);
      for (const { labels } of this.#views) {
        const shown = labels.get(lokiName(name));
        if (shown !== undefined && shown !== signed) {
          return {
            field: name,
            detail: `the resource or scope shows it, too, as ${shown === '' ? quoted('') : 'another value'}`,
          };
        }
      }
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
