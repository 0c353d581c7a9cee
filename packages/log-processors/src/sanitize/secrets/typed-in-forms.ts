import type { Detector } from '../detect/detector.js';
import { isStandIn } from '../named/stand-in.js';

/* What a browser that a test drives types into the field for a password. */

const PASSWORD =
  /pass(?:word|wd|code|phrase|wort)|kennwort|passe|contrase|senha|wachtwoord|\bpwd\b|\bpw\b|\bpin\b|\botp\b|secret/i;
const LITERAL = /^\\{0,3}(["'`])((?:(?!\1|\\)[^\n]){1,256})\\{0,3}\1/;
const SECOND_LITERAL = /^\\{0,3}(["'`])(?:(?!\1|\\)[^\n]){1,160}\\{0,3}\1, ?\\{0,3}(["'`])((?:(?!\2|\\)[^\n]){1,256})\\{0,3}\2/;

/** `send_keys("x")`, `fill("#password", "x")`, `get('#password').type('x')`. */
export const typedInForms: Detector = {
  keywords: ['send_keys(', 'sendkeys(', '.fill(', '.type(', 'page.type(', 'settext(', 'setvalue(', 'input_text('],
  at(text, start, end, found) {
    const window = text.slice(end, end + 448);
    const two = SECOND_LITERAL.exec(window);
    const isSecond = two !== null && PASSWORD.test(two[0].slice(0, -(two[3] as string).length));
    const match = two === null ? LITERAL.exec(window) : isSecond ? two : null;
    if (match === null) return end;
    const line = text.slice(Math.max(0, start - 160), start);
    const before = line.slice(line.lastIndexOf('\n') + 1);
    const secret = (isSecond ? match[3] : match[2]) as string;
    if ((!isSecond && !PASSWORD.test(before)) || isStandIn(secret)) return end;
    const to = end + match[0].lastIndexOf(secret) + secret.length;
    found.secret(to - secret.length, to, 'typed-password');
    return to;
  },
};

const TEXT_MEMBER = /^\\{0,3}["'][ \t]?:[ \t]?\\{0,3}"([^"\\\n]{1,256})\\{0,3}"/;
const KEYS_MEMBER = /^\\{0,3}["'][ \t]?:[ \t]?(\[(?:\\{0,3}"[^"\\\n]{1,2}\\{0,3}",? ?){2,128}\])/;

/** `POST /session/…/element/…/value {"text": "x", "id": "password"}`: the same in the protocol of WebDriver. */
export const typedByWebDriver: Detector = {
  keywords: ['/value {"text', '/value {"value', '/value {\\"text', "/value {'text", '/value data={"text', '/value: {"text'],
  at(text, start, end, found) {
    const window = text.slice(end, end + 640);
    const match = TEXT_MEMBER.exec(window) ?? KEYS_MEMBER.exec(window);
    const secret = match?.[1];
    if (match === null || secret === undefined) return end;
    const behind = window.slice(match[0].length, match[0].length + 160).split('\n', 1)[0] as string;
    if (!PASSWORD.test(behind) && !PASSWORD.test(text.slice(Math.max(0, start - 160), start))) return end;
    const to = end + match[0].indexOf(secret) + secret.length;
    found.secret(to - secret.length, to, 'typed-password');
    return to;
  },
};
