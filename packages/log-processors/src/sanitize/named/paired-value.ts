import type { ValueExtent } from './value-extent.js';

/** Members around the name that are looked at, as units of text; further only within a bracket that was seen to open. */
const REACH = 320;
const FAR_REACH = 2_400;
const SAYS_NAME =
  /(?:^|[\s,{<"'])["']?(?:name|key|k|field|fieldName|param|path|property|header|id|label|type)["']?[ \t]?[:=][ \t]?["']\/?$/i;
const VALUE = member('value|val|v|content|data|originalValue');
/** What was and what is; beside a value they say where it came from. */
const CHANGED = member('old|old_?value|from|before|previous|new|new_?value|to|after');

function member(names: string): RegExp {
  return new RegExp(
    String.raw`(?:^|[\s,{<])["']?(?:${names})["']?[ \t]?[:=][ \t]?(["'])((?:(?!\1)[^\n]){1,2000})\1`,
    'i',
  );
}

/**
 * `{"value":"x","path":"password"}`, `<input type="password" value="x">`: the name is a value itself, and what it names is another member
 * of the same object, before or behind it.
 */
export function pairedValue(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  const next = text.charAt(nameEnd);
  if ((next !== '"' && next !== "'") || !SAYS_NAME.test(text.slice(Math.max(0, nameStart - 24), nameStart)))
    return undefined;
  return valueWithin(text, nameStart, nameEnd, REACH) ?? valueWithin(text, nameStart, nameEnd, FAR_REACH);
}

function valueWithin(text: string, nameStart: number, nameEnd: number, reach: number): ValueExtent | undefined {
  const before = text.slice(Math.max(0, nameStart - reach), nameStart);
  const opened = Math.max(before.lastIndexOf('{'), before.lastIndexOf('<'), before.lastIndexOf('}'));
  if (opened < 0 && reach > REACH) return undefined;
  const from = nameStart - before.length + opened + 1;
  const behind = text.slice(nameEnd, nameEnd + reach);
  const members = text.slice(from, nameEnd + (/[{}<>]/.exec(behind)?.index ?? behind.length));
  const match = VALUE.exec(members) ?? CHANGED.exec(members);
  if (match === null) return undefined;
  const end = from + match.index + match[0].length - 1;
  return { start: end - (match[2] as string).length, end, assigned: true };
}
