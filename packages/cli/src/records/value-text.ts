/** More than is shown of one value, in UTF-16 units. */
const MAX_LENGTH = 2_000;
const MAX_ITEMS = 64;
const MAX_DEPTH = 8;

/** A value in words: texts as they are, lists with commas, maps as `name=value`. Bounded, and empty for what is no value. */
export function valueText(value: unknown): string {
  const text = textOf(value, 0);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function textOf(value: unknown, depth: number): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value !== 'object') return String(value);
  if (depth >= MAX_DEPTH) return '…';
  const items = Array.isArray(value)
    ? value.slice(0, MAX_ITEMS).map((item) => textOf(item, depth + 1))
    : Object.entries(value)
        .slice(0, MAX_ITEMS)
        .map(([name, member]) => `${name}=${textOf(member, depth + 1)}`);
  return items.join(', ');
}
