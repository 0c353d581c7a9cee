import type { ValueExtent } from './value-extent.js';

/** Types of texts and bytes; of no other is a secret. */
const TYPE = '(?:character varying|varchar|bpchar|char|text|citext|bytea|uuid|name)';
const CAST = new RegExp(
  String.raw`"?\)?::${TYPE}(?:\(\d{1,6}\))?\)?[ \t]{0,3}(?::?=|<>|!=|!?~~?\*?|is (?:not )?distinct from)[ \t]{0,3}E?'((?:[^'\r\n]|''){1,1024})'`,
  'iy',
);

/** `((password)::text = 'hunter2'::text)`: PostgreSQL writes the type between a column and what it is compared with in plans. */
export function castValue(text: string, nameEnd: number): ValueExtent | undefined {
  CAST.lastIndex = nameEnd;
  const value = CAST.exec(text)?.[1];
  if (value === undefined) return undefined;
  const end = CAST.lastIndex - 1;
  return { start: end - value.length, end, assigned: true };
}
