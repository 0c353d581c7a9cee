import { ATTRIBUTES, type AttributeValue } from '@otelseal/semantic-conventions';

import { unknownName } from './known-names.js';
import { MapError } from './map-error.js';

/** What the pipeline and the seal say themselves, and what must never be in a log. */
const NOT_FROM_MAPS: ReadonlySet<string> = new Set([
  'audit.payload',
  'audit.record.id',
  'audit.schema.version',
  'audit.sequence.number',
  'audit.sequence.stream_id',
  'audit.time',
  'event.name',
  'log.record.uid',
  'security.attempt.tag',
  'security.category',
  'security.control.ids',
  'security.retention.class',
]);
/**
 * Other names that tell where something happened; values are texts. Not `cloud.`, `host.`, `k8s.` and the like: collectors add those to
 * resources, and on a record the seal would rename them.
 */
const OTHER_NAMES = /^(?:aws|db|http|network|url|user)\.[a-z0-9_.]{1,64}$/;
/** Values outside a closed list, and texts in place of numbers, would make stores refuse the record. */
export type Conversion = (value: unknown) => AttributeValue | undefined;

/** Makes a value what the vocabulary says the attribute holds; undefined when it cannot be. @throws {MapError} for an attribute no map may set */
export function conversionFor(attribute: string, place: string): Conversion {
  const definition = Object.hasOwn(ATTRIBUTES, attribute) ? ATTRIBUTES[attribute] : undefined;
  if (definition === undefined) {
    if (OTHER_NAMES.test(attribute)) return textOf;
    throw unknownName(attribute, settable(), place);
  }
  if (NOT_FROM_MAPS.has(attribute))
    throw new MapError(`${place}: ${attribute} is set by Otelseal itself, not by maps.`);
  switch (definition.type) {
    case 'int':
      return wholeNumber;
    case 'boolean':
      return yesOrNo;
    case 'string[]':
      return textList;
    case 'string': {
      const { values } = definition;
      return values === undefined ? textOf : (value) => (values.includes(String(value)) ? String(value) : undefined);
    }
  }
}

function settable(): string[] {
  return Object.keys(ATTRIBUTES).filter((name) => !NOT_FROM_MAPS.has(name));
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

function yesOrNo(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.toLowerCase() : undefined;
  if (text === 'true' || text === 'yes') return true;
  return text === 'false' || text === 'no' ? false : undefined;
}

const MAX_LIST = 64;

function textList(value: unknown): readonly string[] | undefined {
  const items = (Array.isArray(value) ? value : [value])
    .slice(0, MAX_LIST)
    .map(textOf)
    .filter((item) => item !== undefined && item !== '');
  return items.length === 0 ? undefined : (items as string[]);
}
