import { GrowingBytes } from './growing-bytes.js';

/** For the punctuation of one member, and one number. */
const MARGIN = 64;
/** `\\u0000` for one UTF-16 unit is the longest that JSON makes of it. */
const BYTES_PER_UNIT = 6;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const CLOSING_BRACE = 0x7d;
/** Texts up to this length are read character by character: a call into the engine costs as much as some thirty. */
const SHORT_TEXT = 28;

/** For each ASCII character what is written for it: the last byte, and how. */
const ESCAPED = 0x100;
const LONG_FORM = 0x200;
const WRITTEN: Uint16Array = Uint16Array.from({ length: 128 }, (_, unit) => (unit < 0x20 ? LONG_FORM : unit));
for (const [unit, letter] of ['""', '\\\\', '\bb', '\ff', '\nn', '\rr', '\tt'].map((pair) => Buffer.from(pair))) {
  WRITTEN[unit as number] = ESCAPED | (letter as number);
}

/** Where JSON is written, one text at a time. Each function writes at a position and returns the next one. */
export const json: GrowingBytes = new GrowingBytes();

/** Bytes that are JSON already. */
export function writeRaw(at: number, fragment: Uint8Array): number {
  json.withRoom(at, fragment.length).set(fragment, at);
  return at + fragment.length;
}

/** ASCII that needs no escapes, such as a number. */
export function writePlain(at: number, text: string): number {
  return at + json.withRoom(at, text.length).write(text, at, 'latin1');
}

/** A text in quotes, exactly as JSON.stringify writes it. */
export function writeString(at: number, text: string): number {
  return writeText(json.withRoom(at, MARGIN + BYTES_PER_UNIT * text.length), at, text);
}

/** The same between bytes that are JSON already and the ends of two objects: what most of a record consists of. */
export function writeMember(at: number, before: Uint8Array, text: string): number {
  const bytes = json.withRoom(at, MARGIN + before.length + BYTES_PER_UNIT * text.length);
  bytes.set(before, at);
  const end = writeText(bytes, at + before.length, text);
  bytes[end] = CLOSING_BRACE;
  bytes[end + 1] = CLOSING_BRACE;
  return end + 2;
}

function writeText(bytes: Buffer, at: number, text: string): number {
  bytes[at] = QUOTE;
  const end = text.length <= SHORT_TEXT ? writeShort(bytes, at + 1, text) : writeLong(bytes, at + 1, text);
  if (end === undefined) return at + bytes.write(JSON.stringify(text), at);
  bytes[end] = QUOTE;
  return end + 1;
}

/** Undefined where more than ASCII and short escapes is needed. */
function writeShort(bytes: Uint8Array, at: number, text: string): number | undefined {
  let end = at;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return undefined;
    const written = WRITTEN[unit] as number;
    if (written >= LONG_FORM) return undefined;
    bytes[end] = BACKSLASH;
    end += written >> 8;
    bytes[end++] = written;
  }
  return end;
}

/** The same; the text is first put where it will not be reached before it has been read. No branches, as in any quick loop. */
function writeLong(bytes: Buffer, at: number, text: string): number | undefined {
  const { length } = text;
  const from = at + length + MARGIN;
  if (bytes.write(text, from, 'utf8') !== length) return undefined;
  let end = at;
  let all = 0;
  for (let index = from; index < from + length; index += 1) {
    const written = WRITTEN[bytes[index] as number] as number;
    all |= written;
    bytes[end] = BACKSLASH;
    end += (written >> 8) & 1;
    bytes[end++] = written;
  }
  return all >= LONG_FORM ? undefined : end;
}
