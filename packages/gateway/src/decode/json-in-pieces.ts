import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { type CutList, type JsonPiece, MAX_CUT_DEPTH } from './json-cuts.js';
import { RequestFault } from './record-fault.js';
import type { VisibleChanges } from './visible-changes.js';

/** Stands in the place of what is parsed for itself: nobody outside can know it. */
const MARK = `cut ${randomUUID()} `;
const MARK_BYTES = Buffer.from(`"${MARK}`);
const QUOTE = Buffer.from('"');

/**
 * A number that a double may not hold, where OTLP/JSON has whole ones; it should be a text, and is not always. Behind a name in quotes is a
 * colon nowhere but in the structure, so nothing within a text is meant.
 */
const INEXACT =
  /("(?:intValue|int_value|timeUnixNano|time_unix_nano|observedTimeUnixNano|observed_time_unix_nano)"\s*:\s*)(-?\d{16,})(?![\d.eE])/g;

/** One stretch of a request after the other, so that a large one holds up nobody. */
export class JsonInPieces {
  readonly #request: Buffer;
  readonly #turn: () => Promise<void>;
  #isUtf8 = true;

  /** @param turn resolves when the next piece may be parsed */
  constructor(request: Buffer, turn: () => Promise<void>) {
    this.#request = request;
    this.#turn = turn;
  }

  /**
   * What JSON.parse makes of all of it. Whole numbers that a double does not hold are read from their digits.
   *
   * @param whole the request with its cuts, as {@link JsonStructure} has found them
   * @throws RequestFault
   */
  async parsed(whole: JsonPiece | undefined, changes: VisibleChanges): Promise<unknown> {
    if (whole === undefined) throw notJson();
    const value = await this.#piece(whole, '', '');
    if (!this.#isUtf8) changes.add('invalid_text');
    return value;
  }

  async #piece(piece: JsonPiece, before: string, after: string): Promise<unknown> {
    const value = this.#valueOf(before + this.#textOf(piece) + after);
    const { cuts } = piece;
    if (cuts.length === 0) return value;
    const lists: unknown[][] = [];
    for (const cut of cuts) lists.push(await this.#list(cut));
    return filled(value, lists, MARKED_LEVELS);
  }

  async #list({ pieces }: CutList): Promise<unknown[]> {
    const list: unknown[] = [];
    for (const piece of pieces) {
      await this.#turn();
      const entries = (await this.#piece(piece, '[', ']')) as unknown[];
      if (entries.length === 0) throw notJson(); // behind its last comma a list has an entry
      for (const entry of entries) list.push(entry);
    }
    return list;
  }

  #textOf({ from, to, cuts }: JsonPiece): string {
    const parts: Buffer[] = [];
    let at = from;
    cuts.forEach((cut, index) => {
      parts.push(this.#request.subarray(at, cut.from), MARK_BYTES, Buffer.from(String(index)), QUOTE);
      at = cut.to;
    });
    parts.push(this.#request.subarray(at, to));
    const bytes = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    const text = bytes.toString('utf8');
    if (text.includes('\ufffd') && !isUtf8(bytes)) this.#isUtf8 = false;
    return text;
  }

  #valueOf(text: string): unknown {
    try {
      return JSON.parse(text.replace(INEXACT, '$1"$2"')) as unknown;
    } catch {
      throw notJson(); // the parser's message quotes the text, which may hold secrets
    }
  }
}

function notJson(): RequestFault {
  return new RequestFault('The request is not JSON.');
}

/** Levels of a piece that may have marks in them, the brackets around its entries among them. */
const MARKED_LEVELS = MAX_CUT_DEPTH + 1;

/** Puts the lists where their marks stand. */
function filled(value: unknown, lists: readonly unknown[][], levels: number): unknown {
  if (typeof value !== 'object' || value === null || levels === 0) return value;
  if (!Array.isArray(value)) {
    const object = value as Record<string, unknown>;
    for (const name of Object.keys(object)) object[name] = filled(object[name], lists, levels - 1);
    return object;
  }
  const [first] = value as unknown[];
  if (typeof first === 'string' && first.startsWith(MARK)) return lists[Number(first.slice(MARK.length))];
  for (let index = 0; index < value.length; index += 1) value[index] = filled(value[index], lists, levels - 1);
  return value;
}
