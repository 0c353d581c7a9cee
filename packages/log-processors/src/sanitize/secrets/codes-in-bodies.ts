import type { Detector, Found } from '../detect/detector.js';
import { looksRandom } from './randomness.js';

/*
 * `"code":"…"` says little by itself: beside a queue of text messages it is a one-time code, beside a grant or a reset an authorization.
 */

const MEMBER = /^\\{0,3}["']?\s?(?::|=>|=)\s?\\{0,3}["']?([A-Za-z0-9._~/+-]{4,512}={0,2})(?=\\{0,3}["']|[\s,})\]]|$)/;
const SENDS_CODES =
  /(?:^|[^a-z])(?:otp|totp|2fa|mfa|sms|passcode|one[-_ ]?time|verif(?:y|ication)\w{0,8}|login[-_ ]?code|magic|phone_?number|msisdn)(?![a-z])/i;
/** Inside the name of a job or a class. */
const NAMED_FOR_CODES = /(?:Otp|Sms|Mfa|TwoFactor|Verif)/;
const GRANTS =
  /grant_type|redirect_uri|authorization_code|code_verifier|oauth|openid|\boidc\b|callback|reset[-_ ]?password|password[-_ ]?reset|ResetPassword|PasswordReset|confirm[-_ ]?email|invitation/i;
/** Words by which a body with a code is an error's, a country's or a voucher's. */
const OTHERS =
  /(?:error|status|country|currency|postal|zip|promo|coupon|voucher|discount|product|reason|exit|http|lang|delivery)[\w ]{0,12}\\{0,3}["']?\s?[:=]?\s?\{?\\{0,3}["']?$|"(?:message|error|reason|statusCode)\\{0,3}"\s?:[^\n]{0,96}$/i;
/** Of the first member the name of its object says what it is, as `namedValues` judges. */
const OPENS_OBJECT = /\{\s{0,4}$/;
const REACH = 160;

export const codesInBodies: Detector = {
  keywords: ['"code"', "'code'", '\\"code\\"', ' code:', ':code=>', '{code:'],
  at(text, start, end, found) {
    const from = text.charAt(end - 1) === ':' ? end - 1 : /=>$/.test(text.slice(start, end)) ? end - 2 : end;
    const match = MEMBER.exec(text.slice(from, from + 540));
    const code = match?.[1];
    if (match === null || code === undefined) return end;
    const before = text.slice(Math.max(0, start - REACH), start);
    const behind = text.slice(from + match[0].length, from + match[0].length + REACH);
    const isCode = /^\d{4,8}$/.test(code)
      ? (NAMED_FOR_CODES.test(before) || (!OPENS_OBJECT.test(before) && SENDS_CODES.test(`${before} ${behind}`))) &&
        !OTHERS.test(before) &&
        !/^\\{0,3}["']?,\s?\\{0,3}["'](?:message|error|status)/i.test(behind)
      : code.length >= 20 &&
        looksRandom(code) &&
        !/^[a-z]+(?:[-_.][a-z0-9]+)+$/.test(code) &&
        GRANTS.test(`${before} ${behind}`);
    if (!isCode) return end;
    return take(from + match[0].lastIndexOf(code), code, /^\d+$/.test(code) ? 'one-time-code' : 'redirect-code', found);
  },
};

function take(at: number, code: string, rule: string, found: Found): number {
  found.secret(at, at + code.length, rule);
  return at + code.length;
}

const PARAMETER = /^([A-Za-z0-9._~%/+-]{20,2048})(?=$|[\s&"'])/;
const BEFORE_QUERY = /(?:callback|sign-?in|login|oauth|oidc|redirect|auth|sso)[\w./-]{0,32} $/i;
const BEHIND_CODE = /^&(?:scope|state|session_state|iss|client_info|prompt|authuser)=/;

/** ` code=…&scope=…`: the query of a redirect in a column of its own, as IIS logs it. */
export const codesInQueries: Detector = {
  keywords: [' code='],
  at(text, start, end, found) {
    const code = PARAMETER.exec(text.slice(end, end + 2_060))?.[1];
    if (code === undefined || !looksRandom(code)) return end;
    const behind = text.slice(end + code.length, end + code.length + 24);
    if (!BEHIND_CODE.test(behind) && !BEFORE_QUERY.test(text.slice(Math.max(0, start - 48), start + 1))) return end;
    return take(end, code, 'redirect-code', found);
  },
};

const NAME =
  /^(?!(?:id|uid|user\w*|email|mail|lang|next|return\w*|redirect\w*|url|utm_\w+|ref|v|locale|page|\w*(?:token|password|secret|code|key))=)[a-z_]{1,24}=/i;
/** What such a link calls what it proves; behind other names a UUID is a number of something. */
const UUID_OF_LINK =
  /^(?:k|c|t|h|key|code|hash|(?:activation|activate|confirmation|confirm|verification|verify|invite|invitation|reset)_?(?:key|code|hash)?)=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const MOST_PARAMETERS = 6;

/** `/magic?k=…`, `/confirm?x=…`: in a link that lets somebody in, any parameter that is plainly random. */
export const parametersOfLinks: Detector = {
  keywords: [
    ...[
      'magic?',
      'magic-link?',
      'magiclink?',
      'magic_link?',
      'login-link?',
      'autologin?',
      'one-time?',
      'sign-in-link?',
    ],
    ...['reset?', 'reset-password?', 'password-reset?', 'confirm?', 'confirm-email?', 'verify?', 'verify-email?'],
    ...['activate?', 'activation?', 'invite?', 'invitation?', 'recover?', 'unlock?', 'set-password?', 'accept-invite?'],
  ],
  at(text, _start, end, found) {
    let at = end;
    for (let count = 0; count < MOST_PARAMETERS; count++) {
      const parameter = /^[A-Za-z0-9._~%/+=-]{1,2048}/.exec(text.slice(at, at + 2_048))?.[0];
      if (parameter === undefined) break;
      const name = NAME.exec(parameter)?.[0];
      const uuid = UUID_OF_LINK.exec(parameter)?.[1];
      if (uuid !== undefined) return take(at + parameter.length - uuid.length, uuid, 'redirect-code', found);
      const value = name === undefined ? '' : parameter.slice(name.length);
      if (value.length >= 24 && looksRandom(value) && !/^[0-9a-f]{24}$|^[0-9a-f]{8}-[0-9a-f]{4}-|[/%]/i.test(value))
        return take(at + (name as string).length, value, 'redirect-code', found);
      at += parameter.length;
      if (text.charAt(at) !== '&') break;
      at++;
    }
    return end;
  },
};

const CHECK = /^\\{0,3}["']?\s?[:=]\s?\\{0,3}["']?(\d{3,4})(?=\\{0,3}["']|[\s,;&})\]]|$)/;
const OF_CARD =
  /(?<![a-z])(?:amex|american express|card_?(?:number|no|num)|cardholder|cvv2?|exp\w{0,8}\\{0,3}["']?\s?[:=]\s?\\{0,3}["']?(?:0[1-9]|1[0-2])\/?\d\d)(?!\w)/i;
const BESIDE = 96;

/** `{"exp":"11/28","cid":"7312"}`: what American Express calls its check of a card; elsewhere it is a client's number. */
export const checksOfCards: Detector = {
  keywords: ['"cid"', "'cid'", 'cid\\"', 'cid=', 'cid:'],
  at(text, start, end, found) {
    const from = start + text.slice(start, end).search(/d/i) + 1;
    if (/[\w-]/.test(text.charAt(from - 4))) return end;
    const match = CHECK.exec(text.slice(from, from + 24));
    const code = match?.[1];
    if (match === null || code === undefined) return end;
    const before = text.slice(Math.max(0, start - BESIDE), start);
    if (!OF_CARD.test(before) && !OF_CARD.test(text.slice(from + match[0].length, from + match[0].length + BESIDE)))
      return end;
    return take(from + match[0].lastIndexOf(code), code, 'named-secret', found);
  },
};
