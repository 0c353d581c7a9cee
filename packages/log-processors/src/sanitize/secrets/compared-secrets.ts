import type { Detector } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';
import { isStrongPassword } from '../named/chosen-password.js';
import { isStandIn } from '../named/stand-in.js';
import { looksRandom } from './randomness.js';

/* `csrf token mismatch: expected x got y`: a secret that was compared, and what with. */

const NAME = /(?:^|[^\p{L}\p{N}_.-])((?:[\p{L}\p{N}_.-]{1,40} ){0,2}[\p{L}\p{N}_.-]{2,40})["']?$/u;
const VALUE = String.raw`[ :=]{1,3}["'\x60(]?([^\s"'\x60,;()]{4,512})["'\x60)]?`;
const EXPECTED = new RegExp(
  String.raw`^[^\r\n]{0,48}?(?:expected|want(?:ed)?|have|stored|ours|computed|calculated|actual|got|received|given|found|theirs|provided)${VALUE}(?:[ ,;:]{1,3}(?:but |and |vs\.? )?(?:was |we )?(?:got|received|actual|given|found|have|provided|theirs|computed|expected|calculated|!=)${VALUE})?`,
  'di',
);

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
    ],
    at(text, start, end, found) {
      const name = NAME.exec(text.slice(Math.max(0, start - 130), start))?.[1];
      if (name === undefined) return end;
      const verdict = names.of(name).secret;
      if (verdict === 'none' || /(?:signature|sig|h?mac)$/i.test(name)) return end; // of what was sent, not of somebody
      const match = EXPECTED.exec(text.slice(end, end + 1_200));
      if (match === null) return end;
      let judgedTo = end;
      for (const range of (match.indices as RegExpIndicesArray).slice(1)) {
        if (range === undefined) continue;
        const [from, to] = range;
        const value = match[0].slice(from, to);
        const isSecret = verdict === 'code' ? /^\d{4,8}$/.test(value) : looksRandom(value) || isStrongPassword(value);
        if (!isSecret || isStandIn(value)) continue;
        found.secret(end + from, end + to, 'named-secret');
        judgedTo = end + to;
      }
      return judgedTo;
    },
  };
}
