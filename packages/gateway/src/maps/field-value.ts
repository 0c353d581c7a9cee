import type { AttributeValue } from '@otelseal/semantic-conventions';

import { type Conversion, conversionFor } from './attribute-value.js';
import type { FieldReader } from './field-reader.js';
import { checkNames } from './known-names.js';
import type { FieldValue } from './log-map.js';
import { MapError } from './map-error.js';

/** Makes the value of one attribute from the fields of a line; undefined: the attribute is left out. */
export type ValueMaker = (read: FieldReader) => AttributeValue | undefined;

const KEYS: readonly (keyof FieldValue)[] = ['from', 'join', 'words', 'otherwise', 'split'];

/** A value that is always the same. @throws {MapError} when the attribute cannot have it */
export function constantValue(attribute: string, value: unknown, place: string): AttributeValue {
  const converted = conversionFor(attribute, place)(value);
  if (converted === undefined) {
    throw new MapError(`${place}: ${JSON.stringify(value)} is no value of ${attribute}.`);
  }
  return converted;
}

/**
 * @param checkField refuses a field that nothing gives
 * @throws {MapError}
 */
export function valueMaker(
  attribute: string,
  source: string | readonly string[] | FieldValue,
  place: string,
  checkField: (field: string, place: string) => void,
): ValueMaker {
  const convert = conversionFor(attribute, place);
  const value = (typeof source === 'string' || Array.isArray(source) ? { from: source } : source) as FieldValue;
  if (typeof value !== 'object' || value === null) throw new MapError(`${place}: name a field, or say from.`);
  checkNames(value, KEYS, place);
  const from: readonly unknown[] = Array.isArray(value.from) ? value.from : [value.from];
  if (from.length === 0 || !from.every((field) => typeof field === 'string')) {
    throw new MapError(`${place}.from names a field or several.`);
  }
  const fields = from as readonly string[];
  for (const field of fields) checkField(field, `${place}.from`);
  const { join, split } = value;
  const otherwise = value.otherwise === undefined ? undefined : constantValue(attribute, value.otherwise, place);
  const translate = translation(attribute, value, convert, place);
  return (read) => {
    const raw = join === undefined ? firstOf(fields, read) : joined(fields, join, read);
    const parts = split !== undefined && typeof raw === 'string' ? raw.split(split).map((part) => part.trim()) : raw;
    return (parts === undefined ? undefined : translate(parts)) ?? otherwise;
  };
}

function translation(attribute: string, { words }: FieldValue, convert: Conversion, place: string): Conversion {
  if (words === undefined) return convert;
  const known = new Map(
    Object.entries(words).map(([word, value]) => [word, constantValue(attribute, value, `${place}.words.${word}`)]),
  );
  return (value) => known.get(String(value));
}

function firstOf(fields: readonly string[], read: FieldReader): unknown {
  for (const field of fields) {
    const value = read(field);
    if (value !== undefined) return value;
  }
  return undefined;
}

function joined(fields: readonly string[], join: string, read: FieldReader): string | undefined {
  const texts = fields.map(read).filter((value) => typeof value === 'string' || typeof value === 'number');
  return texts.length === 0 ? undefined : texts.join(join);
}
