import { type AttributeReader, type AttributeValue, readAttribute } from './attribute-value.js';

/** Most UTF-16 units of one value that a sentence shows; the attribute keeps the whole. */
const LONGEST_VALUE = 256;
/** Most items of one list that a sentence shows. */
const MOST_ITEMS = 16;
const PART = /\[([^[\]]*)\]|\{([^{}]+)\}/g;
const PLAIN_WORD = /^[\w.:@/+-]+$/;

/**
 * Fills a message template. `{name}` becomes the attribute's value, or `unknown`; a segment in square brackets is left
 * out when one of the attributes in it is absent. A value that is more than one plain word is put in double quotes and
 * its own double quotes become apostrophes, so no value can pass for a part of the sentence. Never throws.
 *
 * @example
 * renderMessage('{a} failed[ at {b}][ because of {c}]', { a: 'bob', c: 'wrong password' });
 * // 'bob failed because of "wrong password"'
 * @stable
 */
export function renderMessage(template: string, attributes: AttributeReader): string {
  return template.replace(PART, (_part, segment: string | undefined, name: string) => {
    if (segment === undefined) return wordOf(readAttribute(attributes, name)) ?? 'unknown';
    let complete = true;
    const text = segment.replace(PART, (_inner, _none, inner: string) => {
      const word = wordOf(readAttribute(attributes, inner));
      complete &&= word !== undefined;
      return word ?? '';
    });
    return complete ? text : '';
  });
}

function wordOf(value: AttributeValue | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : quoteUnlessPlain(value);
  if (typeof value !== 'object') return value === undefined ? undefined : String(value);
  if (value.length === 0) return undefined;
  const shown = value.slice(0, MOST_ITEMS).map(quoteUnlessPlain).join(', ');
  return value.length > MOST_ITEMS ? `${shown} and ${value.length - MOST_ITEMS} more` : shown;
}

function quoteUnlessPlain(text: string): string {
  const short = text.length > LONGEST_VALUE ? `${cutOnCodePoint(text, LONGEST_VALUE)}…` : text;
  return PLAIN_WORD.test(short) ? short : `"${short.replaceAll('"', "'")}"`;
}

function cutOnCodePoint(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
