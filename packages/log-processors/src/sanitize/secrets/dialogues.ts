import type { Detector } from '../detect/detector.js';
import { isObjectName, isPlainFact } from '../named/plain-fact.js';

/*
 * What is said after a server or a shell asked for it: the next line of the same text.
 */

/** The prefix that a log puts before what is said: `[SMTP] -> `, `CLIENT -> SERVER: `, `C: `. */
const NEXT_LINE =
  /^(?:\\r\\n|\\n)?['"]{0,2}[ \t]{0,4}(?:\r?\n|\\r\\n|\\n)(?:[^\r\n]{0,64}(?:->|>>?|C:|SERVER:|CLIENT:|sent:|send:)[ \t]{0,4})?(?:b?['"])?/i;
const BASE64 = /^[A-Za-z0-9+/]{4,1024}={0,2}(?=$|[\s\\'"])/;

/** The answer to `334 UGFzc3dvcmQ6`, by which a mail server asks for the password (`AUTH LOGIN`). */
export const loginAnswers: Detector = {
  keywords: ['### ugfzc#dvcmq#'],
  at(text, start, end, found) {
    if (text.slice(start, end) !== '334 UGFzc3dvcmQ6') return end;
    const line = NEXT_LINE.exec(text.slice(end, end + 96))?.[0];
    if (line === undefined) return end;
    const from = end + line.length;
    const answer = BASE64.exec(text.slice(from, from + 1_032))?.[0];
    if (answer === undefined) return end;
    found.secret(from, from + answer.length, 'service-password');
    return from + answer.length;
  },
};

const SECRET_VARIABLE =
  /^\$?\{?[A-Za-z][A-Za-z0-9_]{0,63}(?:PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|_PW|SECRET|TOKEN|API_?KEY|_KEY|_PAT|_PSK|CREDENTIALS?|CREDS)\}?["']?/i;
/** All of these are. */
const OF_SECRETS = /^[A-Za-z]\w{0,63}/;
const PRINTED =
  /^(?:=> ?)?["']?((?=[^\s"']{0,255}\d)(?=[^\s"']{0,255}[A-Za-z])[^\s"'$]{8,2048})["']?[ \t]?(?=$|[\r\n]|\\[nr])/;
/** What a runner of jobs writes at the beginning of each line. */
const RUNNER = /^(?:##\[debug\]|[ \t]{1,8}|\[\w{1,12}\] )/;

/** `$ echo $CI_JOB_TOKEN` and `Evaluating: secrets.DEPLOY_KEY`: the value is on the next line. */
export const printedVariables: Detector = {
  keywords: ['echo $', 'echo "$', 'printenv ', 'evaluating: secrets.'],
  at(text, _start, end, found) {
    const from = text.charAt(end - 1) === '$' ? end - 1 : end;
    const ofSecrets = text.charAt(end - 1) === '.' ? OF_SECRETS : SECRET_VARIABLE;
    const name = ofSecrets.exec(text.slice(from, from + 80))?.[0];
    if (name === undefined) return end;
    const lineBreak = /^[ \t]?(?:\r?\n|\\r\\n|\\n)/.exec(text.slice(from + name.length, from + name.length + 6))?.[0];
    if (lineBreak === undefined) return end;
    let at = from + name.length + lineBreak.length;
    at += RUNNER.exec(text.slice(at, at + 24))?.[0].length ?? 0;
    const match = PRINTED.exec(text.slice(at, at + 2_060));
    if (match === null) return end;
    const value = match[1] as string;
    if (isPlainFact(value) || (/_KEY\W*$/i.test(name) && isObjectName(value))) return end;
    const to = at + match[0].indexOf(value) + value.length;
    found.secret(to - value.length, to, 'command-line-password');
    return to;
  },
};

/** `Changing password for ['ubuntu']:` and then `ubuntu:x`, as programs that make accounts write it. */
const SET_FOR =
  /^s?(?: for [^\r\n]{1,96}:|:)?[ \t]?(?:(?:\r?\n|\\n)[ \t]{1,16}(?:list|users):[ \t]?\|?[ \t]?)?(?:\r?\n|\\n)/i;
const USER_AND_PASSWORD = /^[ \t]{0,8}[a-z_][\w.-]{0,31}:([^\s:]{6,256})(?=$|[\r\n]|\\n)/;

export const passwordsByUser: Detector = {
  keywords: [
    'chpasswd',
    'changing password',
    "random' password",
    'random password',
    'following password',
    'generated password',
  ],
  at(text, _start, end, found) {
    const head = SET_FOR.exec(text.slice(end, end + 112))?.[0];
    if (head === undefined) return end;
    let at = end + head.length;
    let judgedTo = end;
    for (let count = 0; count < MOST_USERS; count++) {
      const match = USER_AND_PASSWORD.exec(text.slice(at, at + 300));
      if (match === null) break;
      judgedTo = at + match[0].length;
      found.secret(judgedTo - (match[1] as string).length, judgedTo, 'service-password');
      at = judgedTo + (/^(?:\r?\n|\\n)/.exec(text.slice(judgedTo, judgedTo + 2))?.[0].length ?? 0);
    }
    return judgedTo;
  },
};

const MOST_USERS = 32;

/** What a client says to `AUTH PLAIN` in base64: nobody or somebody, the user and the password, parted by zeros (RFC 4616). */
const PLAIN_RESPONSE = /^(?:\+|=)?[ \t]?['"]?([A-Za-z0-9+/]{8,2048}={0,2})(?![\w+/=])/;
const MOST_LINES = 3;

export const plainResponses: Detector = {
  keywords: [
    'resp=',
    'response=',
    'response":"',
    'response": "',
    'auth plain',
    'authenticate plain',
    'mechanism plain',
  ],
  at(text, _start, end, found) {
    let at = end;
    for (let line = 0; line < MOST_LINES; line++) {
      const response = PLAIN_RESPONSE.exec(text.slice(at, at + 2_064));
      const secret = response?.[1];
      if (
        secret !== undefined &&
        /^[^\0]{0,128}\0[^\0]{1,256}\0[^\0]+$/.test(Buffer.from(secret, 'base64').toString('utf8'))
      ) {
        const from = at + (response as RegExpExecArray)[0].indexOf(secret);
        found.secret(from, from + secret.length, 'service-password');
        return from + secret.length;
      }
      const next =
        /^[^\r\n]{0,48}?(?:\r?\n|\\r\\n|\\n)(?:[^\r\n]{0,64}?(?:->|>>?|C:|CLIENT:|sent:|send:)[ \t]{0,4})?(?:b?['"])?/i.exec(
          text.slice(at, at + 160),
        );
      if (next === null) break;
      at += next[0].length;
    }
    return end;
  },
};

const ZERO = /^\\(?:x00|u0000|000|0)$/;
const USER_AND_REST = /^(?!\d)[\w.@+-]{1,64}\\(?:x00|u0000|000|0(?!\d))([^\s"'\\]{1,256})/;

/** `\\x00jo\\x00x`: the same as a program prints bytes. Other protocols part words by zeros, too. */
export const printedResponses: Detector = {
  keywords: ['\\x##', '\\u####', '\\###', '\\#'],
  at(text, start, end, found) {
    if (!ZERO.test(text.slice(start, end))) return end;
    const match = USER_AND_REST.exec(text.slice(end, end + 330));
    if (match === null) return start; // `\0` may be the beginning of `\000`
    if (!/plain|sasl|auth/i.test(text.slice(Math.max(0, start - 64), start))) return end;
    const to = end + match[0].length;
    found.secret(to - (match[1] as string).length, to, 'service-password');
    return to;
  },
};
