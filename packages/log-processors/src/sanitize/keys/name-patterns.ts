import { copied } from './copied-name.js';

const MOST_NAMES = 1_024;
/** Longer ones are judged, but not remembered. */
const LONGEST_NAME = 128;

/**
 * Which of some patterns a field's name matches. Applications use few names, and a name is no secret: each is asked once, and an
 * attacker's many only empty the memory, which is bounded.
 *
 * @example
 * const NAMES = new NamePatterns({ isHeader: /header$/i, isPin: /pin$/i });
 * NAMES.of('API_KEY_HEADER').isHeader; // true
 */
export class NamePatterns<Question extends string> {
  readonly #patterns: readonly (readonly [Question, RegExp])[];
  readonly #known = new Map<string, Readonly<Record<Question, boolean>>>();

  /** The patterns must be without the flags `g` and `y`. */
  constructor(patterns: Readonly<Record<Question, RegExp>>) {
    this.#patterns = Object.entries(patterns) as [Question, RegExp][];
  }

  of(name: string): Readonly<Record<Question, boolean>> {
    return this.#known.get(name) ?? this.#judge(name);
  }

  #judge(name: string): Readonly<Record<Question, boolean>> {
    const answers = this.#patterns.map(([question, pattern]) => [question, pattern.test(name)] as const);
    const judged = Object.fromEntries(answers) as Record<Question, boolean>;
    if (name.length > LONGEST_NAME) return judged;
    if (this.#known.size >= MOST_NAMES) this.#known.clear();
    const copy = copied(name);
    if (copy !== undefined) this.#known.set(copy, judged);
    return judged;
  }
}
