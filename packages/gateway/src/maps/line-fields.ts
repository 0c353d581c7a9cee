import { FieldPaths, type FieldReader } from './field-reader.js';
import { readPairs } from './key-value-pairs.js';
import { LinePattern } from './line-pattern.js';
import type { LogMap } from './log-map.js';
import { MapError } from './map-error.js';
import { MAX_TEXT, type RecordView } from './record-view.js';

const READS: readonly unknown[] = ['text', 'json', 'either'];

/** The fields of one record, to which a rule's own pattern may add. */
export interface LineFields {
  readonly fields: Record<string, unknown>;
  readonly read: FieldReader;
}

/** Takes the records of one map apart. */
export class LineReader {
  readonly #map: LogMap;
  readonly #lines: readonly LinePattern[];
  readonly #absent: ReadonlySet<unknown>;
  readonly #paths = new FieldPaths();
  /** Names that a text gives; others must come from a structure or a rule's pattern. */
  readonly #known: ReadonlySet<string>;

  /** @throws {MapError} */
  constructor(map: LogMap) {
    const place = `Map ${map.map}`;
    if (!READS.includes(map.read)) throw new MapError(`${place}: read is one of ${READS.join(', ')}.`);
    this.#map = map;
    this.#lines = (map.lines ?? []).map((line, index) => new LinePattern(line, `${place}, lines[${index}]`));
    this.#absent = new Set(map.absent ?? ['']);
    this.#known = new Set(['message', ...this.#lines.flatMap(({ fields }) => fields)]);
    if (map.time !== undefined) this.checkField(map.time, `${place}, time`);
  }

  /** A field that nothing gives is a mistake, unless a structure or pairs may hold any. @throws {MapError} */
  checkField(name: string, place: string, ofRule: readonly string[] = []): void {
    if (typeof name !== 'string') throw new MapError(`${place}: name a field.`);
    const { read, pairs } = this.#map;
    if (read === 'text' && pairs !== true && !this.#known.has(name) && !ofRule.includes(name)) {
      const known = [...ofRule, ...this.#known].join(', ');
      throw new MapError(`${place}: no pattern gives the field ${JSON.stringify(name)}; fields are ${known}.`);
    }
    this.#paths.add(name, place);
  }

  /** `undefined`: not a line of this program. `silent`: a line that says nothing by its words alone. */
  read(view: RecordView): LineFields | 'silent' | undefined {
    const structure = this.#map.read === 'text' ? undefined : view.structure;
    if (structure !== undefined) return this.#fromStructure(structure);
    return this.#map.read === 'json' ? undefined : this.#fromText(view.message);
  }

  #fromStructure(structure: object): LineFields | undefined {
    const fields: Record<string, unknown> = Object.create(null);
    if (this.#map.pairs === true) {
      const message = (structure as Record<string, unknown>)['message'];
      if (typeof message !== 'string' || message.length > MAX_TEXT || !readPairs(fields, message)) return undefined;
    }
    return { fields, read: this.#paths.reader(structure, fields, this.#absent) };
  }

  #fromText(text: string | undefined): LineFields | 'silent' | undefined {
    if (text === undefined || text.length > MAX_TEXT) return undefined;
    const { containing, pairs } = this.#map;
    if (containing !== undefined && !containing.some((part) => text.includes(part))) return 'silent';
    const fields: Record<string, unknown> = Object.create(null);
    fields['message'] = text;
    if (this.#lines.length > 0 && !this.#lines.some((line) => line.readInto(fields, text))) return undefined;
    if (pairs === true && !readPairs(fields, String(fields['message']))) return undefined;
    return { fields, read: this.#paths.reader(undefined, fields, this.#absent) };
  }
}
