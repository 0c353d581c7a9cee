import type { ValueExtent } from './value-extent.js';

/** Types of texts and bytes; of no other is a secret. */
const TYPE = '(?:character varying|varchar|bpchar|char|text|citext|bytea|uuid|name)';
const CAST = new RegExp(
  String.raw`"?\)?::${TYPE}(?:\(\d{1,6}\))?\)?[ \t]{0,3}(?::?=|<>|!=|!?~~?\*?|i?like|is (?:not )?distinct from|=[ \t]?any[ \t]?\()[ \t]{0,3}E?'\{?((?:[^'\r\n]|''){1,1024}?)\}?'(?!')`,
  'iy',
);

/** `((password)::text = 'hunter2'::text)`: PostgreSQL writes the type between a column and what it is compared with in plans, of `IN` a list. */
export function castValue(text: string, nameEnd: number): ValueExtent | undefined {
  CAST.lastIndex = nameEnd;
  const value = CAST.exec(text)?.[1];
  if (value === undefined) return undefined;
  const start = text.indexOf(value, text.indexOf("'", nameEnd));
  return { start, end: start + value.length, assigned: true };
}
