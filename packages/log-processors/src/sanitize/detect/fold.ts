import { UNIT, UNIT_CLASSES } from '../control-characters.js';

/** A text as the detectors should read it, and where each of its units came from. */
export interface FoldedText {
  readonly text: string;
  /** `starts[i]` is the position in the original of folded unit `i`; one entry more marks the end. */
  readonly starts: Uint32Array;
}

/** First digits of the decimal number ranges that people paste into forms. */
const FOREIGN_ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
  0x0f20, 0x1040, 0x17e0,
];
const DASHES = new Set([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xfe63]);
const SPACES = new Set([0x00a0, 0x202f, 0x205f, 0x3000]);

/** What a unit is read as: itself, its ASCII twin, or undefined if it is invisible. */
export function foldedUnit(unit: number): number | undefined {
  if (unit < 0x80)
    return UNIT_CLASSES[unit] === UNIT.dangerous && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d ? undefined : unit;
  if (unit >= 0xff01 && unit <= 0xff5e) return unit - 0xfee0;
  if (SPACES.has(unit) || (unit >= 0x2000 && unit <= 0x200a)) return 0x20;
  if (DASHES.has(unit)) return 0x2d;
  if (unit === 0x2028 || unit === 0x2029 || unit === 0x85) return 0x0a;
  const unitClass = UNIT_CLASSES[unit];
  if (unitClass === UNIT.dangerous || unitClass === UNIT.joiner || unitClass === UNIT.emojiSelector) return undefined;
  if (unit < 0x0660 || unit > 0x17e9) return unit;
  const zero = FOREIGN_ZEROS.find((first) => unit >= first && unit <= first + 9);
  return zero === undefined ? unit : unit - zero + 0x30;
}

const MATHEMATICAL_DIGITS = 0x1d7ce;

/** Removes what is invisible and replaces what only looks different, so that no disguise hides a secret. */
export function fold(original: string): FoldedText {
  const units: number[] = [];
  const starts = new Uint32Array(original.length + 1);
  for (let at = 0; at < original.length; at++) {
    const codePoint = original.codePointAt(at) as number;
    const pair = codePoint > 0xffff;
    const folded = pair ? foldedPair(codePoint, original.charCodeAt(at)) : foldedUnit(codePoint);
    if (folded !== undefined) {
      starts[units.length] = at;
      units.push(folded);
    }
    if (!pair) continue;
    at++;
    if (folded !== original.charCodeAt(at - 1)) continue;
    starts[units.length] = at;
    units.push(original.charCodeAt(at));
  }
  starts[units.length] = original.length;
  return { text: textOf(units), starts: starts.subarray(0, units.length + 1) };
}

function foldedPair(codePoint: number, high: number): number | undefined {
  if (codePoint >= MATHEMATICAL_DIGITS && codePoint < MATHEMATICAL_DIGITS + 50)
    return 0x30 + ((codePoint - MATHEMATICAL_DIGITS) % 10);
  return codePoint >= 0xe0000 && codePoint <= 0xe0fff ? undefined : high;
}

function textOf(units: readonly number[]): string {
  let text = '';
  for (let at = 0; at < units.length; at += 8_192) text += String.fromCharCode(...units.slice(at, at + 8_192));
  return text;
}
