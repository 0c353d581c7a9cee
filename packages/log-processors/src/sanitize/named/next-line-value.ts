import { looksLikeCredential } from '../keys/secret-key.js';
import { looksRandom } from '../secrets/randomness.js';
import { isObjectName } from './plain-fact.js';
import { endOfLine, LONGEST_VALUE, type ValueExtent } from './value-extent.js';

const BREAK = String.raw`(?:\r?\n|\\r\\n|\\n)`;
/** `password:` at the end of its line, also as YAML announces a block, also quoted or bold; up to two empty lines; an item's dash. */
const TO_NEXT_LINE = new RegExp(
  String.raw`(?:\\{0,3}["'\x60*]{1,2})?(?:[ \t](?:is|are|lautet|est|es)|(?<prose>[ \t](?:to|below|for)[^\r\n:]{0,112}))?[ \t]{0,3}(?:=>|[:=])[*]{0,2}[ \t]{0,3}(?<block>[|>][+-]?[1-9]?[+-]?)?[ \t]{0,3}(?:${BREAK}(?<indent>[ \t]{0,40})){1,3}(?<item>- )?`,
  'y',
);
const QUOTE = /^\\{0,3}["'`]/;
/** A name and its own value, a mapping, a bracket, a heading, a path, a prompt: another line, not the value of the one before. */
const OTHER_LINE = /^[\p{L}_][\p{L}\p{N}_.-]*\\{0,3}["']?[ \t]?[:=]|[:{[(<]$|^[#/[\](){}<>|*=_-]/u;
const WORD = /^[\p{L}.'’_-]+[!?]?$/u;

/**
 * The value on the line after its name. Lines follow each other for many reasons, so it must be the only word of its line, and deeper
 * than its name or no mere word. Of a block all lines count that are as deep as the first.
 */
export function nextLineValue(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  TO_NEXT_LINE.lastIndex = 0;
  const match = TO_NEXT_LINE.exec(text.slice(nameEnd, nameEnd + 208));
  if (match === null) return undefined;
  const { indent = '', item = '', block, prose } = match.groups as Readonly<Record<string, string | undefined>>;
  const from = nameEnd + match[0].length;
  const isDeeper = indent.length > depthOfLine(text, nameStart);
  if (block !== undefined) return isDeeper ? blockFrom(text, from - item.length, indent.length) : undefined;
  const quote = QUOTE.exec(text.slice(from, from + 4))?.[0] ?? '';
  const start = from + quote.length;
  const line = text.slice(start, endOfLine(text, start)).trimEnd();
  const value = line.slice(0, Math.max(0, line.lastIndexOf(quote)));
  if (value.length < 4 || (quote === '' && /\s/.test(value)) || OTHER_LINE.test(value)) return undefined;
  if (prose !== undefined && (!looksRandom(value) || isObjectName(value))) return undefined;
  const isPlainWord = WORD.test(value) && !/\p{Ll}\p{Lu}/u.test(value);
  const counts = item === '' ? isDeeper || !isPlainWord : looksLikeCredential(value);
  return counts ? { start, end: start + value.length, assigned: !isPlainWord } : undefined;
}

/** All lines from `from` on that are at least as deep, with empty ones between them. */
function blockFrom(text: string, from: number, depth: number): ValueExtent {
  const limit = from + LONGEST_VALUE;
  let end = endOfLine(text, from, limit);
  while (end < limit) {
    const next = /^(?:\r?\n|\\r\\n|\\n){1,3}([ \t]*)(?=[^\s\\])/.exec(text.slice(end, end + 80));
    if (next === null || (next[1] as string).length < depth) break;
    end = endOfLine(text, end + next[0].length, limit);
  }
  return { start: from, end, assigned: true };
}

/** How deep the line stands that the place is on; of a long line only its end is looked at. */
function depthOfLine(text: string, at: number): number {
  const lines = text.slice(Math.max(0, at - 128), at).split(/\n|\\n/);
  return (lines.at(-1) as string).search(/[^ \t]|$/);
}
