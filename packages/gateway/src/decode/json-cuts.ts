import { RequestFault } from './record-fault.js';

/** Lists are cut down to this level: that of the records, each in a list of a scope, in a list of a resource, in a list. */
export const MAX_CUT_DEPTH = 6;
/** A piece ends with the first entry that brings it to so many values: some milliseconds of parsing. */
const PIECE_VALUES = 65_536;
/** Of a piece with its last entry, which cannot be cut: of what a record says, 8,192 values are kept, and each takes five or six here. */
const MOST_PIECE_VALUES = 262_144;

/** A stretch of a request that is parsed at once. */
export interface JsonPiece {
  readonly from: number;
  readonly to: number;
  /** Lists within that are parsed for themselves, in their order. */
  readonly cuts: readonly CutList[];
}

/** A list in several pieces. */
export interface CutList {
  /** Behind its bracket. */
  readonly from: number;
  /** Where its other bracket stands. */
  readonly to: number;
  /** Of whole entries each, without the commas between them. */
  readonly pieces: readonly JsonPiece[];
}

interface Open {
  readonly depth: number;
  readonly from: number;
  readonly pieces: JsonPiece[];
  pieceFrom: number;
  valuesFrom: number;
  cuts: CutList[];
  /** Of the lists in `cuts`. */
  cutBytes: number;
  cutValues: number;
}

/** Finds where a request can be cut, while its structure is looked at. Of what is no JSON its pieces are no JSON either. */
export class JsonCuts {
  readonly #pieceBytes: number;
  readonly #open: Open[];
  #depth = 0;
  #top: Open;

  /** @param pieceBytes a piece ends with the first entry that brings it to so many bytes, too */
  constructor(from: number, pieceBytes: number) {
    this.#pieceBytes = pieceBytes;
    this.#top = opened(0, from, 0);
    this.#open = [this.#top];
  }

  open(isList: boolean, at: number, values: number): void {
    this.#depth += 1;
    if (!isList || this.#depth > MAX_CUT_DEPTH) return;
    this.#top = opened(this.#depth, at + 1, values);
    this.#open.push(this.#top);
  }

  /** @throws RequestFault */
  comma(at: number, values: number): void {
    const top = this.#top;
    if (top.depth !== this.#depth || top.depth === 0) return;
    const isFull =
      at - top.pieceFrom - top.cutBytes >= this.#pieceBytes || values - top.valuesFrom - top.cutValues >= PIECE_VALUES;
    if (isFull) endPiece(top, at, values);
  }

  /** @throws RequestFault */
  close(at: number, values: number): void {
    if (this.#depth === 0) return; // no JSON
    const top = this.#top;
    this.#depth -= 1;
    if (top.depth !== this.#depth + 1) return;
    this.#open.pop();
    const around = this.#open.at(-1) as Open;
    this.#top = around;
    if (top.pieces.length === 0) {
      around.cuts.push(...top.cuts);
      around.cutBytes += top.cutBytes;
      around.cutValues += top.cutValues;
      return;
    }
    const { valuesFrom } = top.pieces[0] as Ended;
    endPiece(top, at, values);
    around.cuts.push({ from: top.from, to: at, pieces: top.pieces });
    around.cutBytes += at - top.from;
    around.cutValues += values - valuesFrom;
  }

  /** All of it; undefined where a list does not end. @throws RequestFault */
  end(at: number, values: number): JsonPiece | undefined {
    if (this.#open.length > 1) return undefined;
    endPiece(this.#top, at, values);
    return this.#top.pieces[0];
  }
}

interface Ended extends JsonPiece {
  readonly valuesFrom: number;
}

function opened(depth: number, from: number, values: number): Open {
  return { depth, from, pieces: [], pieceFrom: from, valuesFrom: values, cuts: [], cutBytes: 0, cutValues: 0 };
}

function endPiece(list: Open, at: number, values: number): void {
  if (values - list.valuesFrom - list.cutValues > MOST_PIECE_VALUES) {
    throw new RequestFault('A record in JSON has too many values; send what it says in several.', 413);
  }
  const piece: Ended = { from: list.pieceFrom, to: at, cuts: list.cuts, valuesFrom: list.valuesFrom };
  list.pieces.push(piece);
  list.pieceFrom = at + 1;
  list.valuesFrom = values;
  list.cuts = [];
  list.cutBytes = 0;
  list.cutValues = 0;
}
