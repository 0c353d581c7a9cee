import { looksLikeCredential } from '../keys/secret-key.js';
import { endOfLine, LONGEST_VALUE, type ValueExtent } from './value-extent.js';

const BREAK = String.raw`(?:\r?\n|\\r\\n|\\n)`;
/** `password:` at the end of its line, also as YAML announces a block, also quoted or bold; up to two empty lines; an item's dash. */
const TO_NEXT_LINE = new RegExp(
  String.raw`(?:\\{0,3}["'\x60*]{1,2})?(?:[ \t](?:is|are|lautet|est|es))?[ \t]{0,3}(?:=>|[:=])[*]{0,2}[ \t]{0,3}(?<block>[|>][+-]?[1-9]?[+-]?)?[ \t]{0,3}(?:${BREAK}[ \t]{0,40}){1,3}(?<item>- )?`,
  'y',
);
const QUOTE = /^\\{0,3}["'`]/;
/** A name and its own value, a mapping, a bracket, a heading, a path, a prompt: another line, not the value of the one before. */
const OTHER_LINE = /^[\p{L}_][\p{L}\p{N}_.-]*\\{0,3}["']?[ \t]?[:=]|[:{[(<]$|^[#/[\](){}<>|*=_-]+|^(?:at|https?:)$/u;
const WORD = /^[\p{L}.'’_-]+[!?]?$/u;

/**
 * The value on the line after its name. Lines follow each other for many reasons, so it must be the only word of its line, and deeper
 * than its name or no mere word. Of a block all lines count that are as deep as the first.
 */
export function nextLineValue(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  TO_NEXT_LINE.lastIndex = 0;
  const window = text.slice(nameEnd, nameEnd + 160);
  const match = TO_NEXT_LINE.exec(window);
  if (match === null) return undefined;
  const from = nameEnd + match[0].length;
  const depth = depthAt(text, from - (match.groups?.['item']?.length ?? 0));
  const isDeeper = depth > depthOfLine(text, nameStart);
  if (match.groups?.['block'] !== undefined) return isDeeper ? block(text, from, depth) : undefined;
  const quote = QUOTE.exec(text.slice(from, from + 4))?.[0] ?? '';
  const start = from + quote.length;
  const line = text.slice(start, endOfLine(text, start)).trimEnd();
  const value = quote === '' ? line : line.slice(0, Math.max(0, line.lastIndexOf(quote)));
  if (value.length < 4 || (quote === '' && /\s/.test(value)) || OTHER_LINE.test(value)) return undefined;
  const isPlainWord = WORD.test(value) && !/\p{Ll}\p{Lu}/u.test(value);
  const counts = match.groups?.['item'] === undefined ? isDeeper || !isPlainWord : looksLikeCredential(value);
  return counts ? { start, end: start + value.length, assigned: !isPlainWord } : undefined;
}

/** All lines from `from` on that are at least as deep. */
function block(text: string, from: number, depth: number): ValueExtent | undefined {
  const limit = Math.min(text.length, from + LONGEST_VALUE);
  let end = endOfLine(text, from, limit);
  while (end < limit) {
    const next = /^(?:\r?\n|\\r\\n|\\n)([ \t]*)(?=[^\s\\])/.exec(text.slice(end, end + 80));
    if (next === null || (next[1] as string).length < depth) break;
    end = endOfLine(text, end + next[0].length, limit);
  }
  return end > from ? { start: from, end, assigned: true } : undefined;
}

/** Spaces and tabs right before the place. */
function depthAt(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < 64 && /[ \t]/.test(text.charAt(start - 1))) start--;
  return at - start;
}

/** How deep the line stands that the place is on; of a long line only its end is looked at. */
function depthOfLine(text: string, at: number): number {
  const line = text.slice(Math.max(0, at - 128), at);
  const lines = line.split(/\n|\\n/);
  return /^[ \t]*/.exec(lines.at(-1) as string)?.[0].length ?? 0;
}
