import { type AttributeReader, type AttributeValue, readAttribute } from './attribute-value.js';

/** Most UTF-16 units of one value that a sentence shows; the attribute keeps the whole. */
const LONGEST_VALUE = 256;
/** Most items of one list that a sentence shows. */
const MOST_ITEMS = 16;
/** Templates kept ready; the catalogue has about a hundred. Beyond it a template is taken apart on every call. */
const MOST_TEMPLATES = 512;
const PART = /\[([^[\]]*)\]|\{([^{}]+)\}/g;
const PLAIN_WORD = /^[\w.:@/+-]+$/;

/** Literal text, the name of an attribute, or a segment that needs all of its attributes. */
type Part = string | { readonly name: string } | readonly Part[];

const templates: Map<string, readonly Part[]> = /* @__PURE__ */ new Map();

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
  return render(partsOf(template), attributes, 'unknown') ?? '';
}

/** The sentence, or undefined when an attribute is absent and nothing is to stand in its place. */
function render(parts: readonly Part[], attributes: AttributeReader, absent?: string): string | undefined {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else if ('name' in part) {
      const word = wordOf(readAttribute(attributes, part.name)) ?? absent;
      if (word === undefined) return undefined;
      text += word;
    } else text += render(part, attributes) ?? '';
  }
  return text;
}

function partsOf(template: string): readonly Part[] {
  const known = templates.get(template);
  if (known !== undefined) return known;
  const parts = takeApart(template);
  if (templates.size < MOST_TEMPLATES) templates.set(template, parts);
  return parts;
}

function takeApart(template: string): Part[] {
  const parts: Part[] = [];
  const pieces = template.split(PART); // literal, segment, name, literal, …
  for (let index = 0; index < pieces.length; index += 3) {
    const [literal, segment, name] = pieces.slice(index, index + 3);
    if (literal) parts.push(literal);
    if (segment !== undefined) parts.push(takeApart(segment));
    else if (name !== undefined) parts.push({ name });
  }
  return parts;
}

function wordOf(value: AttributeValue | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'object') return typeof value === 'string' ? quoteUnlessPlain(value) : String(value);
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
