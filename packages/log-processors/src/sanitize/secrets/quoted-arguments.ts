import type { Detector } from '../detect/detector.js';
import { mayTakePassword, passwordOption } from './url-credentials.js';

/** What parts two arguments: `", "` in a list, `" a3="` in a record of Linux's audit. */
const SEPARATORS = /["'[\],]|\ba\d{1,2}=/g;
const NEXT_ARGUMENT = /^["'](?:,[ \t]{0,3}|[ \t](?:a\d{1,2}=)?)["']((?:[^"'\\\n]|\\.){1,2048})/;

/** Java's and Go's options have one dash and whole words. */
const LONG_OPTION = /^(?:ass(?:word|wd|phrase|in|out)?|ort|ath|rofile|roxy|roject|wd|ser(?:name)?|rl)["']/;

/** `["mysql", "-psecret"]`, `a0="smbclient" a1="-U" a2="jo%secret"`: a command line whose words are quoted one by one. */
export const quotedArguments: Detector = {
  keywords: ['"-p', '"-u', '"-a"', '"-w"', '"-n"', '"-c"', "'-p", "'-u", "'-a'", "'-w'"],
  at(text, start, end, found) {
    const letter = start + 3;
    const quoted = text.slice(Math.max(0, start - 200), start);
    if (!mayTakePassword(quoted) || LONG_OPTION.test(text.slice(letter, letter + 12))) return end;
    const before = quoted.replaceAll(SEPARATORS, ' ').replaceAll(/ {2,}/g, ' ').trimEnd();
    const pattern = passwordOption(text.slice(start + 1, letter), before);
    if (pattern === undefined) return end;
    const next = NEXT_ARGUMENT.exec(text.slice(letter, letter + 2_100));
    const argument = next === null ? /^[^"'\n]{1,2048}/.exec(text.slice(letter, letter + 2_048))?.[0] : ` ${next[1]}`;
    const match = pattern.exec(argument ?? '');
    if (match === null) return end;
    const secret = match[1] as string;
    const to = letter + (next === null ? 0 : next[0].length - (next[1] as string).length - 1) + match[0].length;
    found.secret(to - secret.length, to, 'command-line-password');
    return to;
  },
};
