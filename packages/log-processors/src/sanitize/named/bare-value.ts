import { isType } from './program-text.js';
import { isRemark } from './remark.js';
import { isStandIn } from './stand-in.js';

/* Where a value ends that is not in quotes, and how far it may go on behind a sign that elsewhere ends one. */

/** What a unit may mean for a bare value: 1 ends it, 2 may end it, 0 is a letter of it. */
const IN_BARE = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return /[\s"'`<>&;{}|]/.test(character) ? 1 : /[\\%,)\]]/.test(character) ? 2 : 0;
});
/** `{SSHA}…`, `{bcrypt}$2a$…`: the scheme of a hashed password (RFC 2307). */
const SCHEME = /^\{[A-Za-z][\w-]{1,19}\}(?=[^\s"',;)}])/;

/**
 * A bare value ends at a space, at a sign that separates fields, or at a bracket or comma that a new field or nothing follows.
 * In text that is percent-encoded as a whole `%26` ends it too; elsewhere that is a letter of the value.
 */
export function endOfBareValue(text: string, from: number, limit: number, percentEncoded: boolean): number {
  const hasScheme = text.charAt(from) === '{';
  let at = from + (!hasScheme ? 0 : (SCHEME.exec(text.slice(from, from + 24))?.[0].length ?? 0));
  for (; at < limit; at++) {
    const unit = text.charCodeAt(at);
    const meaning = unit < 128 ? IN_BARE[unit] : isSpace(unit) ? 1 : 0;
    if (meaning === 0) continue;
    if (meaning === 1) break;
    const character = text.charAt(at);
    if (character === '\\' && /[nrt"'\\]/.test(text.charAt(at + 1))) break;
    if (percentEncoded && /^%(?:25)*(?:26|22|20|0[AaDd])/.test(text.slice(at, at + 7))) break;
    if (/[,)\]]/.test(character) && !/^[^\s,)\]}"'=:]{1,32}(?:$|[\s,)\]])/.test(text.slice(at + 1, at + 34))) break;
  }
  while (at > from && '.,:!?'.includes(text.charAt(at - 1)) && !/\S/.test(text.charAt(at))) at--;
  return at;
}

function isSpace(unit: number): boolean {
  return unit >= 0xa0 && /\s/.test(String.fromCharCode(unit));
}

/** `…|1796016000|…`: a cookie that is signed with its time. */
const TIME_AND_SIGNATURE = /\|\d{10}\|[\w+/-]{20,128}={0,2}(?![\w+/=-])/y;
/** Up to where the next field can begin at the earliest. */
const NEXT_PART = /[&;|{}>]([^\s"'`<>&;{}|=:,()[\]\\]{3,64})(?=$|[\s"'`;|&{}>\])])/y;

/**
 * `any|9xQ7`: no field and no command is called so, the rest of a password may be. Behind what only stands for a value nothing goes on.
 */
export function endOfParts(text: string, from: number, end: number, limit: number): number {
  let last = end;
  let scanned = end;
  const mayBeType = text.charAt(end) === '|' && isType(text.slice(from, end).replace(/^[[(]/, ''));
  TIME_AND_SIGNATURE.lastIndex = end;
  if (end - from >= 16 && text.charAt(end) === '|' && TIME_AND_SIGNATURE.test(text))
    return TIME_AND_SIGNATURE.lastIndex;
  while (last < limit) {
    NEXT_PART.lastIndex = scanned;
    const part = NEXT_PART.exec(text)?.[1];
    if (part === undefined || !/\p{L}/u.test(part)) break;
    const isOfType = mayBeType && text.charAt(scanned) === '|';
    if ((!isOfType && !/\d/.test(part)) || isStandIn(text.slice(from, end))) break;
    scanned = NEXT_PART.lastIndex;
    if (!isOfType || last > end || !saysOfType(part)) last = scanned; // of a password all parts go
  }
  return last;
}

/** Rules of Laravel and its like, and what a schema says of a field. */
const ASKED_BY_VALIDATOR =
  /^(?:accepted|active_url|after|alpha\w*|ascii|bail|before|between|confirmed|current_password|date\w*|decimal|declined|different|digits\w*|distinct|email|ends_with|enum|exclude\w*|exists|file|filled|gte?|hex_color|image|in|in_array|ip(?:v[46])?|json|lowercase|lte?|max\w*|mimes|mimetypes|min\w*|missing\w*|multiple_of|not_in|not_regex|nullable|password|present\w*|prohibit\w*|readonly|read_only|regex|required\w*|same|size|sometimes|starts_with|timezone|trim(?:med)?|ulid|unique|uppercase|url|writeonly|write_only)$/i;

/** `string|null`, `string|required`: more of a type, or what a validator asks of the value. */
function saysOfType(part: string): boolean {
  return isType(part) || isStandIn(part) || isRemark(part) || ASKED_BY_VALIDATOR.test(part);
}
