import type { Detector } from '../detect/detector.js';
import { looksLikeCredential } from '../keys/secret-key.js';
import { isProgramText } from '../named/program-text.js';
import { isStandIn } from '../named/stand-in.js';

/*
 * `P A S S W O R D = x`, `p-a-s-s-w-d: x`: letters apart from each other, as headings and banners are set and as filters are evaded.
 */

const NAMES = ['password', 'passwd', 'passwort', 'passphrase', 'kennwort', 'secret', 'token', 'apikey'];
const KEYWORDS = NAMES.flatMap((name) => [' ', '-', '_', '.'].map((joint) => [...name].join(joint)));
/** Words are further apart than letters. */
const OF_TWO_WORDS = ['a p i  k e y', 'a p i   k e y'];

/** What comes may be spaced out, too. */
const VALUE = /[ \t]{0,3}[:=]>?[ \t]{0,3}["'`]?((?:[^\s"'`] ){5,63}[^\s"'`](?!\S)|[^\s"'`<>,;]{6,1024})/y;

/** Where the value is kept, how many there are, and when. */
const KEPT_ELSEWHERE =
  /^(?:ENC\[|arn:|op:\/\/|vault:|ssm:|https?:|~?(?:\/[a-z_][\w.-]{0,63}){2,16}$|os\.(?:environ|getenv)\b|(?:count|length|size|total)=\d+$|\d{4}-\d\d-\d\d(?:$|T))/;

export const spacedOutNames: Detector = {
  keywords: [...KEYWORDS, ...OF_TWO_WORDS],
  at(text, start, end, found) {
    if (/[\p{L}\p{N}]/u.test(text.charAt(start - 1))) return end;
    VALUE.lastIndex = end;
    const value = VALUE.exec(text)?.[1] ?? '';
    const last = VALUE.lastIndex;
    const extent = { start: last - value.length, end: last, assigned: true };
    if (isStandIn(value) || KEPT_ELSEWHERE.test(value) || isProgramText(text, extent, end)) return end;
    if (!looksLikeCredential(value.replaceAll(' ', ''))) return end;
    found.secret(extent.start, last, 'named-secret');
    return last;
  },
};
