/** Two in each set; a power of two. With the longest values 2 MiB, with usual ones a quarter of that. */
const SETS = 4_096;
/** Numbers of those who came once; a power of two. */
const NUMBERS = 16_384;
/** Units of the longest value that is remembered. */
const LONGEST = 128;

/**
 * Pseudonyms of those who come again, so that their hash is made once or twice. Nobody is kept at first sight but as a number: a crowd of
 * new people neither drives out those who are known nor gives the collector anything to move. Of a value a copy is kept: a part of a
 * large text would keep all of it in memory. It belongs to one key and one period.
 */
export class RecentPseudonyms {
  readonly #values: string[] = new Array<string>(SETS * 2).fill('');
  readonly #kinds: string[] = new Array<string>(SETS * 2).fill('');
  readonly #pseudonyms: string[] = new Array<string>(SETS * 2).fill('');
  readonly #once = new Uint32Array(NUMBERS);

  get(kind: string, value: string, print: number): string | undefined {
    const slot = (print & (SETS - 1)) << 1;
    if (this.#values[slot] === value && this.#kinds[slot] === kind) return this.#pseudonyms[slot];
    if (this.#values[slot + 1] === value && this.#kinds[slot + 1] === kind) return this.#pseudonyms[slot + 1];
    return undefined;
  }

  /** Keeps it when it comes the second time. */
  add(kind: string, value: string, print: number, pseudonym: string): void {
    if (value.length > LONGEST || value === '') return;
    const number = print & (NUMBERS - 1);
    if (this.#once[number] !== print) {
      this.#once[number] = print;
      return;
    }
    const copy = Buffer.from(value, 'utf8').toString('utf8');
    if (copy !== value) return; // a lone surrogate has no copy
    const slot = (print & (SETS - 1)) << 1;
    this.#values[slot + 1] = this.#values[slot] as string;
    this.#kinds[slot + 1] = this.#kinds[slot] as string;
    this.#pseudonyms[slot + 1] = this.#pseudonyms[slot] as string;
    this.#values[slot] = copy;
    this.#kinds[slot] = kind;
    this.#pseudonyms[slot] = pseudonym;
  }

  clear(): void {
    this.#values.fill('');
    this.#kinds.fill('');
    this.#pseudonyms.fill('');
    this.#once.fill(0);
  }
}

const PRIME = 0x01000193;

/** Of all units of a value that may be remembered; never 0. */
export function printOf(value: string): number {
  const { length } = value;
  let print = length;
  for (let at = 0; at < length && at < LONGEST; at++) print = Math.imul(print ^ value.charCodeAt(at), PRIME);
  return ((print ^ (print >>> 15)) | 0x8000_0000) >>> 0;
}
