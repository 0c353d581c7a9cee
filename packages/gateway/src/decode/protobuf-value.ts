import { Members } from './members.js';
import { RecordFault } from './record-fault.js';
import { MAX_DEPTH, MAX_NAME_LENGTH, MAX_VALUES, SHOWN_DEPTH } from './value-bounds.js';
import type { VisibleChanges } from './visible-changes.js';
import type { WireReader } from './wire-reader.js';

/** Tags of AnyValue, ArrayValue, KeyValueList and KeyValue in opentelemetry-proto's common.proto (1.x, stable). */
const STRING = 0x0a;
const BOOL = 0x10;
const INT = 0x18;
const DOUBLE = 0x21;
const LIST = 0x2a;
const MAP = 0x32;
const BYTES = 0x3a;
const ITEM = 0x0a;
const KEY = 0x0a;
const VALUE = 0x12;
/** Numbers 1 to 7 of AnyValue, 1 and 2 of KeyValue, 1 of the two containers. */
const KNOWN_KINDS = 0xfe;
const KNOWN_MEMBERS = 0x06;
const KNOWN_ITEMS = 0x02;

/** Reads values of one record after the other. */
export class ProtobufValues {
  readonly #reader: WireReader;
  readonly #changes: VisibleChanges;
  #left = MAX_VALUES;
  #isWhole = true;

  constructor(reader: WireReader, changes: VisibleChanges) {
    this.#reader = reader;
    this.#changes = changes;
  }

  /** Another record may have as many values as the one before. */
  begin(): void {
    this.#left = MAX_VALUES;
    this.#isWhole = true;
  }

  /** Values since {@link begin}. */
  get used(): number {
    return MAX_VALUES - this.#left;
  }

  /** Whether every value since {@link begin} was read; what lies beyond a bound is passed over, and might be anything. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** A KeyValue that ends at `end`. */
  member(members: Members, end: number, depth: number): void {
    const reader = this.#reader;
    if (!members.hasRoom()) {
      this.#isWhole = false;
      reader.at = end;
      return;
    }
    let name = '';
    let value: unknown;
    while (reader.at < end) {
      const tag = reader.tag(end);
      if (tag === KEY) {
        if (name !== '') reader.repeated += 1;
        name = reader.name(end);
      } else if (tag === VALUE) {
        if (value !== undefined) reader.repeated += 1;
        value = this.value(reader.length(end), depth);
      } else reader.skip(tag, end, KNOWN_MEMBERS);
    }
    if (name.length > MAX_NAME_LENGTH) this.#isWhole = false;
    members.add(name, value);
  }

  /** An AnyValue that ends at `end`; undefined for an empty one. Of several the last counts, as protobuf has it. */
  value(end: number, depth: number): unknown {
    const reader = this.#reader;
    if (--this.#left < 0) {
      if (this.#left === -1) this.#changes.add('too_many_values');
      this.#isWhole = false;
      reader.at = end;
      return '[cut]';
    }
    let value: unknown;
    let kinds = 0;
    while (reader.at < end) {
      const tag = reader.tag(end);
      kinds += 1;
      switch (tag) {
        case STRING:
          value = reader.repeatedText(end);
          break;
        case BOOL:
          reader.varint(end);
          value = reader.low !== 0 || reader.high !== 0;
          break;
        case INT:
          reader.varint(end);
          value = reader.signed();
          break;
        case DOUBLE:
          value = reader.bytes.readDoubleLE(reader.fixed(8, end));
          break;
        case LIST:
        case MAP:
          value = this.#container(tag, reader.length(end), depth);
          break;
        case BYTES: {
          const last = reader.length(end);
          value = Uint8Array.from(reader.bytes.subarray(reader.at, last));
          reader.at = last;
          break;
        }
        default:
          reader.skip(tag, end, KNOWN_KINDS);
          kinds -= 1;
      }
    }
    if (kinds > 1) reader.repeated += kinds - 1;
    if (reader.at !== end) throw new RecordFault('a value ends beyond what holds it');
    return value;
  }

  #container(tag: number, end: number, depth: number): unknown {
    if (depth >= SHOWN_DEPTH && depth <= MAX_DEPTH) this.#changes.add('too_deep');
    if (depth >= MAX_DEPTH) {
      this.#isWhole = false;
      this.#reader.at = end;
      return '[too deep]';
    }
    return tag === LIST ? this.#list(end, depth + 1) : this.#map(end, depth + 1);
  }

  #list(end: number, depth: number): unknown[] {
    const reader = this.#reader;
    const items: unknown[] = [];
    while (reader.at < end) {
      const tag = reader.tag(end);
      if (tag !== ITEM) {
        reader.skip(tag, end, KNOWN_ITEMS);
        continue;
      }
      const last = reader.length(end);
      if (this.#left <= 0 && items.at(-1) === '[cut]') reader.at = last;
      else items.push(this.value(last, depth));
    }
    return items;
  }

  #map(end: number, depth: number): Readonly<Record<string, unknown>> {
    const reader = this.#reader;
    const members = new Members(this.#changes);
    while (reader.at < end) {
      const tag = reader.tag(end);
      if (tag !== ITEM) reader.skip(tag, end, KNOWN_ITEMS);
      else if (this.#left > 0) this.member(members, reader.length(end), depth);
      else {
        if (members.dropped === 0) members.add('[cut]', '[cut]');
        members.dropped += 1;
        const last = reader.length(end);
        reader.at = last;
      }
    }
    return members.values;
  }
}
