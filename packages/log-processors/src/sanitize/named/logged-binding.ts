import type { ValueExtent } from './value-extent.js';

const TYPE_AND_SIGN =
  /^(?:[ \t]?[([]\d{1,3}:|\][ \t]?(?::|as)[ \t]?\[|:)[A-Z][A-Z_]{2,23}[)\]]{1,2}[ \t](?:<-|->|-|=)[ \t]\[/;
/** Up to the last bracket of the line, or up to one that a space follows. */
const VALUE = /^[^\r\n]{1,1024}?(?=\](?:$|[\s,;]|\\[nr]))/;

/**
 * `binding parameter (password:VARCHAR) <- [x]`, `password [1:VARCHAR] <- [x]`, `extracted value ([password] : [VARCHAR]) - [x]`: as mappers
 * of objects to tables log what they set and what they read.
 */
export function loggedBinding(text: string, nameEnd: number): ValueExtent | undefined {
  const next = text.charAt(nameEnd);
  if (next === '=' || next === '"') return undefined; // nearly always
  const sign = TYPE_AND_SIGN.exec(text.slice(nameEnd, nameEnd + 48))?.[0].length ?? 0;
  if (sign === 0) return undefined;
  const start = nameEnd + sign;
  const value = VALUE.exec(text.slice(start, start + 1_026))?.[0];
  return value === undefined ? undefined : { start, end: start + value.length, assigned: true };
}
