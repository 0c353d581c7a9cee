import { hash } from 'node:crypto';
import { escaped, quoted } from './canonical-record.js';
import type { MemberLeads } from './wire/member-leads.js';
import type { WireSafeMap, WireSafeValue } from './wire/wire-safe-value.js';

/**
 * The canonical text of a value's signed form. A tag in front says the type, so that 5, 5.5, "5", true and "true" differ:
 * `"s:…"`, `"i:-5"`, `"d:0.5"`, `"b:true"`, `"x:<base64>"`, `{"a":{"0":…}}`, `{"m":{"name":…}}`.
 */
export function signedValueText(value: WireSafeValue): string {
  if (typeof value === 'string') return `"s:${escaped(value)}"`;
  if (typeof value === 'number') return Number.isInteger(value) ? `"i:${value}"` : `"d:${value}"`;
  if (typeof value === 'boolean') return `"b:${value}"`;
  if (value instanceof Uint8Array) return `"x:${Buffer.from(value).toString('base64')}"`;
  if (Array.isArray(value)) return `{"a":${listText(value)}}`;
  return `{"m":${mapText(value as WireSafeMap)}}`;
}

/**
 * The members of an object whose names are known beforehand, without the braces. As few pieces as can be, since putting
 * them into one text costs more than all else about it: the mark that ends a text is part of the next lead.
 *
 * @param values in the order of the names
 */
export function membersText(
  { fragments, textFragments, textsAfterText, maps }: MemberLeads,
  values: readonly WireSafeValue[],
): string {
  let text = '';
  let isWithinText = false;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as WireSafeValue;
    if (typeof value === 'string') {
      text += (isWithinText ? textsAfterText[index] : textFragments[index]) as string;
      text += escaped(value);
      isWithinText = true;
    } else {
      if (isWithinText) text += '"';
      const leads = maps[index];
      text += fragments[index] as string;
      text += leads === undefined ? signedValueText(value) : knownMapText(leads, value as WireSafeMap);
      isWithinText = false;
    }
  }
  return isWithinText ? `${text}"` : text;
}

function knownMapText(leads: MemberLeads, map: WireSafeMap): string {
  const values = leads.names.map((name) => map[name] as WireSafeValue);
  return `{"m":{${membersText(leads, values)}}}`;
}

/** Members are named by their index; canonical order is by text, so 10 stands before 2. */
function listText(values: readonly WireSafeValue[]): string {
  if (values.length > 10) return mapText(values as unknown as WireSafeMap);
  let text = '{';
  for (let index = 0; index < values.length; index += 1) {
    text += index === 0 ? '"0":' : `,"${index}":`;
    text += signedValueText(values[index] as WireSafeValue);
  }
  return `${text}}`;
}

function mapText(map: WireSafeMap): string {
  let text = '{';
  for (const name of Object.keys(map).sort()) {
    text += `${text === '{' ? '' : ','}${quoted(name)}:${signedValueText(map[name] as WireSafeValue)}`;
  }
  return `${text}}`;
}

/**
 * What stands in place of a value that is too large to be carried twice: its text's length and salted SHA-256. The salt
 * is the record's own, so that nobody can try out candidates against a leaf alone.
 */
export function digestOfValue(salt: string, valueText: string): string {
  return `"h:${valueText.length}:${saltedHash(salt, valueText)}"`;
}

/** SHA-256(salt ‖ 0x00 ‖ text) in base64url; the salt as the ASCII text that the record carries. */
export function saltedHash(salt: string, text: string): string {
  return hash('sha256', `${salt}\0${text}`, 'base64url');
}
