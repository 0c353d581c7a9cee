import { isOfSurroundings, isReservedName, isWithin, lokiName } from '../wire/store-names.js';

/** Namespaces of what happened and to whom: nobody but the sealer may speak in them. In Loki's spelling. */
const SPOKEN_FOR = ['user', 'enduser', 'client', 'session', 'event', 'security', 'audit'] as const;

/** Names that a store shows in place of a record's own fields (aliases and passthrough of Elasticsearch's OTel mode). */
const ALIASES: ReadonlySet<string> = new Set(['message', 'log_level', 'timestamp', '_timestamp', 'body', 'body_text']);

/** Names remembered per verifier, so that strangers' names cost no memory. */
const MAX_REMEMBERED = 4_096;

/**
 * Decides which names an unsigned attribute may bear: any but those under which people would take it for something that
 * was sealed, in any store that we know (SPEC.md, "Display").
 *
 * @experimental
 * @example
 * new UnsignedNames(['error.type']).mayBear('k8s.pod.name'); // true; 'user.id' and 'error.type' are not for it
 */
export class UnsignedNames {
  readonly #vocabulary: ReadonlySet<string>;
  readonly #remembered = new Map<string, boolean>();

  /** @param vocabulary attribute names of the security events; in any store's spelling they belong to the sealer. */
  constructor(vocabulary: Iterable<string>) {
    this.#vocabulary = new Set(Array.from(vocabulary, lokiName));
  }

  /** Whether an attribute of this name, or a map's member under its whole name, may stand there unsigned. */
  mayBear(name: string): boolean {
    const known = this.#remembered.get(name);
    if (known !== undefined) return known;
    const allowed = this.#decide(name);
    if (this.#remembered.size < MAX_REMEMBERED) this.#remembered.set(name, allowed);
    return allowed;
  }

  #decide(name: string): boolean {
    const label = lokiName(name);
    if (isWithin(label, SPOKEN_FOR) || ALIASES.has(label)) return false;
    if (isReservedName(name)) return false;
    return isOfSurroundings(label) || !this.#vocabulary.has(label);
  }
}
