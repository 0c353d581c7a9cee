import type { Detector, Found } from '../detect/detector.js';

/*
 * Sentences in which one program each tells a secret, too far from a name for other rules.
 */

/** What stands behind the keyword, with the secret as its only group. */
const SENTENCES: readonly (readonly [keyword: string, rest: RegExp])[] = [
  /** MySQL, when its data folder is made. */
  ['temporary password is generated for ', /^[^\s:]{1,96}: (\S{6,128})(?=$|\s)/],
  /** Vault and OpenBao. */
  ['unseal progress', /^[^\r\n]{0,32}\bkey[ :=]{1,2}["']?([A-Za-z0-9+/]{43,44}={0,1}|[0-9a-f]{64,66})(?![\w+/=])/],
  /** PagerDuty; a queue's routing key is made of words. */
  ['routing_key', /^\\{0,3}["']?(?:[:=]|[ \t]){1,3}\\{0,3}["']?([0-9a-f]{32})(?!\w)/],
  /** Consul and Nomad. */
  ['acl token ', /^["'=:]{0,2}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?!\w)/i],
  ...['backup', 'recovery'].map((kind): readonly [string, RegExp] => [
    `${kind} codes for `,
    /^[^\r\n:]{1,48}: ?((?=\D{0,40}\d)[A-Za-z0-9]{4,8}-[A-Za-z0-9]{4,8}(?:[ ,;]{1,2}[A-Za-z0-9]{4,8}-[A-Za-z0-9]{4,8}){0,31})(?![\w-])/,
  ]),
];
const REST_BY_KEYWORD = new Map(SENTENCES);
const REACH = 640;

export const programSentences: Detector = {
  keywords: [...REST_BY_KEYWORD.keys()],
  at(text, start, end, found) {
    const rest = REST_BY_KEYWORD.get(text.slice(start, end).toLowerCase());
    return takeGroup(rest?.exec(text.slice(end, end + REACH)), end, found);
  },
};

const OPENS_SESSION = /(?:^|[\s:>])USER [^\s]{1,96}\s[\s\S]{0,160}$/;

/** `USER jo` and then `PASS x`, as servers of FTP, POP and IRC write what a client says; one alone may be a verdict. */
export const protocolPasswords: Detector = {
  keywords: [': pass ', '> pass '],
  at(text, start, end, found) {
    if (!text.startsWith('PASS', start + 2) || !OPENS_SESSION.test(text.slice(Math.max(0, start - 240), start)))
      return end;
    return takeGroup(/^([^\s"']{3,256})(?=$|\s)/.exec(text.slice(end, end + 260)), end, found);
  },
};

function takeGroup(match: RegExpExecArray | null | undefined, end: number, found: Found): number {
  const secret = match?.[1];
  if (match === null || match === undefined || secret === undefined) return end;
  const to = end + match[0].length;
  found.secret(to - secret.length, to, 'service-password');
  return to;
}
