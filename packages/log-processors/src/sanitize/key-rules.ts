import { type SecretKeyVerdict, secretKeyVerdict } from './keys/secret-key.js';

/** What is known about a field from its name alone. */
export interface KeyRule {
  readonly secret: SecretKeyVerdict;
}

const REMEMBERED_NAMES = 4_096;

/** Judges names once: applications use few, and an attacker's many only empty the memory, which is bounded. */
export class KeyRules {
  readonly #known = new Map<string, KeyRule>();

  of(name: string): KeyRule {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (this.#known.size >= REMEMBERED_NAMES) this.#known.clear();
    const rule: KeyRule = { secret: secretKeyVerdict(name) };
    this.#known.set(name, rule);
    return rule;
  }
}
