import { BASE64, BASE64URL, DIGITS, HEX, Random, uuid } from './random.ts';

/** A line of ordinary operations that must not change at all. */
export interface OrdinaryLine {
  readonly kind: string;
  readonly line: string;
}

const instant = (random: Random) => new Date(1_700_000_000_000 + random.int(0, 99_999_999) * 1_000).toISOString();
const word = (random: Random) =>
  random.pick(['checkout', 'orders', 'billing', 'worker', 'gateway', 'inventory', 'search']);

const KINDS: Readonly<Record<string, (random: Random) => string>> = {
  'order ids': (random) =>
    `order ${random.pick(['', '#', 'id ', 'number ORD-'])}${random.int(1, 9)}${random.text(DIGITS, random.int(9, 17))} ${random.pick(['created', 'shipped', 'cancelled'])}`,
  'order id fields': (random) =>
    `{"orderId":"${random.text(DIGITS, 16)}","transactionId":${random.int(1, 9)}${random.text(DIGITS, 14)},"total":${random.int(1, 999)}.${random.text(DIGITS, 2)}}`,
  'nanosecond timestamps': (random) =>
    `ts=${random.int(16, 18)}${random.text(DIGITS, 17)} level=info took=${random.text(DIGITS, 9)}ns`,
  'bare timestamps': (random) =>
    `${random.pick(['17', '18'])}${random.text(DIGITS, random.pick([11, 14, 17]))} INFO ${word(random)} started`,
  'ISO timestamps': (random) =>
    `${instant(random)} INFO [${word(random)}] request completed in ${random.int(1, 999)} ms`,
  'trace context': (random) =>
    `traceparent: 00-${random.text(HEX, 32)}-${random.text(HEX, 16)}-01 trace_id=${random.text(HEX, 32)} span_id=${random.text(HEX, 16)}`,
  UUIDs: (random) => `request ${uuid(random)} user ${uuid(random)} session_count=${random.int(1, 9)}`,
  'git hashes': (random) => `deploy commit ${random.text(HEX, 40)} (${random.text(HEX, 7)}) to ${word(random)}`,
  digests: (random) =>
    `pulled ${word(random)}@sha256:${random.text(HEX, 64)} etag "${random.text(HEX, 32)}" integrity sha512-${random.text(BASE64, 86)}==`,
  'base64 images': (random) => `avatar data:image/png;base64,iVBORw0KGgo${random.text(BASE64, random.int(200, 900))}==`,
  'base64 payloads': (random) => `blob ${random.text(BASE64, random.int(60, 300))}= stored`,
  'version numbers': (random) =>
    `upgraded ${word(random)} from v${random.int(0, 20)}.${random.int(0, 40)}.${random.int(0, 99)} to ${random.int(0, 20)}.${random.int(0, 40)}.${random.int(0, 99)}-rc.${random.int(1, 9)} build ${random.int(1, 20)}.${random.int(0, 9)}.${random.int(0, 99)}.${random.int(0, 99)}`,
  'user agents': (random) =>
    `"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${random.int(90, 130)}.0.${random.int(0, 6)}.${random.int(0, 200)} Safari/537.36"`,
  'private addresses': (random) =>
    `10.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)} -> 192.168.${random.int(0, 255)}.${random.int(1, 254)}:${random.int(1024, 65535)} via 127.0.0.1 and 0.0.0.0`,
  'file positions': (random) =>
    `    at handler (/srv/${word(random)}/src/${word(random)}.ts:${random.int(1, 999)}:${random.int(1, 99)})`,
  metrics: (random) =>
    `heap=${random.text(DIGITS, 9)} rss=${random.text(DIGITS, 10)} p99=${random.int(0, 9)}.${random.text(DIGITS, 12)} tokens=${random.int(1, 9999)} max_tokens=${random.int(1, 9999)}`,
  kubernetes: (random) =>
    `pod ${word(random)}-${random.text(HEX, 10)}-${random.text('bcdfghjklmnpqrstvwxz2456789', 5)} node ip-10-0-${random.int(0, 255)}-${random.int(0, 255)}.ec2.internal ready`,
  nginx: (random) =>
    `10.0.0.${random.int(1, 254)} - - [23/Nov/2026:10:${random.int(10, 59)}:00 +0000] "GET /api/v${random.int(1, 3)}/${word(random)}/${random.text(DIGITS, 16)}?page=${random.int(1, 9)}&cursor=${random.text(BASE64URL, 24)} HTTP/1.1" 200 ${random.int(100, 99_999)}`,
  postgres: (random) =>
    `LOG:  duration: ${random.int(1, 99)}.${random.text(DIGITS, 3)} ms  execute <unnamed>: SELECT id, password_hash FROM users WHERE id = $1 -- lsn ${random.text('0123456789ABCDEF', 2)}/${random.text('0123456789ABCDEF', 8)}`,
  java: (random) =>
    `java.lang.IllegalStateException: Unexpected token at position ${random.int(1, 999)} in com.example.${word(random)}.TokenParser@${random.text(HEX, 7)}`,
  kafka: (random) =>
    `partition=${random.int(0, 31)} offset=${random.text(DIGITS, 12)} key=${random.text(DIGITS, 16)} leaderEpoch=${random.int(0, 99)}`,
  'object ids': (random) =>
    `document ${random.text(HEX, 24)} snowflake ${random.int(1, 9)}${random.text(DIGITS, 17)} ulid 01${random.text('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 24)} nanoid ${random.text(BASE64URL, 21)}`,
  prose: (random) =>
    random.pick([
      'password reset requested',
      'Invalid token: unexpected end of input',
      'password must be at least 8 characters',
      'token expired, refresh required',
      'session started',
      'secret "db-creds" not found',
      'cookie policy accepted',
      'Basic authentication required',
      'api key not found',
      'signature mismatch',
      'author=alice expires=3600',
      'pass: 42 fail: 0',
      'Error: Unexpected error',
      'key not found: user:profile',
      'card component rendered',
      'call stack exceeded',
      'primary key violated',
      'verification code sent',
    ]),
};

/** Noise of every kind; random, so that rules that only seldom err are caught as well. */
export function ordinaryLines(seed: number, each = 200): OrdinaryLine[] {
  const random = new Random(seed);
  return Object.entries(KINDS).flatMap(([kind, make]) =>
    Array.from({ length: each }, () => ({ kind, line: make(random) })),
  );
}
