import { describe, expect, it } from 'vitest';
import { allDetectors } from '../../src/sanitize/detectors.js';
import { FieldNames } from '../../src/sanitize/keys/field-names.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const SHORT = 2_048;
const LONG = 32_768;
/** No bound ends the scan: it is the scan that must be linear. */
const sanitizer = createSanitizer({
  bounds: { maxTextLength: 1_000_000, maxRecordLength: 4_000_000, maxCandidates: 1_000_000_000 },
});

/** Milliseconds of this thread's CPU for so many runs, so that other work of the machine does not count. */
function timeOf(text: string, runs: number): number {
  const before = process.threadCpuUsage();
  for (let run = 0; run < runs; run++) sanitizer.sanitizeText(text);
  const spent = process.threadCpuUsage(before);
  return (spent.user + spent.system) / 1_000;
}

/** The clock of a thread ticks every few milliseconds; a measurement must be long against that. */
const MEASURED_MS = 32;

/** time(4n) / time(n): as many units are read in both measurements. The least of several attempts: the collector can only add time. */
function growthOf(piece: string): number {
  const short = repeated(piece, LONG);
  const long = repeated(piece, LONG * 4);
  let runs = 1;
  let fourfold = timeOf(long, runs);
  while (fourfold < MEASURED_MS && runs < 256) {
    runs *= 2;
    fourfold = timeOf(long, runs);
  }
  let growth = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 6 && growth > 5; attempt++) {
    growth = Math.min(growth, (4 * timeOf(long, runs)) / Math.max(1, timeOf(short, runs * 4)));
  }
  return growth;
}

const repeated = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

const FAMILIES: readonly (readonly [string, (keyword: string) => string])[] = [
  ['the keyword itself', (keyword) => keyword],
  ['separators behind it', (keyword) => `${keyword} = : `],
  ['digits behind it', (keyword) => `${keyword}1234567 `],
  ['a near miss of a token', (keyword) => `${keyword}aB3-`],
  ['quotes around it', (keyword) => `"${keyword}\\":"`],
  ['cells beside it', (keyword) => `| ${keyword} | a1B2c3 |\n`],
  ['a tab behind it', (keyword) => `${keyword}\ta1B2c3`],
  ['a column below it', (keyword) => `user,${keyword}\njo,a1B2c3d4\n`],
  ['lines that are no rows below it', (keyword) => `user,${keyword}\njo\n`],
  ['a folded line behind it', (keyword) => `${keyword}: a=b,\n `],
  ['an escaped letter in it', (keyword) => `${keyword.slice(0, 2)}\\u0061${keyword.slice(3)}=`],
  ['a placeholder behind it', (keyword) => `update ${keyword} = $1 `],
  ['a scope behind it', (keyword) => `${keyword}::`],
  ['a scope of another case behind it', (keyword) => `${keyword[0]?.toUpperCase()}${keyword.slice(1)}::Ab`],
  ['a setting of an environment', (keyword) => `A_${keyword.toUpperCase().replaceAll(/[^A-Z]/g, '_')}_KEY=`],
  ['a change behind it', (keyword) => `"${keyword}": "a" -> "b" -> `],
];

describe('the time for a text', () => {
  const keywords = [...new Set(allDetectors(new FieldNames(), 'public').flatMap((detector) => detector.keywords))].map(
    (keyword) => keyword.replaceAll('#', '4'),
  );

  it.each(FAMILIES)(
    'grows no faster than the text for every keyword, %s',
    (_name, family) => {
      // Short texts find the suspects among a thousand keywords; only those are measured at length.
      const suspects = keywords
        .map((keyword) => ({ piece: family(keyword), time: timeOf(repeated(family(keyword), SHORT), 4) }))
        .sort((a, b) => b.time - a.time)
        .slice(0, 3);
      expect(suspects.filter(({ piece }) => growthOf(piece) > 5)).toEqual([]);
    },
    120_000,
  );

  it.each([
    ['nested brackets', '{"a":['],
    ['escaped quotes', '\\"'],
    ['at signs', 'a@b.'],
    ['dots and digits', '1.2.'],
    ['colons and hex', '2a02:'],
    ['header beginnings of JWTs', 'eyJ'],
    ['PEM beginnings', '-----BEGIN PRIVATE KEY-----\n'],
    ['PEM ends', 'MIIE -----END PRIVATE KEY-----'],
    ['user information', 'http://a:b'],
    ['one long name', 'password'],
    ['spaces', 'password '],
    ['zero-width characters', 'pass\u200bword'],
    ['full-width digits', '４２ '],
    ['cookies', 'Cookie: a=b; '],
    ['dashes', '-----'],
    ['surrogates', '\ud83d'],
    ['joiners', '👩\u200d'],
    ['lines of one name', 'token\n'],
    ['lines of two cells', 'a,token\n'],
    ['placeholders of no statement', '= ? '],
    ['statements of one placeholder', 'select a = ?; '],
    ['statements and lists', 'update t set password = $1 ["x"] '],
    ['escaped letters', '\\u0061'],
    ['backslashes', '\\\\'],
    ['percent escapes', '%61'],
    ['references to letters', '&#97;'],
    ['look-alikes', 'passw\u043erd'],
    ['look-alikes in one long word', '\u0430'],
    ['quotation marks', '“'],
    ['long dashes', ' –ab'],
    ['folded headers', 'Authorization: Digest a=b,\n '],
    ['folded cookies', 'Cookie: a=b;\n '],
    ['quoted cookies', 'Cookie: a="b"; '],
    ['cookies whose quote never ends', 'Cookie: a="'],
    ['equals signs and quotes', '="'],
    ['passwords of many signs', 'amqp://a:b@c/d@'],
    ['percent escapes of percent escapes', '%2525password%25253D%2522'],
    ['emphasized names', '**password:**\n'],
    ['aligned colons', 'password:            '],
    ['groups of digits behind a foreign name', 'телефон 8 495 '],
    ['programs behind a quotation mark', '"mysql -p'],
    ['flags of one program', 'snmpget -A -c -X '],
    ['pairs of Erlang', '{password,<<"'],
    ['bindings that never end', 'password (1:VARCHAR) <- ['],
    ['hashes behind at signs', 'sftp://a:b@c#d@'],
    ['hashes and at signs of one password', 'c#d@'],
    ['arguments handed on', 'f(a=a, password=password, '],
    ['keys of a store', 'session:'],
    ['placeholders in quotes', '"<password>" '],
    ['how a key is written', 'aes key (base64) '],
    ['four groups of four letters', 'password=abcd efgh ijkl '],
    ['signatures with a time', 'Stripe-Signature: t=1764324000, v1='],
    ['settings of a server', 'radius-server host a b 1 '],
    ['comparisons of a column', 'select a <> $1 [ '],
    ['passwords that are told', 'parol "1 '],
    ['words of a sentence behind a password', 'password is to is 1 '],
    ['names before an arrow', 'user,psw -> '],
    ['corners below a name', '\u2514 '],
    ['objects of tokens', 'tokens {a="b",'],
    ['words of a wallet', 'seed abcd '],
    ['pairs for a vault', 'secrets set a=b1c2d3 '],
    ['answers to nobody', 'resp=AGFkYQBo\n'],
    ['groups of digits in talk', 'call 06 12 '],
    ['codes that are told', 'your code is '],
    ['segments of a link', 'reset/a/'],
    ['parameters of a link', 'reset?a=b&'],
    ['keys of a cache', 'sess:otp:'],
    ['parameters by name', "parameters=[@p0='x', "],
    ['parameters behind a statement', ";@p0 = 'x' set a = @p0"],
    ['rows of parameters', 'insert (a) values (default, $1), '],
    ['bodies with a code', '"code":"482913",'],
    ['words behind the name of an id', 'pesel ab '],
    ['octal escapes', '\\040'],
    ['tries of a login', "login failed with 'a1!b2c3' "],
    ['changes of a password', 'password from a1!b2c3 to '],
    ['ids of documents', '"sessions" "_id": "'],
    ['corners and quotes', '\u2514 ",'],
    ['cards in columns', '00012 5354666451747033  '],
    ['scopes of a type', 'Token::'],
    ['scopes and a letter', 'Token::a'],
    ['scopes of a password', 'password::a'],
    ['members of a template', 'a<Token>::b '],
    ['types with fields', 'token: Any[password: '],
    ['settings of an environment', 'A_B_KEY='],
    ['settings and one letter', 'A_B_KEY=x1='],
    ['lists before statements', 'binds [1] update t set a = ? '],
    ['secrets that stand twice', 'password=a1b2c3d4 a1b2c3d4 '],
    ['arguments of jobs', 'otp args=("1", '],
    ['numbered arguments', '"--password" a4='],
    ['words of whom it is', 'password for a of '],
    ['comparisons of a token', 'token mismatch expected '],
    ['lines of a password file', 'a:1:b:c:d pgpass '],
    ['bytes of a key', 'network key: 00 11 '],
    ['tokens of mails', 'password_instructions" '],
    ['objects in base64', 'eyJabcdefghijkl/'],
    ['communities', 'rocommunity "a '],
    ['arguments of a job that may be named behind', '"args":["class" '],
    ['commands of IMAP', 'imap a1 LOGIN "a" '],
    ['colons before a file of passwords', 'a:1234:b:c:d:e pgpass '],
    ['accounts and strokes', 'user: a / b!1,c=d '],
  ])('grows no faster than the text for %s', (_name, piece) => {
    expect(growthOf(piece)).toBeLessThanOrEqual(5);
  });
});
