import type { Detector } from '../detect/detector.js';
import { isRandomKey } from '../keys/environment-key.js';

/*
 * `"tokens": {"agent": "7de9…"}`: an object that is named for secrets, whose members are called by whom they belong to.
 */

const LONGEST_OBJECT = 1_024;
const MOST_MEMBERS = 16;
const OPENS = /^\\{0,3}["']?[ \t]{0,3}(?:=>|[:=])?[ \t]{0,3}\{\s{0,24}/;
const MEMBER =
  /\\{0,3}["']?([A-Za-z_][\w .-]{0,40})\\{0,3}["']?\s{0,4}(?:=>|[:=])\s{0,4}\\{0,3}(["'])([^"'\\\n]{1,512})\\{0,3}\2[,\s]{0,32}/y;
/** What a member is called that only tells of a secret, or of a package of this name. */
const TELLS_OF = /(?:hash|digest|integrity|sha\d{0,3}|checksum|fingerprint|etag|version|resolved|uid|(?:^|[_. -])id)$/i;
/** `agentId`, not `android`. */
const ID_OF_OBJECT = /[a-z]Id$/;
/** `agentid`, `AGENTID`. */
const ID_IN_ONE_CASE =
  /(?:account|agent|app|application|client|customer|device|group|job|key|object|org|owner|parent|project|request|resource|role|secret|session|tenant|trace|user|vault)id$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const membersOfSecrets: Detector = {
  keywords: [
    'tokens"',
    "tokens'",
    'tokens {',
    'tokens =',
    'tokens:',
    'tokens\\"',
    'secrets"',
    "secrets'",
    'secrets\\"',
  ],
  at(text, start, end, found) {
    if (text.charAt(start - 1) === '-') return end; // `js-tokens`
    const nameEnd = start + (/[a-z]+/i.exec(text.slice(start, end))?.[0].length ?? 0);
    const opens = OPENS.exec(text.slice(nameEnd, nameEnd + 48))?.[0];
    if (opens === undefined) return end;
    const from = nameEnd + opens.length;
    const object = text.slice(from, from + LONGEST_OBJECT);
    let judged = 0;
    for (let count = 0; count < MOST_MEMBERS; count++) {
      MEMBER.lastIndex = judged;
      const member = MEMBER.exec(object);
      if (member === null) break;
      const value = member[3] as string;
      const at = from + member.index + member[0].lastIndexOf(value);
      const name = (member[1] as string).trim();
      if (
        !TELLS_OF.test(name) &&
        !ID_OF_OBJECT.test(name) &&
        !ID_IN_ONE_CASE.test(name) &&
        (UUID.test(value) || isRandomKey(value))
      )
        found.secret(at, at + value.length, 'named-secret');
      judged = MEMBER.lastIndex;
    }
    return from + judged;
  },
};
