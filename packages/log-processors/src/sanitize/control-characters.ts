/**
 * Which UTF-16 units may attack a terminal, a viewer, a parser or a reader's eye.
 * One table look-up per unit; the few units whose danger depends on their neighbours have a class of their own.
 */
export interface UnitClasses {
  readonly plain: number;
  /** Always encoded: controls, separators, bidirectional overrides, invisible and non-characters. */
  readonly dangerous: number;
  /** U+200C and U+200D: needed inside emoji and joining scripts, invisible anywhere else. */
  readonly joiner: number;
  /** U+FE0F: the emoji presentation selector. */
  readonly emojiSelector: number;
  readonly backslash: number;
  readonly dollar: number;
  readonly highSurrogate: number;
  readonly lowSurrogate: number;
}

export const UNIT: UnitClasses = Object.freeze({
  plain: 0,
  dangerous: 1,
  joiner: 2,
  emojiSelector: 3,
  backslash: 4,
  dollar: 5,
  highSurrogate: 6,
  lowSurrogate: 7,
});

const DANGEROUS: readonly (readonly [number, number])[] = [
  [0x0000, 0x001f], // C0: ESC, BEL, BS, CR, LF, TAB, …
  [0x007f, 0x009f], // DEL and C1: NEL, CSI, OSC, DCS, ST
  [0x00ad, 0x00ad], // soft hyphen
  [0x034f, 0x034f], // combining grapheme joiner
  [0x061c, 0x061c], // Arabic letter mark
  [0x115f, 0x1160], // Hangul fillers
  [0x17b4, 0x17b5], // Khmer inherent vowels
  [0x180b, 0x180f], // Mongolian selectors
  [0x200b, 0x200b], // zero width space
  [0x200e, 0x200f], // LRM, RLM
  [0x2028, 0x202e], // line and paragraph separators, bidirectional embeddings and overrides
  [0x2060, 0x206f], // word joiner, invisible operators, isolates, deprecated format characters
  [0x3164, 0x3164], // Hangul filler
  [0xfdd0, 0xfdef], // non-characters
  [0xfe00, 0xfe0e], // variation selectors but VS16
  [0xfeff, 0xfeff], // byte order mark
  [0xffa0, 0xffa0], // half-width Hangul filler
  [0xfff0, 0xfffb], // unassigned specials and interlinear annotations
  [0xfffe, 0xffff], // non-characters
];

function buildUnitClasses(): Uint8Array {
  const classes = new Uint8Array(0x10000);
  for (const [first, last] of DANGEROUS) classes.fill(UNIT.dangerous, first, last + 1);
  classes.fill(UNIT.joiner, 0x200c, 0x200e);
  classes[0xfe0f] = UNIT.emojiSelector;
  classes[0x5c] = UNIT.backslash;
  classes[0x24] = UNIT.dollar;
  classes.fill(UNIT.highSurrogate, 0xd800, 0xdc00);
  classes.fill(UNIT.lowSurrogate, 0xdc00, 0xe000);
  return classes;
}

/** The class of every UTF-16 unit; 64 KiB, built once. */
export const UNIT_CLASSES: Uint8Array = buildUnitClasses();

/** Tag characters, variation selectors supplement and the two non-characters that end every plane. */
export function isDangerousAstral(codePoint: number): boolean {
  return (codePoint >= 0xe0000 && codePoint <= 0xe0fff) || (codePoint & 0xfffe) === 0xfffe;
}

const PICTOGRAPH = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u;
const JOINING_SCRIPT =
  /^[\p{sc=Arab}\p{sc=Syrc}\p{sc=Nkoo}\p{sc=Mong}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}]$/u;
const EMOJI_SELECTOR = 0xfe0f;
const KEYCAP = 0x20e3;

/** Behind these a joiner asks for a half form, in Malayalam also at the end of a word (Unicode Standard, chapter 12). */
const VIRAMAS = new Set([0x94d, 0x9cd, 0xa4d, 0xacd, 0xb4d, 0xbcd, 0xc4d, 0xccd, 0xd4d, 0xdca]);

/** May the zero-width joiner or non-joiner at `at` stay, because a writer of emoji or of a joining script needs it? */
export function joinerIsOrdinary(text: string, at: number): boolean {
  const before = codePointBefore(text, at);
  const after = text.codePointAt(at + 1);
  if (before === undefined) return false;
  if (VIRAMAS.has(before)) return true;
  if (after === undefined) return false;
  const next = String.fromCodePoint(after);
  if (text.charCodeAt(at) === 0x200d && (before === EMOJI_SELECTOR || PICTOGRAPH.test(String.fromCodePoint(before)))) {
    return PICTOGRAPH.test(next);
  }
  return JOINING_SCRIPT.test(String.fromCodePoint(before)) && JOINING_SCRIPT.test(next);
}

/** May the emoji selector at `at` stay: after a pictograph, or inside a keycap such as 1️⃣? */
export function emojiSelectorIsOrdinary(text: string, at: number): boolean {
  const before = codePointBefore(text, at);
  if (before === undefined) return false;
  if (PICTOGRAPH.test(String.fromCodePoint(before))) return true;
  return /^[0-9#*]$/.test(String.fromCodePoint(before)) && text.charCodeAt(at + 1) === KEYCAP;
}

function codePointBefore(text: string, at: number): number | undefined {
  if (at === 0) return undefined;
  const unit = text.charCodeAt(at - 1);
  const isLow = (unit & 0xfc00) === 0xdc00;
  return isLow && at > 1 ? text.codePointAt(at - 2) : unit;
}
