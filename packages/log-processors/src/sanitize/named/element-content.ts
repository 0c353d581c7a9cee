import type { ValueExtent } from './value-extent.js';

const LONGEST_ATTRIBUTES = 400;
const ATTRIBUTES = /^(?:\s{1,4}[\w:.-]{1,40}=\\{0,3}(?:"[^"<>\n]{0,200}"|'[^'<>\n]{0,200}')){1,6}\s?>/;
const CONTENT = /^\s{0,16}([^\s<>][^<>\r\n]{0,1023})<\//;
const OPENS = /<(?:[\w.-]{1,24}:)?$/;

/** `<Password xsi:type="xsd:string">x</Password>`: an element with attributes, up to where it is closed by its name. */
export function elementContent(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  if (!/\s/.test(text.charAt(nameEnd)) || !OPENS.test(text.slice(Math.max(0, nameStart - 26), nameStart)))
    return undefined;
  const attributes = ATTRIBUTES.exec(text.slice(nameEnd, nameEnd + LONGEST_ATTRIBUTES))?.[0].length ?? 0;
  if (attributes === 0) return undefined;
  const content = CONTENT.exec(text.slice(nameEnd + attributes, nameEnd + attributes + 1_060));
  if (content === null) return undefined;
  const closes = nameEnd + attributes + content[0].length;
  const name = text.slice(nameStart, nameEnd);
  if (
    !text
      .slice(closes, closes + 26 + name.length)
      .replace(/^[\w.-]{1,24}:/, '')
      .startsWith(`${name}>`)
  )
    return undefined;
  const end = closes - 2;
  const value = (content[1] as string).trimEnd();
  return {
    start: end - (content[1] as string).length,
    end: end - (content[1] as string).length + value.length,
    assigned: true,
  };
}
