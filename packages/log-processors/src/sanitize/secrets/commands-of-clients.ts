import type { Detector } from '../detect/detector.js';
import { isChosenPassword, isStrongPassword } from '../named/chosen-password.js';
import { isStandIn } from '../named/stand-in.js';

/* What clients of services were handed or sent, as libraries print it. */

const ARGUMENTS =
  /^\\{0,3}["']?,?\s{0,4}\\{0,3}["']?(?:args|arguments|params)\\{0,3}["']?\s?:\s?\[\s?(?:\\{0,3}["'][\w.@-]{1,64}\\{0,3}["'],\s?)?\\{0,3}["']([^"'\n\\]{1,512})\\{0,3}["']\s?\]/;

/** `{ name: 'auth', args: [ 'default', 'x' ] }` of clients of Redis. */
export const namedCommands: Detector = {
  keywords: [
    "name: 'auth'",
    'name: "auth"',
    '"name":"auth"',
    '"name": "auth"',
    'name\\":\\"auth\\"',
    "command: 'auth'",
  ],
  at(text, _start, end, found) {
    const match = ARGUMENTS.exec(text.slice(end, end + 640));
    const secret = match?.[1] ?? '';
    if (match === null || isStandIn(secret)) return end;
    const from = end + match[0].lastIndexOf(secret);
    found.secret(from, from + secret.length, 'service-password');
    return from + secret.length;
  },
};

const REST_OF_CLIENT =
  /^([0-9a-f]{32}(?:\\{0,3}["'],\s?(?:\w{1,24}\s?=\s?)?\\{0,3}["']|[,:]\s?))([A-Za-z0-9]{32})(?![A-Za-z0-9])/;

/** `Client('AC…', 'x')` of Twilio, `('SK…', 'x')`: an account or the number of a key, and what proves it. */
export const accountArguments: Detector = {
  keywords: ["('ac", '("ac', "('sk", '("sk', '(\\"ac', '(ac', '(sk', ' ac'],
  at(text, start, end, found) {
    // outside of quotation marks the letters of a digest stand as often
    if (/^(?: |\([as])/i.test(text.slice(start, end)) && !/AC$|SK$/.test(text.slice(start, end))) return end;
    const [match, before = '', secret = ''] = REST_OF_CLIENT.exec(text.slice(end, end + 112)) ?? [];
    if (match === undefined) return end;
    const from = end + before.length;
    found.secret(from, from + secret.length, 'argument-password');
    return from + secret.length;
  },
};

const SAID = /^([A-Za-z0-9+/]{8,1024}={0,2})[ \t]?(?=$|[\r\n"'\\])/;

/** `CLIENT -> SERVER: eC4uLg==`: what a client of mail says that is no command, in base64. */
export const saidInBase64: Detector = {
  keywords: ['client -> server: ', 'smtp >> ', 'smtp -> : '],
  at(text, _start, end, found) {
    const said = SAID.exec(text.slice(end, end + 1_040))?.[1];
    if (said === undefined || said.length % 4 !== 0 || !/[=\d]|[a-z][A-Z]/.test(said)) return end;
    if (!/^[\x20-\x7e\0]{5,}$/.test(Buffer.from(said, 'base64').toString('latin1'))) return end;
    found.secret(end, end + said.length, 'service-password');
    return end + said.length;
  },
};

const TOKEN_OF_MAIL = /^[^\r\n]{0,320}?[>,\s]\\{0,3}["']([A-Za-z0-9_-]{20,64})\\{0,3}["']/;

/** `"Devise::Mailer", "reset_password_instructions", … "x"`: the token that a mail is to carry. */
export const tokensOfMails: Detector = {
  keywords: ['_instructions"', "_instructions'", '_instructions\\"'],
  at(text, start, end, found) {
    if (!/(?:confirmation|reset_password|unlock|invitation|password)$/.test(text.slice(Math.max(0, start - 24), start)))
      return end;
    const match = TOKEN_OF_MAIL.exec(text.slice(end, end + 400));
    const token = match?.[1] ?? '';
    if (match === null || !/\d|[a-z][A-Z]/.test(token) || !/[A-Z]/.test(token) || /^[a-z_]+$/.test(token)) return end;
    const from = end + match[0].lastIndexOf(token);
    found.secret(from, from + token.length, 'argument-password');
    return from + token.length;
  },
};

const QUOTED = /^([^'"\s]{6,64})['"]/;
const LOGS_IN = /(?:log-?in|logon|auth\w*|sign-?in|credentials?|password|passwd)\b[^\r\n]{0,72}$/i;
const FAILS = /incorrect|failed|denied|invalid|rejected|wrong|unable|could not|refused/i;

/** `Login incorrect for web@ftp with 'x'`: what a login was tried with. */
export const triedWith: Detector = {
  keywords: [" with '", ' with "', " using '", ' using "'],
  at(text, start, end, found) {
    const secret = QUOTED.exec(text.slice(end, end + 68))?.[1] ?? '';
    if (!(isStrongPassword(secret) || (isChosenPassword(secret) && /[!#$%&*+?^~]/.test(secret)))) return end;
    const before = text.slice(Math.max(0, start - 112), start);
    if (!LOGS_IN.test(before) || !FAILS.test(before)) return end;
    found.secret(end, end + secret.length, 'argument-password');
    return end + secret.length;
  },
};
