import { looksLikeCredential } from './keys/secret-key.js';
import { ownValue } from './own-value.js';

/*
 * Data that say themselves what a value is called: `{ name: 'password', value: … }`, `[['x-api-key', …]]`, `['X-Api-Key', …, 'Host', …]`.
 * Here is only where such a name stands; whether it is a secret's the field's policy decides.
 */

/** Members an object that names one thing has at most: a header, a form field, a variable, a complaint of a validator. */
const PAIR_MEMBERS = 12;
const LONGEST_NAME = 128;
const NAMES = new Set(
  ['name', 'key', 'k', 'header', 'field', 'fieldName', 'param', 'parameter', 'attribute', 'variable', 'property']
    .concat(['id', 'label', 'path', 'instancePath', 'type'])
    .flatMap(inBothCases),
);
const VALUES = new Set(
  ['value', 'val', 'v', 'values', 'content', 'data', 'originalValue', 'rawValue', 'defaultValue', 'newValue']
    .concat(['oldValue', 'input'])
    .flatMap(inBothCases),
);

function inBothCases(name: string): string[] {
  return [name, name.charAt(0).toUpperCase() + name.slice(1)];
}

/** Does a member of this name hold what its neighbour names? */
export function isValueMember(name: string): boolean {
  return VALUES.has(name);
}

/** What an object with these members calls its value; undefined if it is no such pair. */
export function namesInPair(value: object, members: readonly string[]): readonly string[] | undefined {
  if (members.length > PAIR_MEMBERS || members.length < 2 || !members.some(isValueMember)) return undefined;
  const names = members.filter((member) => NAMES.has(member)).map((member) => ownValue(value, member));
  const written = names.filter((name): name is string => typeof name === 'string' && name.length <= LONGEST_NAME);
  return written.length === 0 ? undefined : written;
}

/** Are all items of the list a name and a value, as `Object.entries` gives them? */
export function areEntries(items: readonly unknown[], length: number, isProxy: (item: unknown) => boolean): boolean {
  for (let index = 0; index < length; index++) {
    const item = ownValue(items, index);
    if (!Array.isArray(item) || isProxy(item) || item.length !== 2) return false;
    const name = ownValue(item, 0);
    if (typeof name !== 'string' || name.length > LONGEST_NAME) return false;
  }
  return true;
}

const HEADER_LIST = /(?:^|[a-z_.-])(?:headers|trailers)$/i;
const NAME = /^[\p{L}$][\p{L}\p{M} _.$-]{1,63}\d?(?:[:=] ?)?$/u;
/** `console.log('password:', …)`: what follows is no word of a list. */
const ANNOUNCES = /[:=] ?$/;
/** `sha256`, `address1`: a word that may be the next of a list of words. */
const WORD = /^[a-z]+(?:[_-][a-z]+)*\d{0,3}$/i;

/**
 * In a flat list, may the item at `index` be the value of the name before it? In a list of headers every second item is; elsewhere
 * only what no list of words would hold, or what stands in a list of two or beside other pairs.
 */
export function mayFollowName(
  before: string,
  value: string | number | bigint,
  items: readonly unknown[],
  index: number,
  listName: string | undefined,
): boolean {
  if (typeof value !== 'string') return NAME.test(before.replace(/^--?/, '')) && /^\d{4,19}$/.test(String(value));
  if (!NAME.test(before)) return false;
  if (ANNOUNCES.test(before) && looksLikeCredential(value)) return true;
  const isSecond = index % 2 === 1 && items.length % 2 === 0;
  if (isSecond && listName !== undefined && HEADER_LIST.test(listName)) return true;
  return (
    mayStandInList(value) || (isSecond && looksLikeCredential(value) && (items.length === 2 || hasOtherValues(items)))
  );
}

/** Is it a value that no list of words would hold? */
export function mayStandInList(value: string): boolean {
  return looksLikeCredential(value) && !WORD.test(value);
}

/** Some value of the pairs is no word of a list: `text/html`, `a.example`, `2026-11-28`. */
function hasOtherValues(items: readonly unknown[]): boolean {
  for (let index = 1; index < Math.min(items.length, 64); index += 2) {
    const value = ownValue(items, index);
    if (typeof value === 'string' && value !== '' && !WORD.test(value)) return true;
  }
  return false;
}
