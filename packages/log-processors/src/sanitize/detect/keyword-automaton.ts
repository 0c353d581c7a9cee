import { SYMBOL_COUNT, SYMBOL_MASK, SYMBOLS, symbolOf } from './symbols.js';

/** Where to go from every state with every letter (Aho and Corasick, 1975, as a dense table). Never changes, so many may read it. */
export class KeywordTable {
  readonly next: Uint16Array;
  /** States from this one on end a keyword. */
  readonly firstAccepting: number;
  /** The keywords, by number, that end in an accepting state. */
  readonly keywordsOf: readonly (readonly number[])[];

  /** Keywords are lower case; `#` stands for any digit. */
  constructor(keywords: readonly string[]) {
    const trie = buildTrie(keywords);
    const order = acceptingLast(trie.accepts);
    this.firstAccepting = trie.accepts.filter((accepted) => accepted.length === 0).length;
    this.next = new Uint16Array(order.length * SYMBOL_COUNT);
    const keywordsOf: (readonly number[])[] = [];
    for (let state = 0; state < order.length; state++) {
      const row = order[state] as number;
      for (let symbol = 0; symbol < SYMBOL_COUNT; symbol++) {
        this.next[row * SYMBOL_COUNT + symbol] = order[trie.next[state * SYMBOL_COUNT + symbol] as number] as number;
      }
      keywordsOf[row] = trie.accepts[state] as readonly number[];
    }
    this.keywordsOf = keywordsOf;
  }
}

/**
 * Finds all keywords of a table in one pass over the text, whatever their number.
 * Its time depends on the length of the text only.
 */
export class KeywordAutomaton {
  /** Where the accepted keywords end and in which state; valid up to the count that `find` returned. */
  hitEnds: Int32Array = new Int32Array(256);
  hitStates: Uint16Array = new Uint16Array(256);
  hitCount = 0;
  readonly #next: Uint16Array;
  readonly #firstAccepting: number;

  constructor({ next, firstAccepting }: KeywordTable) {
    this.#next = next;
    this.#firstAccepting = firstAccepting;
  }

  /** Fills the hits and returns the union of what the table says about every unit. */
  find(text: string): number {
    const next = this.#next;
    const firstAccepting = this.#firstAccepting;
    const { length } = text;
    let state = 0;
    let seen = 0;
    this.hitCount = 0;
    for (let at = 0; at < length; at++) {
      const symbol = SYMBOLS[text.charCodeAt(at)] as number;
      seen |= symbol;
      state = next[(state << 6) | (symbol & SYMBOL_MASK)] as number;
      if (state >= firstAccepting) this.#hit(at + 1, state);
    }
    return seen;
  }

  #hit(end: number, state: number): void {
    if (this.hitCount === this.hitEnds.length) this.#grow();
    this.hitEnds[this.hitCount] = end;
    this.hitStates[this.hitCount++] = state;
  }

  #grow(): void {
    const ends = new Int32Array(this.hitCount * 2);
    const states = new Uint16Array(this.hitCount * 2);
    ends.set(this.hitEnds);
    states.set(this.hitStates);
    this.hitEnds = ends;
    this.hitStates = states;
  }
}

interface Trie {
  /** Row per state, column per symbol. */
  readonly next: number[];
  readonly accepts: number[][];
}

function buildTrie(keywords: readonly string[]): Trie {
  const next: number[] = new Array(SYMBOL_COUNT).fill(0);
  const accepts: number[][] = [[]];
  for (const [number, keyword] of keywords.entries()) {
    let state = 0;
    for (const character of keyword) {
      const symbol = character === '#' ? symbolOf('0') : symbolOf(character);
      if (symbol === 0)
        throw new RangeError(`The keyword ${JSON.stringify(keyword)} has a character outside the alphabet.`);
      const cell = state * SYMBOL_COUNT + symbol;
      if (next[cell] === 0) {
        next[cell] = accepts.length;
        accepts.push([]);
        for (let column = 0; column < SYMBOL_COUNT; column++) next.push(0);
      }
      state = next[cell] as number;
    }
    accepts[state]?.push(number);
  }
  linkSuffixes(next, accepts);
  return { next, accepts };
}

/** Breadth first: where a state has no edge it continues as its longest proper suffix does, and accepts what that accepts. */
function linkSuffixes(next: number[], accepts: number[][]): void {
  const suffix = new Array<number>(accepts.length).fill(0);
  const queue: number[] = [];
  for (let symbol = 0; symbol < SYMBOL_COUNT; symbol++) if (next[symbol] !== 0) queue.push(next[symbol] as number);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number;
    const fallback = suffix[state] as number;
    accepts[state]?.push(...(accepts[fallback] as number[]));
    for (let symbol = 0; symbol < SYMBOL_COUNT; symbol++) {
      const cell = state * SYMBOL_COUNT + symbol;
      const fallen = next[fallback * SYMBOL_COUNT + symbol] as number;
      if (next[cell] === 0) {
        next[cell] = fallen;
      } else {
        suffix[next[cell] as number] = fallen;
        queue.push(next[cell] as number);
      }
    }
  }
}

/** New numbers for the states, so that one comparison tells whether a state accepts. State 0 stays first. */
function acceptingLast(accepts: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  let number = 0;
  for (const [state, accepted] of accepts.entries()) if (accepted.length === 0) order[state] = number++;
  for (const [state, accepted] of accepts.entries()) if (accepted.length > 0) order[state] = number++;
  return order;
}
