import type { Detector, Found } from '../detect/detector.js';
import { isRandomKey } from '../keys/environment-key.js';
import { looksLikeCredential } from '../keys/secret-key.js';
import { isPlainFact } from '../named/plain-fact.js';
import { entropyOf } from './randomness.js';
import { startsToken } from './token-shape.js';

const CREDENTIAL = /^[ \t]{1,3}["']?([A-Za-z0-9._~+/:-]{6,4096}={0,2})/;
/** `Bearer expires_in=3600`, `Bearer realm="shop"`: words with one sign. Credentials in base64 end with it, too, often before a quote. */
const OTHER_FIELD = /^[A-Za-z][a-z]{0,23}(?:[_-][a-z]{1,24}|[A-Z][a-z]{2,23}){0,4}=$/;

/** `Bearer …` and its like anywhere in a text, with no header name before it. */
export const bearerCredentials: Detector = {
  keywords: [
    'bearer ',
    'negotiate ',
    'ntlm ',
    'ssws ',
    'geniekey ',
    'token ',
    'apikey ',
    'splunk ',
    'bot ',
    ' auth ',
    'session ',
    'auth default ',
  ],
  at(text, start, end, found) {
    if (!startsToken(text, start) && text.charAt(start) !== ' ') return end;
    const value = CREDENTIAL.exec(text.slice(end - 1, end + 4_112));
    if (value === null) return end;
    const credential = value[1] as string;
    const loose = !/bearer|negotiate|ntlm|ssws|geniekey|splunk/i.test(text.slice(start, end));
    if (OTHER_FIELD.test(credential) && /[\w"'[{%]/.test(text.charAt(end - 1 + value[0].length))) return end;
    if (/^session/i.test(text.slice(start, end))) {
      if (!isOfBothCases(credential) || LIVES.test(text.slice(end - 1 + value[0].length, end + value[0].length + 12)))
        return end;
    }
    if (loose ? !isRandom(credential) : !looksLikeCredential(credential)) return end;
    if (/^bot/i.test(text.slice(start, end)) && isFileName(credential)) return end;
    const to = end - 1 + value[0].length;
    found.secret(to - credential.length, to, 'authorization');
    return to;
  },
};

/** `bot 9f86….bin`: what a program calls so reads and writes files, too. */
function isFileName(credential: string): boolean {
  return /^[\w-]{1,96}\.[a-z][a-z\d]{1,4}$/.test(credential) && isPlainFact(credential);
}

/** Of a session that begins or ends its number is told. */
const LIVES = /^ (?:clos|expir|open|start|end|creat|timed|idle)/i;

/** Programs number their sessions in hexadecimal, too; the cookie of a user has letters of both cases. */
function isOfBothCases(credential: string): boolean {
  return credential.length >= 24 && isRandomKey(credential) && /[a-z]/.test(credential) && /[A-Z]/.test(credential);
}

/** `token` is an ordinary word, so what follows must be plainly random. */
function isRandom(text: string): boolean {
  return (
    text.length >= 20 &&
    /\d/.test(text) &&
    /[A-Za-z]/.test(text) &&
    !/[:/]/.test(text) &&
    entropyOf(text) >= 3 &&
    !/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text)
  );
}

/** `Basic …` whose credentials decode to `user:password` (RFC 7617). */
export const basicCredentials: Detector = {
  keywords: ['basic '],
  at(text, start, end, found) {
    if (!startsToken(text, start)) return end;
    const value = /^[ \t]{1,3}["']?([A-Za-z0-9+/_-]{4,2048}={0,2})/.exec(text.slice(end - 1, end + 2_064));
    if (value === null) return end;
    const credential = value[1] as string;
    if (!/^[\x20-\x7e\u0080-\uffff]{0,2048}:/u.test(Buffer.from(credential, 'base64').toString('utf8'))) return end;
    const to = end - 1 + value[0].length;
    found.secret(to - credential.length, to, 'authorization');
    return to;
  },
};

const MANY_PARAMETERS =
  /^(?:[A-Za-z0-9-]*[ \t]+)?(?:username|realm|credential|oauth_|id|keyid|accesskeyid)[\w-]{0,40}=/i;
const PARAMETERS = /^(?:[^\s"']|"[^"\n]{0,1024}"|[ \t]+(?=[\w-]+=))+/;

/** Digest, AWS Signature Version 4 and their like: the whole list of parameters, to the end of its line or quote. */
export const parameterCredentials: Detector = {
  keywords: ['digest ', 'aws#-hmac', 'oauth ', 'hawk ', 'goog#-', 'sharedkey '],
  at(text, start, end, found) {
    if (!startsToken(text, start)) return end;
    const scheme = text.slice(start, end).toLowerCase();
    if (scheme === 'sharedkey ') {
      const key = /^[\w-]{3,64}:[A-Za-z0-9+/=]{20,}/.exec(text.slice(end, end + 256))?.[0];
      if (key === undefined) return end;
      found.secret(end, end + key.length, 'authorization');
      return end + key.length;
    }
    if (scheme === 'digest ' && !/\b(?:response|username)=/.test(text.slice(end, end + 512))) return end;
    if (!MANY_PARAMETERS.test(text.slice(end, end + 80))) return end;
    const [parameters] = PARAMETERS.exec(text.slice(end, end + 4_096)) as unknown as [string];
    found.secret(end, end + parameters.length, 'authorization');
    return end + parameters.length;
  },
};

/** AWS credentials in a presigned URL or a scope: `AKIA…/20261123/eu-central-1/s3/aws4_request` is caught by its key id. */
const CODE_PARAMETER = /^[A-Za-z0-9._~%/+-]{10,2048}/;

/** OAuth authorization codes and implicit tokens in redirects: `?code=…`, `#access_token=…` is judged by name. */
export const redirectCodes: Detector = {
  keywords: [
    '?code=',
    '&code=',
    '?ticket=',
    '&ticket=',
    '?t=',
    '&oobcode=',
    '?oobcode=',
    '&hash=',
    '?magic=',
    '?otp=',
    '?appid=',
    '&appid=',
    'reset-password/',
    'reset_password/',
    'password-reset/',
    'password/reset/',
    'recover/',
    'recovery/',
    'unlock/',
    'login-link/',
    'one-time-login/',
    'autologin/',
    'verify-email/',
    'magic-link/',
    'magic/',
    'hooks/',
    'reset/',
    'verify/',
    'invite/',
    'invitations/',
    'invites/',
    'invitation/',
    'activate/',
    'activation/',
    'confirm/',
    'confirm-email/',
    '?key=',
    '&key=',
  ],
  at(text, start, end, found) {
    if (text.charAt(end - 1) === '/') return segmentOfLink(text, end, found);
    const value = CODE_PARAMETER.exec(text.slice(end, end + 2_060))?.[0];
    if (value === undefined || !/\d/.test(value) || !/[A-Za-z]/.test(value) || entropyOf(value) < 2.8) return end;
    if (/appid|key/i.test(text.slice(start, end)) && !isSecretOfLink(value)) return end;
    found.secret(end, end + value.length, 'redirect-code');
    return end + value.length;
  },
};

/** In a path, and as an application's id, only what is plainly random is a secret. */
function isSecretOfLink(value: string): boolean {
  return (
    value.length >= 20 &&
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    entropyOf(value) >= 2.8 &&
    !/^[0-9a-f]{24}$/i.test(value) &&
    !/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value) &&
    !/[/.%]|^[a-z]+(?:[-_][a-z0-9]+)+$/.test(value)
  );
}

const MOST_SEGMENTS = 5;
/** `m2k7vs-17abaaa545d2e5e1`: Django's time and digest; of the segment of a path that is not the first. */
const TIME_AND_DIGEST = /^[0-9a-z]{5,8}-[0-9a-f]{20,64}$/;

/** `/reset/MjE/c4x8…/`, `/user/reset/318/1764000000/kX3…/login`: the secret may follow whom and when it is for. */
function segmentOfLink(text: string, end: number, found: Found): number {
  let at = end;
  for (let count = 0; count < MOST_SEGMENTS; count++) {
    const segment = /^[A-Za-z0-9._~%+-]{1,2048}/.exec(text.slice(at, at + 2_048))?.[0];
    if (segment === undefined) break;
    if (isSecretOfLink(segment) || TIME_AND_DIGEST.test(segment)) {
      found.secret(at, at + segment.length, 'redirect-code');
      return at + segment.length;
    }
    at += segment.length;
    if (text.charAt(at) !== '/') break;
    at++;
  }
  return end;
}

const LONGER_CODE = /^(?:is:? |: |[oó]n(?: es|:) )?((?:[A-Z]{1,3}-)?\d{3}[ -]?\d{3,5}|\d{4})(?![\w-]|\.\d)/;
/** What is printed on a card has three digits or four. */
const SHORT_CODE = /^(?:is:? |: )?\d{3,4}(?![\w-]|\.\d)/;

/** `code=482913` is an error's as often; only these words make it somebody's. */
const ABOUT_CODES = /\b(?:otp|totp|2fa|mfa|one-time|one time|passcode|verification|sms)\b/i;

const OF_ERROR = /(?:error|err|status|exit|return|result|reason|response|zip|postal)[ _-]?code$/i;
/** `authenticator reason code: 482913`: what makes codes of one use stands before it, and the code has six digits, as most have. */
const OF_AUTHENTICATOR =
  /(?:otp|2fa|mfa|authenticator|verification|passcode|one[ -]time|sms)[ _-](?:result|reason|response)[ _-]?code(?:: |=)\d{6}(?![\w-]|\.\d)/i;

/** `Use code 123456 to sign in`. */
export const requestedCodes: Detector = {
  keywords: [
    'use code ',
    'enter code ',
    'entered code ',
    'with code ',
    'your code ',
    'login code ',
    'code is ',
    'password is ',
    'passcode is ',
    'otp is ',
    'pin is ',
    'code: ',
    'code=',
    'use the code ',
    'code ist: ',
    'code lautet ',
    'code lautet: ',
    'code ist ',
    'rification est ',
    'digo de verificaci',
    'use ####',
    'enter ####',
  ],
  at(text, start, end, found) {
    if (/\d$/.test(text.slice(start, end))) return codeToUse(text, end, found);
    if (OF_ERROR.test(text.slice(Math.max(0, start - 10), end - 2)))
      if (!OF_AUTHENTICATOR.test(text.slice(Math.max(0, start - 24), end + 8))) return end;
    const context = text.slice(Math.max(0, start - 64), end + 64);
    const shape = /\b(?:card|cvv|cvc)\b/i.test(context) ? SHORT_CODE : LONGER_CODE;
    const code = shape.exec(text.slice(end, end + 24))?.[0];
    if (code === undefined) return end;
    if (text.charAt(end - 1) === '=' && !ABOUT_CODES.test(context)) return end;
    if (
      !/your|lautet|ist |est /i.test(text.slice(start, end)) &&
      !/\b(?:sign|log|login|verif\w*|confirm\w*|t?otp|2fa|mfa|one-time|one time|authenticat\w*|never share|do not share|don't share|expires in|valid for|access|reset|card|cvv|cvc)\b/i.test(
        context,
      )
    )
      return end;
    const digits = code.search(/[A-Z]{1,3}-|\d/);
    found.secret(end + digits, end + code.length, 'one-time-code');
    return end + code.length;
  },
};

const USED =
  /^\d{2,4}(?= to (?:log|sign|verify|confirm|authenticate|complete|finish|reset|access|continue|activate|unlock)\b)/;

/** `Use 482913 to log in`. */
function codeToUse(text: string, end: number, found: Found): number {
  const rest = USED.exec(text.slice(end, end + 24))?.[0];
  if (rest === undefined) return end;
  found.secret(end - 4, end + rest.length, 'one-time-code');
  return end + rest.length;
}

/** `123456 is your verification code`: the code stands before its name. */
export const announcedCodes: Detector = {
  keywords: [
    ...[' is your ', ' is the otp', ' as your ', ' ist ihr ', ' ist dein ', ' lautet ihr ', ' est votre ', ' est ton '],
    ...[' es tu ', ' es su ', ' e o seu ', ' e seu ', ' e il tuo ', ' is je '],
    ...[
      ' is uw ',
      ' is jouw ',
      ' to twoj ',
      ' jest twoim ',
      ' je vas ',
      ' je tvuj ',
      ' ar din ',
      ' er din ',
      ' on vahvist',
      ' dogrulama',
    ],
  ],
  at(text, start, end, found) {
    const name = text.slice(start, end + 48);
    if (
      !/(?:^|[^\p{L}])(?:\p{L}{0,24}code|c[oó]digo|codice|kod|k[oó]d|kodu|otp|t?pin|tan|passcode|password|passwort|kennwort)(?![\p{L}])/iu.test(
        name,
      )
    )
      return end;
    const code = /(?:^|[^\w-])((?:[A-Z]{1,3}-)?\d{3}[ -]?\d{1,5}|[A-Z0-9]{6,8})$/.exec(
      text.slice(Math.max(0, start - 16), start),
    )?.[1];
    if (code === undefined || !/\d/.test(code)) return end;
    found.secret(start - code.length, start, 'one-time-code');
    return end;
  },
};
