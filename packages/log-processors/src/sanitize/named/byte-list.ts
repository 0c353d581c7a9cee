import type { ValueExtent } from './value-extent.js';

const BYTES = /^\\{0,3}["']?[ \t]?[:=][ \t]?(\[[ \t]?(?:\d{1,3},[ \t]?){15,127}\d{1,3}[ \t]?\])/;

const OPENS = /^\\{0,3}["']?[ \t]?[:=][ \t]?\[/;

/** `network_key=[80, 157, 52, …]`: a key as the list of its sixteen bytes or more. */
export function byteList(text: string, nameEnd: number): ValueExtent | undefined {
  if (!OPENS.test(text.slice(nameEnd, nameEnd + 8))) return undefined;
  const match = BYTES.exec(text.slice(nameEnd, nameEnd + 700));
  if (match === null) return undefined;
  const end = nameEnd + match[0].length;
  return { start: end - (match[1] as string).length, end, assigned: true, proven: true };
}
