import { DIGITS, HEX, Random, UPPER } from './random.ts';
import type { LeakingLine } from './secrets.ts';

/** Appends the digit that makes the number pass the Luhn check; written apart from the code under test. */
export function withLuhnDigit(body: string): string {
  let sum = 0;
  for (const [index, digit] of [...body].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return body + String((10 - (sum % 10)) % 10);
}

const CARD_PREFIXES: readonly (readonly [string, number])[] = [
  ['4', 16],
  ['51', 16],
  ['55', 16],
  ['2221', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['36', 14],
  ['6011', 16],
  ['65', 16],
  ['3530', 16],
  ['62', 16],
  ['2200', 16],
  ['4', 13],
];
const IBAN_BODIES: readonly (readonly [string, string])[] = [
  ['DE', 'n18'],
  ['FR', 'n23'],
  ['GB', 'a4n14'],
  ['NL', 'a4n10'],
  ['ES', 'n20'],
  ['IT', 'a1n22'],
  ['BE', 'n12'],
  ['CH', 'n17'],
  ['AT', 'n16'],
  ['PL', 'n24'],
  ['SE', 'n20'],
  ['NO', 'n11'],
  ['PT', 'n21'],
  ['IE', 'a4n14'],
  ['MT', 'a4n23'],
  ['TR', 'n22'],
  ['SA', 'n20'],
  ['BR', 'n23a1n1'],
];

export function iban(random: Random): string {
  const [country, format] = random.pick(IBAN_BODIES);
  const body = format.replaceAll(/([an])(\d+)/g, (_all, kind: string, length: string) =>
    random.text(kind === 'a' ? UPPER : DIGITS, Number(length)),
  );
  const numeric = [...`${body}${country}00`].map((character) => Number.parseInt(character, 36)).join('');
  return `${country}${String(98n - (BigInt(numeric) % 97n)).padStart(2, '0')}${body}`;
}

const spaced = (text: string) => text.replaceAll(/(.{4})(?=.)/g, '$1 ');
const publicOctet = (random: Random) =>
  random.pick([5, 8, 23, 31, 45, 62, 77, 81, 93, 104, 142, 151, 185, 193, 203, 212]);

const KINDS: readonly ((random: Random) => LeakingLine)[] = [
  (random) => {
    const [prefix, length] = random.pick(CARD_PREFIXES);
    const number = withLuhnDigit(prefix + random.text(DIGITS, length - 1 - prefix.length));
    const leaked = length === 16 ? random.pick([number, spaced(number), spaced(number).replaceAll(' ', '-')]) : number;
    return {
      kind: 'PAN',
      leaked,
      line: random.pick([
        `charge ${leaked} declined`,
        `card=${leaked}`,
        `{"cardNumber":"${leaked}"}`,
        `paid with card ${leaked}.`,
        `card number: ${leaked}, exp 12/27`,
        `pan:${leaked}`,
      ]),
    };
  },
  (random) => {
    const account = iban(random);
    const leaked = random.pick([account, spaced(account)]);
    return {
      kind: 'IBAN',
      leaked,
      line: random.pick([
        `transfer to ${leaked} done`,
        `iban=${leaked}`,
        `{"iban":"${leaked}"}`,
        `IBAN: ${leaked}, BIC X`,
        `from ${leaked}.`,
      ]),
    };
  },
  (random) => {
    const leaked = `${random.pick(['ada', 'bob.smith', 'j_doe+news', 'x-y', "o'neil"])}${random.text(DIGITS, 2)}@${random.pick(['example.com', 'mail.example.co.uk', 'sub.firma.de', 'uni-köln.de', 'company.io'])}`;
    return {
      kind: 'e-mail',
      leaked,
      line: random.pick([
        `login ${leaked} ok`,
        `email=${leaked}&x=1`,
        `<${leaked}>`,
        `{"to":["${leaked}"]}`,
        `user '${leaked}' not found`,
        `mailto:${leaked}`,
        `sent to ${leaked}.`,
      ]),
    };
  },
  (random) => {
    const leaked = [publicOctet(random), random.int(0, 255), random.int(0, 255), random.int(1, 254)].join('.');
    return {
      kind: 'IPv4',
      leaked,
      line: random.pick([
        `${leaked} - - [23/Nov/2026:10:00:00 +0000] "GET /"`,
        `client ${leaked} connected`,
        `from ${leaked}:51234`,
        `ip=${leaked}`,
        `"remoteAddr":"${leaked}"`,
        `X-Forwarded-For: ${leaked}, 10.0.0.1`,
        `[${leaked}] denied`,
        `connect to ${leaked} port 22`,
      ]),
    };
  },
  (random) => {
    const groups = [
      random.pick(['2001', '2a02', '2606', '2a01', '2400', '2603']),
      ...Array.from({ length: 7 }, () => random.text(HEX, 4).replace(/^0+(?=.)/, '')),
    ];
    const leaked = random.pick([groups.join(':'), `${groups.slice(0, 4).join(':')}::${groups[7]}`]);
    return {
      kind: 'IPv6',
      leaked,
      line: random.pick([
        `client ${leaked} connected`,
        `from [${leaked}]:443`,
        `ip=${leaked} x`,
        `"ip":"${leaked}"`,
        `${leaked} - - [23/Nov/2026:10:00:00 +0000]`,
      ]),
    };
  },
  (random) => {
    const digits = random.text(DIGITS, 4);
    const leaked = random.pick([
      `+49 151 2345${digits}`,
      `+1-415-555-${digits}`,
      `+4420794${digits}9`,
      `(415) 555-${digits}`,
      `415-555-${digits}`,
      `0151 2345${digits}`,
      `+33 6 12 34 ${digits.slice(0, 2)} ${digits.slice(2)}`,
    ]);
    return {
      kind: 'phone in context',
      leaked,
      line: random.pick([
        `phone: ${leaked}`,
        `{"phoneNumber":"${leaked}"}`,
        `tel ${leaked} unreachable`,
        `mobile=${leaked}`,
        `Telefon: ${leaked}`,
        `sms to ${leaked} failed`,
        `contact number ${leaked}`,
      ]),
    };
  },
  (random) => {
    const [name, leaked] = random.pick<readonly [string, string]>([
      ['SSN', `${random.int(101, 599)}-${random.int(10, 99)}-${random.int(1000, 9999)}`],
      ['passport number', `C0${random.text(DIGITS, 7)}`],
      ['tax id', `${random.int(10, 99)}-${random.text(DIGITS, 7)}`],
      ['national id', random.text(DIGITS, 10)],
      ['CPF', `${random.int(100, 999)}.${random.int(100, 999)}.${random.int(100, 999)}-${random.int(10, 99)}`],
      ['NINO', `AB${random.text(DIGITS, 6)}C`],
      ["driver's license", `D${random.text(DIGITS, 8)}`],
      ['PESEL', random.text(DIGITS, 11)],
      ['Aadhaar', `${random.int(2000, 9999)} ${random.text(DIGITS, 4)} ${random.text(DIGITS, 4)}`],
      ['BSN', random.text(DIGITS, 9)],
      ['DNI', `${random.text(DIGITS, 8)}Z`],
      ['Steuer-ID', random.text(DIGITS, 11)],
    ]);
    return {
      kind: 'id in context',
      leaked,
      line: random.pick([
        `${name}: ${leaked}`,
        `${name} ${leaked} rejected`,
        `${name}=${leaked}`,
        `{"${name}":"${leaked}"}`,
        `the ${name} is ${leaked}`,
      ]),
    };
  },
];

/** Personal data in the surroundings that logs show them in. */
export function personalLines(seed: number, each = 300): LeakingLine[] {
  const random = new Random(seed);
  return KINDS.flatMap((make) => Array.from({ length: each }, () => make(random)));
}
