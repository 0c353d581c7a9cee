import { MAX_ATTRIBUTES, MAX_NAME_LENGTH } from './value-bounds.js';
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
  add(given: string, value: unknown): void {
    this.#count += 1;
    const { values } = this;
    const name = given.length > MAX_NAME_LENGTH ? this.#cut(given) : given;
    if (name === '' || name === '__proto__' || Object.hasOwn(values, name)) values[this.#freeName(name)] = value;
    else values[name] = value;
  }

  /** As the sanitizer marks what it cuts. */
  #cut(name: string): string {
    this.#changes.add('long_name');
    return `${name.slice(0, MAX_NAME_LENGTH).toWellFormed()}[CUT:${name.length - MAX_NAME_LENGTH}]`;
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
