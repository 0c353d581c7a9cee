import type { Detector } from '../detect/detector.js';
import { isRandomKey } from '../keys/environment-key.js';

/*
 * What a queue says that a job was handed: `send_otp[…] args=("+49…", "482913")`, `{"class":"SendOtpJob","args":["+49…","482913"]}`,
 * `Performing ResetMailJob … with arguments: "jo", "kX3…"`. The job's name says what its arguments are.
 */

const LIST = /^\s{0,3}(?:\\{0,3}["']?[([]\s{0,3})?/;
const ITEM =
  /(?:[bu]?\\{0,3}(["'])((?:(?!\1)[^\\\n]){0,512})\\{0,3}\1|([\w.@+-]{1,64}))(?:\s{0,3}(?:,|=>|:)\s{0,3}|(?=$|[\s\])}]))/y;
const MOST_ITEMS = 16;
const REACH = 128;
const FAR_REACH = 512;
/** The name of a job that hands over a code: no product's and no error's. */
const HANDS_CODE =
  /(?:^|[^a-z])(?:otp|totp|2fa|mfa|one[-_ ]?time|verif\w{0,10}[-_ ]code|(?:login|sms|security|auth|confirm\w{0,6})[-_ ]?code)(?![a-z])|Otp(?![a-z])|OTP|TwoFactor|Mfa(?![a-z])|(?:Verif\w{0,8}|Login|Sms|Security|Confirm\w{0,6})(?:Code|Pin)/;
/** One that hands over what lets somebody in. */
const HANDS_TOKEN =
  /(?:reset|magic|invit|verif|confirm|activat|recover|unlock|password|login[-_ ]?link|passwordless)\w{0,24}|(?:Reset|Magic|Invit|Verif|Confirm|Activat|Recover|Unlock|Password|Passwordless)\w{0,24}/;

/** One-time codes and tokens in the arguments of jobs. */
export const jobArguments: Detector = {
  keywords: ['args=', 'args":', "args':", 'args\\":', 'args: ', 'args (', 'arguments: ', 'arguments=', 'arguments":'],
  at(text, start, end, found) {
    const line = text.slice(Math.max(0, start - FAR_REACH), start);
    const before = line.slice(line.lastIndexOf('\n') + 1);
    const handsCode = HANDS_CODE.test(before.slice(-REACH));
    const handsToken = HANDS_TOKEN.test(before.slice(-REACH));
    if (!handsCode && !handsToken) return end;
    ITEM.lastIndex = end + (LIST.exec(text.slice(end, end + 16))?.[0].length ?? 0);
    let judgedTo = end;
    for (let count = 0; count < MOST_ITEMS; count++) {
      const item = ITEM.exec(text);
      if (item === null) break;
      const value = item[2] ?? item[3] ?? '';
      judgedTo = ITEM.lastIndex;
      const isCode =
        handsCode && /^(?!(?:19|20)\d\d$)\d{4,8}$/.test(value) && (item[2] !== undefined || value.length > 4);
      if (!isCode && !(handsToken && value.length >= 20 && isRandomKey(value))) continue;
      const from = item.index + item[0].indexOf(value);
      found.secret(from, from + value.length, isCode ? 'one-time-code' : 'redirect-code');
    }
    return judgedTo;
  },
};
