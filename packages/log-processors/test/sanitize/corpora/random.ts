/** A small seeded generator (mulberry32), so that every corpus is the same on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)] as T;
  }

  text(alphabet: string, length: number): string {
    let text = '';
    for (let at = 0; at < length; at++) text += alphabet[this.int(0, alphabet.length - 1)];
    return text;
  }
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const DIGITS = '0123456789';
export const HEX = '0123456789abcdef';
export const UPPER = LOWER.toUpperCase();
export const ALNUM: string = LOWER + UPPER + DIGITS;
export const BASE64 = `${LOWER}${UPPER}${DIGITS}+/`;
export const BASE64URL = `${LOWER}${UPPER}${DIGITS}-_`;

export function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => random.text(HEX, length)).join('-');
}
