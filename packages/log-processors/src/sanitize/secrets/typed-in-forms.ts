import type { Detector } from '../detect/detector.js';
import { isStrongPassword } from '../named/chosen-password.js';
import { speaksOfPassword } from '../named/password-words.js';
import { isStandIn } from '../named/stand-in.js';

/* What a browser that a test drives types into the field for a password. */

const CODE = /\bpin\b|\botp\b|secret|pass(?:word|wd|phrase|code|wort)/i;
/** `#pwField`. */
const SHORTENED = /\bpw(?=[A-Z])/;
function isForSecret(words: string): boolean {
  return CODE.test(words) || SHORTENED.test(words) || speaksOfPassword(words);
}

/** `… to element id=password`. */
const INTO_FIELD = /^[)\s]{0,3}(?:to|into|in|on|for) [^\n]{0,64}/;
const KIND_OF_FIELD = /^(?:string|text|password|email|number|boolean|object|button|submit)$/;
/** `{selectall}{backspace}` */
const KEYS_ONLY = /^(?:\{\w{1,16}\}){1,8}$/;
/** What stands beside the field. */
const SHOWS =
  /(?:pass(?:word|wd|code|phrase|wort)?|pwd|pin)[-_]?(?:label|hint|error|button|message|tooltip|title|help)/i;
const LITERAL = /^\\{0,3}(["'`])((?:(?!\1|\\)[^\n]){1,256})\\{0,3}\1/;
const SECOND_LITERAL =
  /^\\{0,3}(["'`])(?:(?!\1|\\)[^\n]){1,160}\\{0,3}\1, ?\\{0,3}(["'`])((?:(?!\2|\\)[^\n]){1,256})\\{0,3}\2/;

/** `send_keys("x")`, `fill("#password", "x")`, `get('#password').type('x')`. */
export const typedInForms: Detector = {
  keywords: ['send_keys(', 'sendkeys(', '.fill(', '.type(', 'page.type(', 'settext(', 'setvalue(', 'input_text('],
  at(text, start, end, found) {
    const window = text.slice(end, end + 448);
    const two = SECOND_LITERAL.exec(window);
    const isSecond = two !== null && isForSecret(two[0].slice(0, -(two[3] as string).length));
    const match = two === null ? LITERAL.exec(window) : isSecond ? two : null;
    if (match === null) return end;
    const line = text.slice(Math.max(0, start - 160), start);
    const before = line.slice(line.lastIndexOf('\n') + 1);
    const secret = (isSecond ? match[3] : match[2]) as string;
    const behind = INTO_FIELD.exec(window.slice(match[0].length))?.[0] ?? '';
    if (
      (!isSecond && !isForSecret(before) && !isForSecret(behind)) ||
      isStandIn(secret) ||
      KEYS_ONLY.test(secret) ||
      SHOWS.test(isSecond ? match[0].slice(0, -secret.length) : before) ||
      KIND_OF_FIELD.test(secret)
    )
      return end;
    const to = end + match[0].lastIndexOf(secret) + secret.length;
    found.secret(to - secret.length, to, 'typed-password');
    return to;
  },
};

const TYPED_MEMBER =
  /\\{0,3}["'](?:text|value)\\{0,3}["'][ \t]?:[ \t]?(?:\\{0,3}"([^"\\\n]{1,256})\\{0,3}"|(\[(?:\\{0,3}"[^"\\\n]{1,64}\\{0,3}",? ?){1,128}\]))/g;

/** `POST /session/…/element/…/value {"text": "x", "id": "password"}`: the same in the protocol of WebDriver. */
export const typedByWebDriver: Detector = {
  keywords: ['/value {"', '/value {\\"', "/value {'", '/value data={"', '/value: {"'],
  at(text, start, end, found) {
    const from = end - 2;
    const [body = ''] = text.slice(from, from + 640).split('\n', 1);
    const isForPassword = isForSecret(body) || isForSecret(text.slice(Math.max(0, start - 160), start));
    for (const { 0: member, 1: typed, 2: keys, index } of body.matchAll(TYPED_MEMBER)) {
      const secret = (typed ?? keys) as string;
      // Into an element of which nothing is known: what only passwords are so mixed as.
      if (!isForPassword && (typed === undefined || typed.length < 8 || !isStrongPassword(typed))) continue;
      const at = from + index + member.lastIndexOf(secret);
      found.secret(at, at + secret.length, 'typed-password');
    }
    return from + body.length;
  },
};
