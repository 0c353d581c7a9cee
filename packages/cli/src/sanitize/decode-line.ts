import { decodeControls } from '@otelseal/log-processors';

import { asciiJson } from '../output/escape-for-terminal.js';
import { parseOtlpJson } from '../sources/otlp-json.js';
import { jsonStringLine } from './json-string-line.js';

/**
 * One line of `sanitize --format text` with the control characters that its escapes stand for. It stays JSON in ASCII, so that
 * a terminal shows it and does not obey it. A line that is no JSON string is taken as text.
 */
export function decodeTextLine(line: Buffer): string {
  const text = line.toString('utf8');
  return asciiJson(decodeControls(jsonStringLine(text) ?? text));
}

/** One line of OTLP JSON with the control characters that the escapes in its texts stand for. */
export function decodeOtlpLine(line: Buffer): string | { readonly refusal: string } {
  const parsed = parseOtlpJson(line);
  return 'refusal' in parsed ? parsed : asciiJson(decoded(parsed.value));
}

function decoded(value: unknown): unknown {
  if (typeof value === 'string') return decodeControls(value);
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== 'object' || value === null) return value;
  // Names of members are OTLP's own; names of attributes are values of `key`.
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, decoded(member)]));
}
