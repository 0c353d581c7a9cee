/** Names of harmless additions that are told apart. */
const MAX_LISTED = 1_024;

/** The names of unsigned attributes that were met and are harmless, within a bound. */
export class Additions {
  readonly #names = new Set<string>();

  get names(): readonly string[] {
    return [...this.#names];
  }

  add(name: string): void {
    if (this.#names.size < MAX_LISTED) this.#names.add(name);
  }
}
