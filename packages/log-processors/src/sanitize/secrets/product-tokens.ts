import type { Detector } from '../detect/detector.js';
import { isRandomKey } from '../keys/environment-key.js';

/*
 * `nb_live_CO9f…`: a product's own token, of a product that no table knows. Its second part says what it opens, the rest is random.
 */

const STAGES = [
  'live',
  'prod',
  'production',
  'test',
  'sandbox',
  'staging',
  'dev',
  'secret',
  'sk',
  'key',
  'pat',
  'token',
  'api',
];
const PREFIX = /(?:^|\\[nrt]|[^A-Za-z0-9_/.-]|%[0-9A-F]{2})([A-Za-z][A-Za-z0-9]{1,15})$/;
/** Public on purpose, or the number of an object: Stripe's key for browsers, its sessions and events. */
const NO_SECRET =
  /^(?:pk|pub|public|publishable|cs|evt|acct|price|sub|cus|order|user|tenant|trace|request|req|job|build|run|cache|partition|idempotency|dedup|object|blob|img|image|cluster|app|s3|sort|row|lock|file|lib|primary|foreign|unit|mod)$/i;
const BODY = /^[A-Za-z0-9]{16,256}(?![\w./-])/;
/** Digests and sortable ids (ULID) are as random. */
const ID = /^(?:[0-9a-f]+|[0-9A-F]+|0[0-9A-HJKMNP-TV-Z]{25})$/;

export const productTokens: Detector = {
  keywords: [...STAGES.map((stage) => `_${stage}_`), '-live-', '-secret-'],
  at(text, start, end, found) {
    const [, prefix = ''] = PREFIX.exec(text.slice(Math.max(0, start - 24), start)) ?? [];
    if (prefix === '' || NO_SECRET.test(prefix)) return end - 1; // the sign that ends this keyword may begin the next
    const body = BODY.exec(text.slice(end, end + 260))?.[0] ?? '';
    const opens = /^_(?:secret|sk|pat|token)_/i.test(text.slice(start, end));
    if (!isRandomKey(body) || (!opens && ID.test(body))) return end - 1;
    found.secret(start - prefix.length, end + body.length, 'product-token');
    return end + body.length;
  },
};

/** The number of a bot in base64, six letters of time, and its signature. */
const BOT_TOKEN = /(?<![\w.-])[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,45}(?![\w.-])/;

/** Three digits in base64, and two. */
const THREE = '(?:[MN][DTjz]|O[DT])[AEIMQUYcgk][w-z0-5]';
const TWO = '(?:[MN][DTjz]|O[DT])[AEIMQUYcgk]';
/** A number of 17 to 20 digits (Discord's snowflakes) that does not begin with 0: in base64 nothing else begins so. */
const NUMBERED_TOKEN = new RegExp(
  `(?:(?<![\\w.-])|(?<=\\\\[nrt]))(?!MD)(?:(?:${THREE}){5}${TWO}|(?:${THREE}){6}(?:[MNO][AQgw]|${TWO})?)\\.[\\w-]{6,7}\\.[\\w-]{27,38}(?![\\w-]|\\.\\w)`,
  'y',
);
const FIRST_DIGITS = ['mt', 'mj', 'mz', 'nd', 'nt', 'nj', 'nz', 'od', 'ot'].flatMap((two) =>
  [...'aeimquyckg'].flatMap((third) => [...'wxyz#'].map((fourth) => two + third + fourth)),
);
/** What every log says, and how a token goes on that begins like it. */
const INDEX = 'ndex';

/** The same token where nothing around it says what it is. */
export const numberedTokens: Detector = {
  keywords: FIRST_DIGITS.flatMap((digits) => (digits === INDEX ? [...'mno'].map((next) => digits + next) : [digits])),
  at(text, start, _end, found) {
    NUMBERED_TOKEN.lastIndex = start;
    if (!NUMBERED_TOKEN.test(text)) return start + 1;
    found.secret(start, NUMBERED_TOKEN.lastIndex, 'discord-bot-token');
    return NUMBERED_TOKEN.lastIndex;
  },
};

/** Discord's tokens of bots, whose parts alone say nothing. */
export const botTokens: Detector = {
  keywords: ['discord', 'login with ', 'logging in with ', 'tried with ', 'bot token', 'client.login', 'bot '],
  at(text, _start, end, found) {
    const match = BOT_TOKEN.exec(text.slice(end, end + 240));
    if (match === null || !/\d/.test(match[0])) return end;
    found.secret(end + match.index, end + match.index + match[0].length, 'discord-bot-token');
    return end + match.index + match[0].length;
  },
};
