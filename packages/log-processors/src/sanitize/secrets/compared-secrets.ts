import type { Detector } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';
import { isChosenPassword, isStrongPassword } from '../named/chosen-password.js';
import { speaksOfPassword } from '../named/password-words.js';
import { isStandIn } from '../named/stand-in.js';
import { beforeNextField } from './next-field.js';
import { looksRandom } from './randomness.js';

/* `csrf token mismatch: expected x got y`: a secret that was compared, and what with. */

const VALUE = String.raw`(?:"([^"\r\n\\]{4,512})|'([^'\r\n\\]{4,512})|[\x60(]?([^\s"'\x60,;()\\]{4,512}))["'\x60)]?`;
const SIDES =
  'expected|want(?:ed)?|have|stored|ours|computed|calculated|actual|got|received|given|found|theirs|provided';
const IS = String.raw`\\{0,3}["']?[ :=]{1,3}\\{0,3}`;
const EXPECTED = new RegExp(
  String.raw`^[^\r\n]{0,48}?(?:${SIDES})${IS}${VALUE}(?:\\{0,3}["']?[ ,;:]{1,3}\\{0,3}["']?(?:but |and |vs\.? )?(?:was |we )?(?:${SIDES}|!=)${IS}${VALUE})?`,
  'di',
);
/** `A != B`, `A vs B`. */
const EITHER = new RegExp(String.raw`^[: ]{1,3}${VALUE} (?:!=+|<>|≠|vs\.?|and) ${VALUE}`, 'di');
/** Tokens that nobody gets in with: of a lock, a page of results, a parser. */
const OF_OTHERS =
  /(?:lock|fencing|lease|leader|page|sync|cursor|continuation|resume|version|revision|concurrency|generation|epoch|syntax|parser?|lexer|next)[ _.-]?(?:token|key)s?$|(?:signature|sig|h?mac)$/i;
/** Not what was compared but how it must look. */
const OF_FORM =
  /\b(?:policy|pattern|regexp?|format|rules?|requirements?|complexity|length|schema|type)\b|\[[^\]\s]{0,16}-[^\]\s]{0,64}\]|\{\d+,?\d*\}?/i;

export function comparedSecrets(names: FieldNames): Detector {
  return {
    keywords: [
      ' mismatch',
      ' did not match',
      ' does not match',
      " doesn't match",
      ' not equal',
      ' differs',
      ' verification failed',
      ' check failed',
      ' validation failed',
    ],
    at(text, start, end, found) {
      const window = text.slice(end, end + 1_200);
      const match = EITHER.exec(window) ?? EXPECTED.exec(window);
      if (match === null) return end;
      const ranges = (match.indices as RegExpIndicesArray).slice(1).filter((range) => range !== undefined);
      if (!ranges.some(([from, to]) => HAS_SIGN.test(match[0].slice(from, to)))) return end; // the name is dear to judge
      const name = wordsBefore(text, start);
      const verdict = name.length < 2 ? 'none' : names.of(name).secret;
      if (verdict === 'none' || OF_OTHERS.test(name) || OF_FORM.test(match[0].slice(0, ranges[0]?.[1]))) return end;
      let judgedTo = end;
      for (const [from, to] of ranges) {
        const written = match[0].slice(from, to);
        const value = [beforeNextField(written), written].find((part) => isSecret(part, name, verdict));
        if (value === undefined) continue;
        judgedTo = end + from + value.length;
        found.secret(end + from, judgedTo, 'named-secret');
      }
      return judgedTo;
    },
  };
}

function isSecret(value: string, name: string, verdict: string): boolean {
  if (verdict === 'code') return /^\d{4,8}$/.test(value);
  if (isStandIn(value)) return false;
  return looksRandom(value) || isStrongPassword(value) || (speaksOfPassword(name) && isChosenPassword(value));
}

/** Of a secret that was compared; words have none. */
const HAS_SIGN = /[\d!#$%&*+^~@]/;
const UNIT = /[\p{L}\p{N}_.-]/u;
const MOST_WORDS = 3;
const LONGEST_NAME = 96;

/** Up to three words that stand right before, with nothing but a quotation mark between. */
function wordsBefore(text: string, at: number): string {
  const end = /["']/.test(text.charAt(at - 1)) ? at - 1 : at;
  let from = end;
  for (let words = 1; from > 0 && end - from < LONGEST_NAME; from--) {
    if (text.charAt(from - 1) === ' ' ? ++words > MOST_WORDS : !UNIT.test(text.charAt(from - 1))) break;
  }
  return text.slice(from, end).trim();
}
