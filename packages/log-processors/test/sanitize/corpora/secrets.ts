import { VENDOR_TOKENS } from '../../../src/sanitize/secrets/vendor-token-table.ts';
import { ALNUM, BASE64, BASE64URL, DIGITS, HEX, Random, UPPER, uuid } from './random.ts';

/** One line of a log and the value in it that must not survive. */
export interface LeakingLine {
  readonly kind: string;
  readonly line: string;
  readonly leaked: string;
}

const ALPHABETS: Readonly<Record<string, string>> = {
  alnum: ALNUM,
  upper: UPPER + DIGITS,
  lower: ALNUM.slice(0, 26) + DIGITS,
  digit: DIGITS,
  hex: HEX,
  word: ALNUM,
  url: BASE64URL,
  base64: BASE64,
  dotted: ALNUM,
  crypt: ALNUM,
  any: ALNUM,
};

/** A random token of a shape, `length` units beyond the least it asks for. */
export function tokenOf(shape: string, random: Random): string {
  return shape
    .replaceAll('<uuid>', () => uuid(random))
    .replaceAll(/<(\w+) (\d+)(\+|-\d+)?>/g, (_all, name: string, least: string, more?: string) =>
      random.text(ALPHABETS[name] as string, Number(least) + (more === '+' ? random.int(0, 6) : 0)),
    );
}

const AROUND: readonly ((value: string) => string)[] = [
  (value) => `using ${value}`,
  (value) => `GET https://api.example.com/v1/items?x=1&t=${value} 200`,
  (value) => `{"level":"info","msg":"call failed","arg":"${value}"}`,
  (value) => `  value: '${value}',`,
  (value) => `Error: request with ${value}, retrying`,
  (value) => `line one\\n${value}\\nline three`,
  (value) => `[2026-11-23T10:00:00Z] worker(${value})`,
];

/** Every token shape of the table, in seven surroundings. */
export function vendorTokenLines(seed: number): LeakingLine[] {
  const random = new Random(seed);
  return VENDOR_TOKENS.flatMap(({ rule, shape }) =>
    AROUND.map((around) => {
      const leaked = tokenOf(shape, random);
      return { kind: `token: ${rule}`, line: around(leaked), leaked };
    }),
  );
}

const NAMES = [
  'password',
  'passwd',
  'userPassword',
  'DB_PASSWORD',
  'pwd',
  'api_key',
  'apiKey',
  'X-Api-Key',
  'client_secret',
  'clientSecret',
  'access_token',
  'refreshToken',
  'auth-token',
  'secret',
  'SECRET_KEY',
  'private_key',
  'session_id',
  'csrfToken',
  'signing_secret',
  'encryption_key',
  'aws_secret_access_key',
  'connectionPassword',
  'smtp.password',
  'webhookSecret',
];

const ASSIGNMENTS: readonly ((name: string, value: string) => string)[] = [
  (name, value) => `config loaded ${name}=${value} ok`,
  (name, value) => `{"user":"bob","${name}":"${value}","n":1}`,
  (name, value) => `{\\"${name}\\":\\"${value}\\"}`,
  (name, value) => `{ ${name}: '${value}', n: 1 }`,
  (name, value) => `POST /login name=bob&${name}=${value}&x=1`,
  (name, value) => `GET /a?${name}=${value} HTTP/1.1`,
  (name, value) => `${name}: ${value}`,
  (name, value) => `run --${name} ${value} --verbose`,
  (name, value) => `run --${name}=${value}`,
  (name, value) => `<${name}>${value}</${name}>`,
  (name, value) => `Options(${name}=${value}, retries=3)`,
  (name, value) => `Server=db;${name}=${value};Timeout=3`,
  (name, value) => `map[${name}:${value} host:a]`,
  (name, value) => `:${name}=>"${value}"`,
  (name, value) => `${name} => ${value}`,
  (name, value) => `q%3D1%26${name}%3D${value}%26y`,
  (name, value) => `export ${name}="${value}"`,
];

/** Names of secrets in the notations that logs show them in. */
export function namedSecretLines(seed: number): LeakingLine[] {
  const random = new Random(seed);
  return NAMES.flatMap((name) =>
    ASSIGNMENTS.map((assign) => {
      const leaked = random.pick([
        `${random.text(ALNUM, random.int(9, 30))}7`,
        `Tr0ub4dor-${random.text(DIGITS, 3)}`,
        random.text(HEX, 32),
        `${random.text(ALNUM, 20)}/${random.text(ALNUM, 9)}1`,
      ]);
      return { kind: 'named secret', line: assign(name, leaked), leaked };
    }),
  );
}

const STANDING: readonly ((random: Random) => { kind: string; leaked: string; line: string })[] = [
  (random) => {
    const leaked = random.text(ALNUM, random.int(8, 24));
    const scheme = random.pick([
      'postgres',
      'mysql',
      'redis',
      'amqp',
      'mongodb+srv',
      'https',
      'ftp',
      'smtp',
      'sqlserver',
    ]);
    return { kind: 'URL password', leaked, line: `connect ${scheme}://app:${leaked}@db.example.com:5432/x failed` };
  },
  (random) => {
    const leaked = Buffer.from(`bob:${random.text(ALNUM, 12)}`).toString('base64');
    return {
      kind: 'Authorization',
      leaked,
      line: `${random.pick(['Authorization: Basic ', 'proxy sent Basic ', '"authorization":"Basic '])}${leaked}"`,
    };
  },
  (random) => {
    const leaked = random.text(BASE64URL, random.int(20, 60));
    return {
      kind: 'Authorization',
      leaked,
      line: random.pick([
        `Authorization: Bearer ${leaked}`,
        `header authorization=Bearer ${leaked} x=1`,
        `curl -H 'Authorization: Bearer ${leaked}' https://a`,
        `sent Bearer ${leaked}`,
      ]),
    };
  },
  (random) => {
    const leaked = [random.text(BASE64URL, 60), random.text(BASE64URL, 43)]
      .map((part, index) => (index === 0 ? `eyJhbGciOiJIUzI1NiJ9.eyJzdWIi${part}` : part))
      .join('.');
    return {
      kind: 'JWT',
      leaked,
      line: random.pick([`jwt ${leaked} rejected`, `t=${leaked}`, `{"a":"${leaked.slice(0, 70)}`]).slice(0, 400),
    };
  },
  (random) => {
    const leaked = random.text(BASE64, 64);
    const key = `-----BEGIN ${random.pick(['', 'RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED '])}PRIVATE KEY-----`;
    return {
      kind: 'private key',
      leaked,
      line: random.pick([
        `${key}\n${leaked}\n-----END PRIVATE KEY-----`,
        `${key}\\n${leaked}\\n${random.text(BASE64, 20)}`,
        `{"k":"${key}\\n${leaked}`,
      ]),
    };
  },
  (random) => {
    const leaked = random.text(ALNUM, 26);
    return {
      kind: 'cookie',
      leaked,
      line: random.pick([
        `Cookie: theme=dark; sid=${leaked}; x=1`,
        `Set-Cookie: session=${leaked}; Path=/; HttpOnly`,
        `{"cookie":"sid=${leaked}"}`,
        `connect.sid=s%3A${leaked}`,
      ]),
    };
  },
  (random) => {
    const leaked = random.text(DIGITS, 6);
    return {
      kind: 'one-time code',
      leaked,
      line: random.pick([
        `Your verification code is ${leaked}`,
        `otp=${leaked}`,
        `OTP: ${leaked}`,
        `${leaked} is your login code`,
        `mfa_code: ${leaked}`,
        `{"otp":"${leaked}"}`,
      ]),
    };
  },
  (random) => {
    const leaked = random.text(HEX, 64);
    return {
      kind: 'signature',
      leaked,
      line: random.pick([
        `https://b.s3.amazonaws.com/o?X-Amz-Expires=60&X-Amz-Signature=${leaked}`,
        `https://a.blob.core.windows.net/c?se=2026&sig=${leaked}&sp=r`,
        `https://storage.googleapis.com/b/o?X-Goog-Signature=${leaked}`,
      ]),
    };
  },
  (random) => {
    const leaked = random.text(DIGITS, 3);
    return {
      kind: 'card check',
      leaked: `"${leaked}"`,
      line: `{"holder":"bob","${random.pick(['cvv', 'cvc', 'cvv2', 'securityCode'])}":"${leaked}"}`,
    };
  },
];

/** Secrets that are known by where they stand. */
export function standingSecretLines(seed: number, each = 60): LeakingLine[] {
  const random = new Random(seed);
  return STANDING.flatMap((make) => Array.from({ length: each }, () => make(random))).map((line) =>
    line.kind === 'JWT' && !line.line.includes(line.leaked) ? { ...line, leaked: line.leaked.slice(0, 60) } : line,
  );
}
