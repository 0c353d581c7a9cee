import { MAX_ATTRIBUTES } from './value-bounds.js';
import type { VisibleChanges } from './visible-changes.js';

/** Builds the attributes of something, or the members of a map, from names that anybody may have chosen. */
export class Members {
  readonly values: Record<string, unknown> = {};
  /** Left out beyond the bound. */
  dropped = 0;
  #count = 0;
  #renamed = 0;
  readonly #changes: VisibleChanges;

  constructor(changes: VisibleChanges) {
    this.#changes = changes;
  }

  /** Whether another one fits; otherwise it is counted as dropped. */
  hasRoom(): boolean {
    if (this.#count < MAX_ATTRIBUTES) return true;
    if (this.dropped === 0) this.#changes.add('too_many_values');
    this.dropped += 1;
    return false;
  }

  /** A name that stands there already, an empty one and `__proto__` become `renamed.<n>.<name>`: nothing is lost, nothing is taken for another. */
  add(name: string, value: unknown): void {
    this.#count += 1;
    const { values } = this;
    if (name === '' || name === '__proto__' || Object.hasOwn(values, name)) values[this.#freeName(name)] = value;
    else values[name] = value;
  }

  #freeName(name: string): string {
    this.#changes.add(name === '' ? 'empty_name' : 'duplicate_name');
    for (;;) {
      const free = `renamed.${this.#renamed}.${name}`;
      this.#renamed += 1;
      if (!Object.hasOwn(this.values, free)) return free;
    }
  }
}
