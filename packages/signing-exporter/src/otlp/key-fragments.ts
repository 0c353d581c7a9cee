/** Names remembered; beyond it all are forgotten, so that attacker-made ones cost time but no memory. */
const MAX_KEYS = 4_096;
/** Longer names are encoded each time. */
const MAX_KEY_LENGTH = 256;

/** What an encoding writes for an attribute's name, remembered: records of one event bear the same names. */
export class KeyFragments {
  readonly #known = new Map<string, Uint8Array>();
  readonly #encode: (key: string) => Uint8Array;

  constructor(encode: (key: string) => Uint8Array) {
    this.#encode = encode;
  }

  of(key: string): Uint8Array {
    return this.#known.get(key) ?? this.#remember(key);
  }

  #remember(key: string): Uint8Array {
    const fragment = this.#encode(key);
    if (key.length > MAX_KEY_LENGTH) return fragment;
    if (this.#known.size >= MAX_KEYS) this.#known.clear();
    this.#known.set(key, fragment);
    return fragment;
  }
}
