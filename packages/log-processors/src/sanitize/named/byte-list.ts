import type { ValueExtent } from './value-extent.js';

const BYTES = /\\{0,3}["']?[ \t]?[:=][ \t]?(\[[ \t]?(?:\d{1,3},[ \t]?){15,127}\d{1,3}[ \t]?\])/y;

/** `BD 0C 51 7E …`, also with colons: the same as it is printed, a kilobyte of it. */
const HEX_BYTES =
  /\\{0,3}(?:["']?[ \t]?[:=]|[ \t](?:is|(?:has|having|with)(?:[ \t]the)? value(?: of)?)(?=[ \t]))[ \t]?\[?["']?((?:[0-9A-Fa-f]{2}([ :-])(?:[0-9A-Fa-f]{2}\2){14,1022})[0-9A-Fa-f]{2})(?![\w:-])/y;

/** `… ff 12 items`: behind a key of whole words, how many there are of something. */
const COUNTS = /^ \d\d \p{L}{3}/u;

/** `network_key=[80, 157, 52, …]`: a key as the list of its sixteen bytes or more. */
export function byteList(text: string, nameEnd: number): ValueExtent | undefined {
  BYTES.lastIndex = nameEnd;
  HEX_BYTES.lastIndex = nameEnd;
  const match = BYTES.exec(text) ?? HEX_BYTES.exec(text);
  if (match === null) return undefined;
  const [whole, bytes = '', separator] = match;
  if (separator !== undefined && !/[A-Fa-f]/.test(bytes)) return undefined; // numbers
  const end = nameEnd + whole.length;
  const counts = separator === ' ' && ((bytes.length + 1) / 3) % 8 === 1 && COUNTS.test(text.slice(end - 3, end + 4));
  return { start: end - bytes.length, end: counts ? end - 3 : end, assigned: true, proven: true };
}
