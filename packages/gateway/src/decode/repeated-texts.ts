/** Longer texts are decoded faster than compared, and seldom repeat. In bytes. */
export const MAX_REPEATED_LENGTH = 48;
/** Places are remembered by the lowest bits of a number: a power of two. */
const PLACES = 64;

interface SeenText {
  from: number;
  length: number;
  text: string;
}

/**
 * The last text of each attribute within one request. Records of one batch say much the same: the kind of an actor, a route, a reason. What
 * stands there again, byte for byte, need not be decoded again, nor take memory a second time. Nothing is kept beyond the request.
 */
export class RepeatedTexts {
  readonly #bytes: Uint8Array;
  readonly #seen: (SeenText | undefined)[] = new Array(PLACES).fill(undefined);

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The text of these bytes, if they are what was seen at this place last. */
  at(place: number, from: number, to: number): string | undefined {
    const seen = this.#seen[place & (PLACES - 1)];
    if (seen === undefined || seen.length !== to - from) return undefined;
    const bytes = this.#bytes;
    for (let at = from, before = seen.from; at < to; at += 1, before += 1) {
      if (bytes[at] !== bytes[before]) return undefined;
    }
    return seen.text;
  }

  remember(place: number, from: number, to: number, text: string): void {
    const seen = this.#seen[place & (PLACES - 1)];
    if (seen === undefined) this.#seen[place & (PLACES - 1)] = { from, length: to - from, text };
    else {
      seen.from = from;
      seen.length = to - from;
      seen.text = text;
    }
  }
}
