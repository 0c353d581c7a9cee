import { ATTRIBUTES } from '@otelseal/semantic-conventions';

/**
 * Loki keeps texts only. What the vocabulary says is a number, yes or no, or a list, is read back as that; all else remains the text that
 * it is. For records without a seal: signed values have their types.
 */
export function valuesOfTexts(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null);
  for (const [name, text] of Object.entries(attributes)) {
    values[name] = typeof text === 'string' ? typedValue(ATTRIBUTES[name]?.type, text) : text;
  }
  return values;
}

function typedValue(type: string | undefined, text: string): unknown {
  if (type === 'int' && /^-?(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  return type === 'string[]' && text.startsWith('[') ? (listOfTexts(text) ?? text) : text;
}

function listOfTexts(text: string): unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined; // a text that only begins like a list
  }
}
