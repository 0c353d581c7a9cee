import { isUtf8 } from 'node:buffer';
import type { HrTime } from '@opentelemetry/api';
import { RecordFault } from './record-fault.js';
import { MAX_REPEATED_LENGTH, RepeatedTexts } from './repeated-texts.js';
import type { VisibleChanges } from './visible-changes.js';

const TWO_POW_32 = 4_294_967_296;
const NANOSECONDS = 1_000_000_000;
/** Names remembered as text, by their bytes: a power of two. */
const KNOWN_NAMES = 1_024;
/** Longer names are decoded each time. */
const MAX_KNOWN_LENGTH = 96;

interface KnownName {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Shared by all readers: names of one client are those of the next one. */
const knownNames: (KnownName | undefined)[] = new Array(KNOWN_NAMES).fill(undefined);

/**
 * A position in a protobuf message that anybody may have made. Every read is checked against the end of the message around it.
 * @throws RecordFault
 */
export class WireReader {
  readonly bytes: Buffer;
  at = 0;
  readonly #changes: VisibleChanges;
  /** The halves of the last 64-bit number, unsigned. */
  low = 0;
  high = 0;
  /** Whether all texts were UTF-8 since {@link begin}. */
  isUtf8 = true;
  /** Fields that were passed over, and ones that came again and count no more, since {@link tell}. */
  unknown = 0;
  repeated = 0;
  readonly #repeated: RepeatedTexts;
  /** Of the last name. */
  #place = 0;

  constructor(bytes: Buffer, changes: VisibleChanges) {
    this.bytes = bytes;
    this.#changes = changes;
    this.#repeated = new RepeatedTexts(bytes);
  }

  /** Another record begins there. */
  begin(from: number): void {
    this.at = from;
    this.isUtf8 = true;
    this.#place = 0;
  }

  /** Counts what was passed over. */
  tell(): void {
    if (this.unknown > 0) this.#changes.add('unknown_field', this.unknown);
    if (this.repeated > 0) this.#changes.add('repeated_field', this.repeated);
    this.unknown = 0;
    this.repeated = 0;
  }

  /** A field's number and wire type, as one number; 0 is never one. */
  tag(end: number): number {
    const { bytes } = this;
    const first = bytes[this.at] as number;
    if (first < 0x80 && this.at < end) {
      this.at += 1;
      return first;
    }
    this.varint(end);
    if (this.high !== 0) throw new RecordFault('a field number is out of range');
    return this.low;
  }

  /** Reads up to ten bytes into {@link low} and {@link high}. */
  varint(end: number): void {
    const { bytes } = this;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.at >= end) throw new RecordFault('a number ends too early');
      const byte = bytes[this.at++] as number;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else if (shift < 63) high |= bits << (shift - 32);
      else high |= (bits & 1) << 31;
      if (byte < 0x80) {
        this.low = low >>> 0;
        this.high = high >>> 0;
        return;
      }
    }
    throw new RecordFault('a number has more than ten bytes');
  }

  /** The end of the length-delimited field that begins here; moves to where its content begins. */
  length(end: number): number {
    const first = this.bytes[this.at] as number;
    let length = first;
    if (first < 0x80 && this.at < end) this.at += 1;
    else {
      this.varint(end);
      length = this.high === 0 ? this.low : Number.POSITIVE_INFINITY;
    }
    const last = this.at + length;
    if (last > end) throw new RecordFault('a field ends beyond what holds it');
    return last;
  }

  fixed(size: 4 | 8, end: number): number {
    const start = this.at;
    if (start + size > end) throw new RecordFault('a number ends too early');
    this.at = start + size;
    return start;
  }

  /**
   * Passes over a field that nobody here knows. One that is known and has another type is a fault: receivers behind refuse it, and with it
   * everything that stands in the same request.
   *
   * @param known the numbers of the message's fields that are read, as a set of bits
   * @param unread those of which nothing is kept
   */
  skip(tag: number, end: number, known: number, unread = 0): void {
    const field = tag >>> 3;
    if (field >= 32 || (unread & (1 << field)) === 0) this.unknown += 1;
    if (field === 0) throw new RecordFault('a field has no number');
    if (field < 32 && (known & (1 << field)) !== 0) {
      throw new RecordFault(`the field with number ${field} has another type than in OTLP`);
    }
    switch (tag & 7) {
      case 0:
        this.varint(end);
        return;
      case 1:
        this.fixed(8, end);
        return;
      case 2: {
        const last = this.length(end);
        this.at = last;
        return;
      }
      case 5:
        this.fixed(4, end);
        return;
      default:
        throw new RecordFault(`a field has the wire type ${tag & 7}, which OTLP does not use`);
    }
  }

  text(end: number): string {
    const last = this.length(end); // moves to where the content begins
    const from = this.at;
    this.at = last;
    return from === last ? '' : this.#decoded(from, last);
  }

  /**
   * A text which likely stood at the same place of the record before.
   * @param place a small number of its own; by default that of the last name
   */
  repeatedText(end: number, place: number = this.#place): string {
    const last = this.length(end);
    const from = this.at;
    this.at = last;
    if (from === last) return '';
    if (last - from > MAX_REPEATED_LENGTH) return this.#decoded(from, last);
    const seen = this.#repeated.at(place, from, last);
    if (seen !== undefined) return seen;
    const text = this.#decoded(from, last);
    if (!text.includes('\ufffd')) this.#repeated.remember(place, from, last, text); // one that is no UTF-8 is counted each time
    return text;
  }

  /** A name, which likely came before. */
  name(end: number): string {
    const last = this.length(end);
    const from = this.at;
    this.at = last;
    if (from === last) return '';
    return last - from > MAX_KNOWN_LENGTH ? this.#decoded(from, last) : this.#known(from, last);
  }

  /** Milliseconds are not enough: seconds and nanoseconds of unsigned 64 bits. */
  time(end: number): HrTime {
    const at = this.fixed(8, end);
    const low = this.bytes.readUInt32LE(at);
    const high = this.bytes.readUInt32LE(at + 4);
    let seconds = Math.floor((high * TWO_POW_32 + low) / NANOSECONDS);
    let nanoseconds = (low - (Math.imul(seconds % TWO_POW_32, NANOSECONDS) >>> 0)) >>> 0;
    if (nanoseconds >= TWO_POW_32 / 2) {
      seconds -= 1; // the double above was rounded up
      nanoseconds = (nanoseconds + NANOSECONDS) >>> 0;
    } else if (nanoseconds >= NANOSECONDS) {
      seconds += 1;
      nanoseconds -= NANOSECONDS;
    }
    return [seconds, nanoseconds];
  }

  /** The last 64-bit number as signed; a decimal text where a double would not hold it. */
  signed(): number | string {
    const { low, high } = this;
    if (high < 0x20_0000) return high * TWO_POW_32 + low;
    if (high >= 0xffe0_0000) {
      const value = (high - TWO_POW_32) * TWO_POW_32 + low;
      if (Number.isSafeInteger(value)) return value;
    }
    return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)).toString();
  }

  #decoded(from: number, to: number): string {
    const text = this.bytes.toString('utf8', from, to);
    if (text.includes('\ufffd') && !isUtf8(this.bytes.subarray(from, to))) {
      this.isUtf8 = false;
      this.#changes.add('invalid_text');
    }
    return text;
  }

  #known(from: number, to: number): string {
    const { bytes } = this;
    let hash = to - from;
    for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    const slot = (hash ^ (hash >>> 10)) & (KNOWN_NAMES - 1);
    this.#place = slot;
    const known = knownNames[slot];
    if (known !== undefined && isSame(known.bytes, bytes, from, to)) return known.text;
    const text = this.#decoded(from, to);
    if (!text.includes('\ufffd')) knownNames[slot] = { bytes: Uint8Array.from(bytes.subarray(from, to)), text };
    return text;
  }
}

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let at = 0; at < known.length; at += 1) if (known[at] !== bytes[from + at]) return false;
  return true;
}
