/** Units of the longest text that is remembered: names, ids, methods, user agents and short stack traces fit. */
const LONGEST = 256;
/** With all of the longest texts 1.1 MiB; a power of two. */
const SLOTS = 2_048;

/**
 * Texts in which nothing was found, so that what every record repeats is judged once. It never holds a text in which something
 * was found, and answers only for a text that is the same unit by unit. One slot a text bounds it: an attacker who floods it
 * only makes it forget. A text enters when it comes a third time, so that what is new each time costs little, and as a copy:
 * a part of a large string would keep all of it in memory.
 */
export class RecentTexts {
  readonly #texts: string[] = new Array<string>(SLOTS).fill('');
  /** Bit by bit the contexts in which the slot's text is clean. */
  readonly #cleanIn = new Uint8Array(SLOTS);
  readonly #prints = new Uint32Array(SLOTS);
  /** What came once: a sample of its units; what came twice: all of them. */
  readonly #once = new Uint32Array(SLOTS);
  readonly #twice = new Uint32Array(SLOTS);

  /** What the other two methods want of the text; 0 for one that is not remembered. */
  printOf(text: string): number {
    return text.length <= LONGEST ? sampleOf(text) : 0;
  }

  /** Was the text clean in this context, which is one bit? */
  isClean(text: string, print: number, context: number): boolean {
    const slot = print & (SLOTS - 1);
    return (
      this.#prints[slot] === print && ((this.#cleanIn[slot] as number) & context) !== 0 && this.#texts[slot] === text
    );
  }

  addClean(text: string, print: number, context: number): void {
    if (print === 0) return;
    const slot = print & (SLOTS - 1);
    if (this.#prints[slot] === print && this.#texts[slot] === text) {
      (this.#cleanIn[slot] as number) |= context;
    } else if (this.#once[slot] !== print) {
      this.#once[slot] = print;
    } else {
      const whole = hashOf(text);
      if (this.#twice[slot] === whole) this.#put(text, slot, print, context);
      else this.#twice[slot] = whole;
    }
  }

  #put(text: string, slot: number, print: number, context: number): void {
    const copy = Buffer.from(text, 'utf8').toString('utf8');
    if (copy !== text) return; // a lone surrogate has no copy; such a text is never clean
    this.#texts[slot] = copy;
    this.#prints[slot] = print;
    this.#cleanIn[slot] = context;
  }
}

const PRIME = 0x01000193;

/** Of at most nine units and the length; never 0. */
function sampleOf(text: string): number {
  const last = text.length - 1;
  let hash = text.length;
  for (let part = 0; part <= 8; part++) hash = Math.imul(hash, PRIME) ^ text.charCodeAt((last * part) >> 3);
  return ((hash ^ (hash >>> 15)) | 0x8000_0000) >>> 0;
}

/** Of all units, in four lanes that the processor works on at once. */
function hashOf(text: string): number {
  const { length } = text;
  let first = length;
  let second = 1;
  let third = 2;
  let fourth = 3;
  let at = 0;
  for (; at + 3 < length; at += 4) {
    first = Math.imul(first, PRIME) ^ text.charCodeAt(at);
    second = Math.imul(second, PRIME) ^ text.charCodeAt(at + 1);
    third = Math.imul(third, PRIME) ^ text.charCodeAt(at + 2);
    fourth = Math.imul(fourth, PRIME) ^ text.charCodeAt(at + 3);
  }
  for (; at < length; at++) first = Math.imul(first, PRIME) ^ text.charCodeAt(at);
  const left = Math.imul(first, PRIME) ^ second;
  const right = Math.imul(third, PRIME) ^ fourth;
  return (Math.imul(left ^ (left >>> 15), PRIME) ^ right) >>> 0;
}
