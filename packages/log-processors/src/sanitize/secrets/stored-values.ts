import type { Detector } from '../detect/detector.js';
import { looksLikeCredential } from '../keys/secret-key.js';
import { isStandIn } from '../named/stand-in.js';

/*
 * Commands that put a secret into a vault: `aws ssm put-parameter … --type SecureString --value x`, `az keyvault secret set --value x`,
 * `fly secrets set NAME=x`, `vault kv put secret/app hmac=x`.
 */

const VALUE = /^["']?([^\s"']{3,4096})/;
const STORES =
  /(?:\bssm put-parameter|\bkeyvault secret set|\bsecrets? (?:set|put|create|add|update)|\bput-secret-value|\bcreate-secret)\b[^;&|\r\n]*$/;
const PAIRS = /^(?:-{1,2}\w[\w-]*(?:[= ]\S{1,64})? ){0,4}(?:[\w./-]{1,96} )?(?=[\w.-]{1,64}=)/;
const PAIR = /([\w.-]{1,64})=(?:"([^"\n]{1,4096})"|'([^'\n]{1,4096})'|([^\s"'@][^\s"']{0,4095}))(?:[ \t]+|$)?/y;
/** `--body file.txt` */
const FILE = /^[a-z][\w-]{0,64}\.(?:txt|json|ya?ml|env|pem|crt|cfg)$/;
/** What beside a secret is set and is none. */
const SETTING = /(?:^|[_.-])(?:region|zone|ttl|level|version|env|environment|stage|timeout|interval|mode)$/i;
const MOST_PAIRS = 16;

/** The value of an option. */
export const storedValues: Detector = {
  keywords: [' --value ', ' --value=', ' --body ', ' --body=', ' --secret-value '],
  at(text, start, end, found) {
    const before = text.slice(Math.max(0, start - 320), start);
    if (!STORES.test(before)) return end - 1;
    const isParameter = /ssm put-parameter/.test(before);
    if (
      isParameter &&
      !/SecureString/.test(before) &&
      !/^[^;&|\r\n]{0,4200}SecureString/.test(text.slice(end, end + 4_300))
    )
      return end - 1;
    const match = VALUE.exec(text.slice(end, end + 4_100));
    const value = match?.[1] ?? '';
    if (FILE.test(value) || isStandIn(value) || value.startsWith('$') || value === '-') return end - 1;
    const from = end + (match as RegExpExecArray)[0].length - value.length;
    found.secret(from, from + value.length, 'command-line-password');
    return from + value.length;
  },
};

/** Pairs behind the command. */
export const storedPairs: Detector = {
  keywords: ['secrets set ', 'secret set ', 'secrets:set ', 'kv put ', 'kv patch ', 'secret put '],
  at(text, _start, end, found) {
    const head = PAIRS.exec(text.slice(end, end + 512))?.[0];
    if (head === undefined) return end;
    let at = end + head.length;
    for (let count = 0; count < MOST_PAIRS; count++) {
      PAIR.lastIndex = at;
      const pair = PAIR.exec(text);
      if (pair === null) break;
      const value = (pair[2] ?? pair[3] ?? pair[4]) as string;
      const from = pair.index + pair[0].indexOf(value, (pair[1] as string).length);
      if (
        !isStandIn(value) &&
        !SETTING.test(pair[1] as string) &&
        looksLikeCredential(value) &&
        /\d/.test(value) &&
        !/^[\w.-]+\.\w{2,4}$|^https?:|^\/|:\d{2,5}$/.test(value)
      )
        found.secret(from, from + value.length, 'command-line-password');
      at = PAIR.lastIndex;
    }
    return at;
  },
};
