import type { Found } from '../detect/detector.js';
import type { PersonalName } from './personal-names.js';

/** What may stand between the name and the value: punctuation and a few small words. */
const BETWEEN =
  /^(?:["'],[ ]?["'](?:value|val|v)["'][ ]?[:=][ ]?["']?|\\{0,3}["'`)\]>]|&quot;|%22|%3[AaDd]|[ \t:=#>[]|\.(?=[ \t])|\((?!\d)|->|[čcn]\.(?=[ \d])|n[º°]\.?|№|(?:number|nummer|numer|numero|número|numéro|číslo|cislo|szám|no|nr|nro|num|br|sz|id|is|ist|lautet|est|es|jest|wynosi|was|are|to|of|at|on|with|from|von|an|de|da|me|us|him|her|them|back|again|please|customer|client|patient|caller|user)\b\.?){0,12}/i;
const LONGEST_VALUE = 48;
/** Chunks of letters and digits with at most two separators between them. */
const CHUNK = /(?:[+(]{0,2}|(?<=[,\s])-)[\p{L}\p{N}]+\)?|°/uy;
const SEPARATOR = / [/-] |(?<=\))(?=\d)|[ \t./()+-]{1,2}|,\s?(?=[-+]?\d)|:(?=[0-9A-Fa-f]{2}\b)/y;

/** Looks for a value that one of the names accepts right after the name; returns up to where it found one. */
export function personalValue(text: string, nameEnd: number, names: readonly PersonalName[], found: Found): number {
  const window = text.slice(nameEnd, nameEnd + 96);
  const from = BETWEEN.exec(window)?.[0].length ?? 0;
  if (from === 0) return nameEnd;
  return (
    valueAt(text, nameEnd, window, from, names, found) ?? provenValue(text, nameEnd, window, names, found) ?? nameEnd
  );
}

/** `PESEL ubezpieczonego 96040…`, `NIF del destinatario 62650…`: a few words behind the name only what nothing else looks like. */
const WORDS =
  /^\.?["')\]]{0,2}(?:[ \t](?!(?:and|or|und|et|y|e|oder)[ \t])[\p{L}'.\u2019/-]{1,28}){1,5}[ \t]?[:=]?[ \t]["'(]?(?=[\dA-Z])/u;

function provenValue(
  text: string,
  nameEnd: number,
  window: string,
  names: readonly PersonalName[],
  found: Found,
): number | undefined {
  const proven = names.flatMap(({ kind, names, proves }) =>
    proves === undefined ? [] : [{ kind, names, accepts: proves }],
  );
  if (proven.length === 0) return undefined;
  const from = WORDS.exec(window)?.[0].length ?? 0;
  return from === 0 ? undefined : valueAt(text, nameEnd, window, from, proven, found);
}

function valueAt(
  text: string,
  nameEnd: number,
  window: string,
  from: number,
  names: readonly PersonalName[],
  found: Found,
): number | undefined {
  const sign = /^-(?=\d)/.test(window.slice(from)) ? 1 : 0;
  for (const end of chunkEnds(window, from + sign)) {
    const value = window.slice(from, end);
    const name = names.find(({ accepts }) => accepts(value));
    if (name === undefined) continue;
    if (name.kind === 'geo' && isMeasured(text, nameEnd, value, window.slice(end))) continue;
    found.personal(nameEnd + from, nameEnd + end, name.kind);
    return nameEnd + end;
  }
  return undefined;
}

/** Behind a space, ` s=5` and ` m: 3` are other fields. */
const DURATION = /^(?: (?=[\w\u00b5]{1,7}(?![\w=:])))?(?:[mun\u00b5]?s|sec|seconds)\b/i;
/** Of what may be a place of a machine's tool, never of what is called a latitude. */
const LENGTH = /^(?: (?=\w{1,2}(?![\w=:])))?[mc]?m\b/i;
const PLACE = /(?:location|position|place|point)$/i;
const OTHER_COORDINATE = /\bl(?:at|ng|on)\w{0,6}["']?[ \t]?[=:][ \t]?["']?-?\d{1,3}\.\d{2,}(?!\d* ?[mun\u00b5]?s)/gi;

/** `lat=0.012` is a latency unless it is exact to ten metres or another coordinate stands beside it. */
function isMeasured(text: string, nameEnd: number, value: string, behind: string): boolean {
  if (DURATION.test(behind)) return true;
  if (LENGTH.test(behind)) return PLACE.test(text.slice(Math.max(0, nameEnd - 8), nameEnd));
  if (!/\bl(?:at|on)$/i.test(text.slice(Math.max(0, nameEnd - 4), nameEnd)) || /\.\d{4}/.test(value)) return false;
  const around = text.slice(Math.max(0, nameEnd - 64), nameEnd + 64);
  return (around.match(OTHER_COORDINATE)?.length ?? 0) < 2;
}

/** Possible ends of the value, the longest first. */
function chunkEnds(window: string, from: number): number[] {
  const ends: number[] = [];
  let at = from;
  while (at - from < LONGEST_VALUE) {
    CHUNK.lastIndex = at;
    const chunk = CHUNK.exec(window)?.[0];
    if (chunk === undefined || (ends.length > 0 && !/\d|^[A-Z]$/.test(chunk))) break;
    at = CHUNK.lastIndex;
    ends.unshift(at);
    SEPARATOR.lastIndex = at;
    if (!SEPARATOR.test(window)) break;
    at = SEPARATOR.lastIndex;
  }
  return ends;
}
