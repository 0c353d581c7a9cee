import type { Detector, Found } from './detector.js';
import { KeywordAutomaton } from './keyword-automaton.js';

const NONE = new Uint8Array(0);

/** Runs all detectors over a text: one pass for the keywords, then each detector at its own. */
export class TextScanner {
  readonly #detectors: readonly Detector[];
  readonly #automaton: KeywordAutomaton;
  readonly #ownerOf: Uint16Array;
  readonly #lengthOf: Uint8Array;
  readonly #personalOnly: Uint8Array;
  readonly #judgedTo: Int32Array;

  constructor(detectors: readonly Detector[]) {
    const keywords = detectors.flatMap((detector, owner) => detector.keywords.map((keyword) => ({ keyword, owner })));
    this.#detectors = detectors;
    this.#automaton = new KeywordAutomaton(keywords.map(({ keyword }) => keyword));
    this.#ownerOf = Uint16Array.from(keywords, ({ owner }) => owner);
    this.#lengthOf = Uint8Array.from(keywords, ({ keyword }) => keyword.length);
    this.#personalOnly = Uint8Array.from(detectors, ({ personalOnly }) => (personalOnly === true ? 1 : 0));
    this.#judgedTo = new Int32Array(detectors.length);
  }

  /** Bytes of the keyword table. */
  get byteLength(): number {
    return this.#automaton.byteLength;
  }

  /** Finds the keywords only; see `MAY_NEED_ENCODING` and `NEEDS_FOLDING` for the result. */
  survey(text: string): number {
    return this.#automaton.find(text);
  }

  /** Did the last survey find any keyword? */
  get hasCandidates(): boolean {
    return this.#automaton.hitCount > 0;
  }

  /** Shows the keywords of the last survey, which must have been of this text, to their detectors. */
  judge(text: string, found: Found, keepsPersonal = false): void {
    const automaton = this.#automaton;
    this.#judgedTo.fill(0);
    const rests = keepsPersonal ? this.#personalOnly : NONE;
    for (let hit = 0; hit < automaton.hitCount; hit++) {
      const end = automaton.hitEnds[hit] as number;
      for (const keyword of automaton.keywordsIn(automaton.hitStates[hit] as number)) {
        const owner = this.#ownerOf[keyword] as number;
        if (rests[owner] === 1) continue;
        const start = end - (this.#lengthOf[keyword] as number);
        if (start < (this.#judgedTo[owner] as number)) continue;
        this.#judgedTo[owner] = (this.#detectors[owner] as Detector).at(text, start, end, found);
      }
    }
  }
}
