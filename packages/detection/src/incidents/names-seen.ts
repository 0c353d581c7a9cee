import { markOfText } from '../counting/combine-keys.js';
import type { NamesSeen } from '../incident.js';

const MOST_SHOWN = 10;
const MOST_COUNTED = 64;
const LONGEST = 128;

/** Names of an incident: the first ten as they are shown, all of them counted up to 64. */
export class NamesCollected {
  readonly #shown: string[] = [];
  readonly #marks: number[] = [];

  add(name: string | undefined): void {
    if (name === undefined || this.#marks.length >= MOST_COUNTED) return;
    const mark = markOfText(name);
    if (this.#marks.includes(mark)) return;
    this.#marks.push(mark);
    if (this.#shown.length < MOST_SHOWN) this.#shown.push(shortened(name));
  }

  /** @param counted what the detector counted itself, which may know of more */
  seen(counted = 0): NamesSeen {
    return { distinct: Math.max(this.#marks.length, counted), shown: [...this.#shown] };
  }
}

/** Cut on a code point. */
function shortened(name: string): string {
  if (name.length <= LONGEST) return name;
  const end = /[\uD800-\uDBFF]$/.test(name.slice(0, LONGEST)) ? LONGEST - 1 : LONGEST;
  return `${name.slice(0, end)}…`;
}
