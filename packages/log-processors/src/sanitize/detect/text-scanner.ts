import type { Detector, Found } from './detector.js';
import { mayHoldEscapedLetter } from './escaped-letters.js';
import { KeywordAutomaton, KeywordTable } from './keyword-automaton.js';
import { MAY_HOLD_ESCAPE, NEEDS_FOLDING } from './symbols.js';

const NONE = new Uint8Array(0);

/** Detectors and the table of their keywords. It never changes: all scanners of the same rules share one. */
export class ScanRules {
  readonly detectors: readonly Detector[];
  readonly table: KeywordTable;
  readonly ownerOf: Uint16Array;
  readonly lengthOf: Uint8Array;
  readonly personalOnly: Uint8Array;

  constructor(detectors: readonly Detector[]) {
    const keywords = detectors.flatMap((detector, owner) => detector.keywords.map((keyword) => ({ keyword, owner })));
    this.detectors = detectors;
    this.table = new KeywordTable(keywords.map(({ keyword }) => keyword));
    this.ownerOf = Uint16Array.from(keywords, ({ owner }) => owner);
    this.lengthOf = Uint8Array.from(keywords, ({ keyword }) => keyword.length);
    this.personalOnly = Uint8Array.from(detectors, ({ personalOnly }) => (personalOnly === true ? 1 : 0));
  }

  /** Bytes of the keyword table. */
  get byteLength(): number {
    return this.table.next.byteLength;
  }
}

/** Runs all detectors over a text: one pass for the keywords, then each detector at its own. */
export class TextScanner {
  readonly #rules: ScanRules;
  readonly #automaton: KeywordAutomaton;
  /** Up to where each detector has judged, counted through all texts, so that it need not be emptied for each. */
  readonly #judgedTo: Float64Array;
  #textsBefore = 0;
  /** How many keywords more may be shown to detectors. */
  allowance: number = Number.POSITIVE_INFINITY;

  constructor(rules: ScanRules) {
    this.#rules = rules;
    this.#automaton = new KeywordAutomaton(rules.table);
    this.#judgedTo = new Float64Array(rules.detectors.length);
  }

  /** Finds the keywords only; see `MAY_NEED_ENCODING` and `NEEDS_FOLDING` for the result. */
  survey(text: string): number {
    const seen = this.#automaton.find(text);
    return (seen & MAY_HOLD_ESCAPE) !== 0 && mayHoldEscapedLetter(text) ? seen | NEEDS_FOLDING : seen;
  }

  /** Did the last survey find any keyword? */
  get hasCandidates(): boolean {
    return this.#automaton.hitCount > 0;
  }

  /**
   * Shows the keywords of the last survey, which must have been of this text, to their detectors.
   * Returns up to where all were shown: the text's length unless the allowance is used up.
   */
  judge(text: string, found: Found, keepsPersonal = false): number {
    const automaton = this.#automaton;
    const { detectors, table, ownerOf, lengthOf, personalOnly } = this.#rules;
    const base = this.#textsBefore;
    this.#textsBefore += text.length + 1;
    const rests = keepsPersonal ? personalOnly : NONE;
    for (let hit = 0; hit < automaton.hitCount; hit++) {
      const end = automaton.hitEnds[hit] as number;
      for (const keyword of table.keywordsOf[automaton.hitStates[hit] as number] as readonly number[]) {
        const owner = ownerOf[keyword] as number;
        if (rests[owner] === 1) continue;
        const start = end - (lengthOf[keyword] as number);
        if (base + start < (this.#judgedTo[owner] as number)) continue;
        if (this.allowance-- <= 0) return start;
        const judgedTo = (detectors[owner] as Detector).at(text, start, end, found);
        this.#judgedTo[owner] = base + Math.min(judgedTo, text.length);
      }
    }
    return text.length;
  }
}
