import type { Detector } from '../detect/detector.js';
import { isRandomKey } from '../keys/environment-key.js';
import { splitWords } from '../keys/split-words.js';
import { isStrongPassword } from '../named/chosen-password.js';

/*
 * What a queue says that a job was handed: `send_otp[…] args=("+49…", "482913")`, `{"class":"SendOtpJob","args":["+49…","482913"]}`,
 * `Performing ResetMailJob … with arguments: "jo", "kX3…"`. The job's name says what its arguments are.
 */

const LIST = /^\s{0,3}(?:\\{0,3}["']?[([]\s{0,3})?/;
const ITEM =
  /(?:[bu]?\\{0,3}(["'])((?:(?!\1)[^\\\n]){0,512})\\{0,3}\1|([\w.@+-]{1,64})|\{[^{}\n]{0,256}\})(?:\s{0,3}(,|=>|:)\s{0,3}|(?=$|[\s\])}]))/y;
const MOST_ITEMS = 16;
const REACH = 128;
const MOST_NAMES = 4;
/** Of several words: `send_otp`, `tasks.verify`, `SendOtpJob`. A word alone is prose's or a program's: `git reset args`. */
const NAME_OF_JOB = /(?<![\w.])[A-Za-z][a-z\d]*(?:(?:[._]|::)[A-Za-z\d]+|[A-Z][A-Za-z\d]*|[A-Z]+)+/g;
/** `"class":"X"` behind the arguments. */
const NAMED_BEHIND =
  /^[\])]?\s{0,3}\\{0,3}["']?[\])]?,\s{0,3}\\{0,3}["'](?:class|job|job_class|name|task|wrapped)\\{0,3}["']\s?:\s?\\{0,3}["']([\w.:]{2,96})/;
const NAME_OF_MEMBER = /["'](?:class|job|job_class|name|task|wrapped)\\{0,3}["']/;
/** The name of a job that hands over a code. */
const HANDS_CODE =
  /(?:^|[^a-z])(?:otp|totp|2fa|mfa|one_?time|verif\w{0,10}_code|(?:login|sms|security|auth|confirm\w{0,6})_?code)(?![a-z])|Otp(?![a-z])|OTP|TwoFactor|Mfa(?![a-z])|(?:Verif\w{0,8}|Login|Sms|Security|Confirm\w{0,6})(?:Code|Pin)/;
/** One that hands over what lets somebody in. */
const HANDS_TOKEN = /reset|magic|invit|verif|confirm|activat|recover|unlock|password|login_?link/i;
/** Words of jobs that are handed how old or how many. */
const TENDS =
  /^(?:clean|expir|report|remind|purg|sweep|stats?$|statistic|metric|count|prun|delet|monitor|rotat|archiv|audit)/;
const UUID_OR_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[0-9a-f]{24}$|^0x[0-9a-f]+$/i;

interface Item {
  readonly value: string;
  readonly from: number;
  readonly isQuoted: boolean;
}

/** One-time codes, tokens and passwords in the arguments of jobs. */
export const jobArguments: Detector = {
  keywords: ['args=', 'args":', "args':", 'args\\":', 'args: ', 'args (', 'arguments: ', 'arguments=', 'arguments":'],
  at(text, start, end, found) {
    const reach = text.slice(Math.max(0, start - REACH), start);
    const line = reach.slice(reach.lastIndexOf('\n') + 1);
    const before = [...new Set((line.match(NAME_OF_JOB) ?? []).slice(-MOST_NAMES))].filter(hands).join(' ');
    if (before === '' && !mayBeNamedBehind(text, end)) return end;
    const { items, judgedTo } = itemsAt(text, end);
    const behind = NAMED_BEHIND.exec(text.slice(judgedTo, judgedTo + 128))?.[1];
    const name = behind ?? before;
    if (name === '' || !hands(name)) return end;
    const handsCode = HANDS_CODE.test(name) && !splitWords(name).some((word) => TENDS.test(word));
    for (const item of items) {
      const rule = (handsCode ? ruleForCode(item, items) : undefined) ?? ruleForToken(name, item);
      if (rule !== undefined) found.secret(item.from, item.from + item.value.length, rule);
    }
    return judgedTo;
  },
};

/** Is it a list, and a member of an object that says behind it what it is? */
function mayBeNamedBehind(text: string, end: number): boolean {
  return /^\s?\\{0,3}["']?\[/.test(text.slice(end, end + 6)) && NAME_OF_MEMBER.test(text.slice(end, end + 320));
}

function hands(name: string): boolean {
  return HANDS_CODE.test(name) || HANDS_TOKEN.test(name);
}

function itemsAt(text: string, end: number): { items: readonly Item[]; judgedTo: number } {
  ITEM.lastIndex = end + (LIST.exec(text.slice(end, end + 16))?.[0].length ?? 0);
  let judgedTo = end;
  const items: Item[] = [];
  for (let count = 0; count < MOST_ITEMS; count++) {
    const item = ITEM.exec(text);
    if (item === null) break;
    judgedTo = ITEM.lastIndex;
    const value = item[2] ?? item[3] ?? '';
    items.push({ value, from: item.index + item[0].indexOf(value), isQuoted: item[2] !== undefined });
    if (item[4] === undefined) break;
  }
  return { items, judgedTo };
}

function ruleForCode({ value, isQuoted, from }: Item, items: readonly Item[]): string | undefined {
  if (!/^(?!(?:19|20)\d\d$)\d{4,8}$/.test(value)) return undefined;
  // The first number is a record's, a round one a time.
  const isCode = isQuoted || (value.length > 4 && from !== items[0]?.from && !/0{3}$/.test(value));
  return isCode ? 'one-time-code' : undefined;
}

function ruleForToken(name: string, { value, isQuoted }: Item): string | undefined {
  if (!HANDS_TOKEN.test(name)) return undefined;
  if (value.length >= 20 && isRandomKey(value) && !UUID_OR_ID.test(value)) return 'redirect-code';
  return isQuoted && /passw/i.test(name) && isStrongPassword(value) ? 'argument-password' : undefined;
}
