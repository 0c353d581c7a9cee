import {
  emojiSelectorIsOrdinary,
  isDangerousAstral,
  joinerIsOrdinary,
  UNIT,
  UNIT_CLASSES,
} from './control-characters.js';
import { attacksAt, type InjectionProfile } from './injection-profiles.js';

/** How the text is encoded; the defaults are what {@link encodeControls} promises. @experimental */
export interface EncodeOptions {
  /**
   * Escape a `\u` with four hexadecimal digits that is already in the text, so that decoding is exact. Default true.
   * The sanitizer switches it off only for a record that was encoded before, where escaping again would grow the text.
   */
  readonly escapeIntroducer?: boolean;
  /** Also encode what attacks these consumers. Default none: a consumer should encode for itself. */
  readonly profiles?: readonly InjectionProfile[];
}

/**
 * Replaces every character that attacks a terminal, viewer, parser or lookup by a visible `\uXXXX` (lower case, four digits).
 * Nothing is lost: `decodeControls(encodeControls(text)) === text` for every string, also with lone surrogates.
 * It is not idempotent and cannot be: an exact encoding has to escape its own introducer.
 *
 * @example
 * encodeControls('ok\u001b[31m ${jndi:x}'); // 'ok\\u001b[31m \\u0024{jndi:x}'
 * @stable
 */
export function encodeControls(text: string, options: EncodeOptions = {}): string {
  const escapeIntroducer = options.escapeIntroducer !== false;
  const profiles = options.profiles ?? NO_PROFILES;
  let encoded = '';
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const unitClass = UNIT_CLASSES[text.charCodeAt(at)];
    const attacks = profiles.length > 0 && attacksAt(text, at, profiles);
    if (unitClass === UNIT.plain && !attacks) continue;
    const width = attacks ? 1 : widthToEncode(text, at, unitClass as number, escapeIntroducer);
    if (width === 0) continue;
    if (width === KEEP_PAIR) {
      at++;
      continue;
    }
    encoded += text.slice(copied, at) + escapeUnit(text.charCodeAt(at));
    copied = at + 1;
  }
  return copied === 0 ? text : encoded + text.slice(copied);
}

const NO_PROFILES: readonly InjectionProfile[] = [];
const KEEP_PAIR = -1;

/** 0 to leave the unit, 1 to encode it, KEEP_PAIR to step over a harmless surrogate pair. */
function widthToEncode(text: string, at: number, unitClass: number, escapeIntroducer: boolean): number {
  switch (unitClass) {
    case UNIT.dangerous:
      return 1;
    case UNIT.joiner:
      return joinerIsOrdinary(text, at) ? 0 : 1;
    case UNIT.emojiSelector:
      return emojiSelectorIsOrdinary(text, at) ? 0 : 1;
    case UNIT.backslash:
      return escapeIntroducer && isEscapeAt(text, at) ? 1 : 0;
    case UNIT.dollar:
      return text.charCodeAt(at + 1) === 0x7b ? 1 : 0;
    case UNIT.highSurrogate: {
      const codePoint = text.codePointAt(at) as number;
      if (codePoint <= 0xffff) return 1;
      return isDangerousAstral(codePoint) ? 1 : KEEP_PAIR; // then its second half stands alone
    }
    default:
      return 1; // a low surrogate that no high one precedes
  }
}

/** One UTF-16 unit as `\uXXXX`. */
export function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

function isEscapeAt(text: string, at: number): boolean {
  if (text.charCodeAt(at + 1) !== 0x75) return false;
  for (let digit = at + 2; digit < at + 6; digit++) if (!isHexDigit(text.charCodeAt(digit))) return false;
  return true;
}

function isHexDigit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x46) || (unit >= 0x61 && unit <= 0x66);
}
