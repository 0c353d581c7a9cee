import type { ValueExtent } from './value-extent.js';

const BYTES = /^\\{0,3}["']?[ \t]?[:=][ \t]?(\[[ \t]?(?:\d{1,3},[ \t]?){15,127}\d{1,3}[ \t]?\])/;

/** `BD 0C 51 7E …`, also with colons: the same as it is printed. */
const HEX_BYTES =
  /^\\{0,3}["']?[ \t]?[:=][ \t]?["']?((?:[0-9A-Fa-f]{2}([ :-])(?:[0-9A-Fa-f]{2}\2){14,62})[0-9A-Fa-f]{2})(?![\w:-])/;

const OPENS = /^\\{0,3}["']?[ \t]?[:=][ \t]?\[/;

/** `network_key=[80, 157, 52, …]`: a key as the list of its sixteen bytes or more. */
export function byteList(text: string, nameEnd: number): ValueExtent | undefined {
  const match = (OPENS.test(text.slice(nameEnd, nameEnd + 8)) ? BYTES : HEX_BYTES).exec(
    text.slice(nameEnd, nameEnd + 700),
  );
  if (match === null) return undefined;
  const end = nameEnd + match[0].length;
  return { start: end - (match[1] as string).length, end, assigned: true, proven: true };
}
