import { speaksOfPassword } from './password-words.js';
import { LONGEST_VALUE, type ValueExtent } from './value-extent.js';

const LONGEST_ATTRIBUTES = 400;
const ATTRIBUTES = /^(?:\s{1,4}[\w:.-]{1,40}=\\{0,3}(?:"[^"<>\n]{0,200}"|'[^'<>\n]{0,200}')){1,6}\s?>/;
/** Also over several lines, and as it is where nothing is escaped. */
const CONTENT = /^(\s{0,16})([^\s<>][^<>]{0,1023}?)<\//;
/** Line breaks may be written as escapes, and the whole document within another. */
const OPENS_DATA = /^(?:\s|\\[nrt]){0,16}(?:<|&lt;)!\[CDATA\[\s{0,16}/;
/** What stands before the content speaks of it, or was put there to part it from the name. */
const COMMENTS = /^(?:(?:\s|\\[nrt]){0,16}(?:<|&lt;)!--(?:[^-]|-(?!-)){0,200}--(?:>|&gt;)){1,3}/;
const ENDS_NAME = /\s{0,4}(?:>|&gt;)/y;
const DATA_ENDS = /\]\](?:>|&gt;)(?!(?:<|&lt;)!\[CDATA\[)/;
/** `Enter your password`, `Forgot password?`: words that a page shows, as no secret speaks of itself. */
const SAID_BY_PAGE = /^\p{Lu}[\p{L}'’]*(?: [\p{L}'’]+){1,8} ?[.:?!…]{0,3}$/u;
const ASKS = /^(?:Enter|Please|Type|Choose|Your|Forgot|Show|Hide|Confirm|Repeat|Reset|Change)\b/;
const OPENS = /(?:<|&lt;)(?:[\w.-]{1,24}:)?$/;

/** `<Password xsi:type="xsd:string">x</Password>`: an element with attributes, up to where it is closed by its name. */
export function elementContent(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  const before = text.charAt(nameStart - 1);
  if ((before !== '<' && before !== ':') || !/\s/.test(text.charAt(nameEnd))) return undefined;
  if (!OPENS.test(text.slice(Math.max(0, nameStart - 26), nameStart))) return undefined;
  const attributes = ATTRIBUTES.exec(text.slice(nameEnd, nameEnd + LONGEST_ATTRIBUTES))?.[0].length ?? 0;
  if (attributes === 0) return characterData(text, nameEnd);
  const from = behindComments(text, nameEnd + attributes);
  return characterData(text, from) ?? contentOf(text.slice(nameStart, nameEnd), text, from);
}

/** What stands from `from` up to where the element is closed by its name. */
function contentOf(name: string, text: string, from: number): ValueExtent | undefined {
  const content = CONTENT.exec(text.slice(from, from + 1_060));
  if (content === null) return undefined;
  const closes = from + content[0].length;
  const closing = text.slice(closes, closes + 30 + name.length).replace(/^[\w.-]{1,24}:/, '');
  if (!closing.startsWith(name) || !/^\s{0,4}>/.test(closing.slice(name.length))) return undefined;
  const start = from + (content[1] as string).length;
  const value = (content[2] as string).trimEnd();
  if (SAID_BY_PAGE.test(value) && (speaksOfPassword(value) || ASKS.test(value))) return undefined;
  return { start, end: start + value.length, assigned: true };
}

/** `<password><![CDATA[x]]></password>`: an element without attributes, whose name ends at `nameEnd`; other content only behind a comment. */
export function dataOfElement(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  ENDS_NAME.lastIndex = nameEnd;
  if (!ENDS_NAME.test(text) || !OPENS.test(text.slice(Math.max(0, nameStart - 29), nameStart))) return undefined;
  const from = behindComments(text, ENDS_NAME.lastIndex);
  const isBehindComment = from > ENDS_NAME.lastIndex;
  return (
    characterData(text, from) ?? (isBehindComment ? contentOf(text.slice(nameStart, nameEnd), text, from) : undefined)
  );
}

function behindComments(text: string, from: number): number {
  return from + (COMMENTS.exec(text.slice(from, from + 768))?.[0].length ?? 0);
}

/** In `<![CDATA[…]]>` the signs of elements are letters like others; where the text ends it may be cut off. `]]]]><![CDATA[>` goes on. */
function characterData(text: string, from: number): ValueExtent | undefined {
  const opening = OPENS_DATA.exec(text.slice(from, from + 64))?.[0].length ?? 0;
  if (opening === 0) return undefined;
  const start = from + opening;
  const data = text.slice(start, start + LONGEST_VALUE);
  const length = data.search(DATA_ENDS);
  const value = length < 0 ? data : data.slice(0, length);
  if (SAID_BY_PAGE.test(value) && (speaksOfPassword(value) || ASKS.test(value))) return undefined;
  return { start, end: start + value.trimEnd().length, assigned: true };
}
