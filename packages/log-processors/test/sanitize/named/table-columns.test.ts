import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

const sanitizer = createSanitizer();
const clean = (text: string) => sanitizer.sanitizeText(text).replaceAll('\\u000a', '\n').replaceAll('\\u0009', '\t');
const MARK = '[REDACTED:named-secret]';

describe('a column below the name of a secret', () => {
  it.each([
    [
      'separated by commas',
      `user,password,role\njo,hunter2x,admin\nal,"Two,2",dev`,
      `user,password,role\njo,${MARK},admin\nal,"${MARK}",dev`,
    ],
    ['with an escaped line break', 'user,password\\njo,hunter2x', `user,password\\u005cnjo,${MARK}`],
    ['separated by semicolons', 'id;passwort\n7;Sommer!', `id;passwort\n7;${MARK}`],
    ['separated by tabs', 'user\tpassword\njo\tswordfish', `user\tpassword\njo\t${MARK}`],
    [
      'in a table of Markdown',
      '| user | password |\n|---|---|\n| jo | swordfish |',
      `| user | password |\n|---|---|\n| jo | ${MARK} |`,
    ],
    [
      'in a table of psql',
      ' id | password \n----+-----\n  1 | swordfish',
      ` id | password \n----+-----\n  1 | ${MARK}`,
    ],
    [
      'in a frame',
      '+----+----+\n| id | password |\n+----+----+\n| 1 | swordfish |\n+----+----+',
      `+----+----+\n| id | password |\n+----+----+\n| 1 | ${MARK} |\n+----+----+`,
    ],
    [
      'aligned by spaces',
      'NAME   PASSWORD    PORT\nweb    swordfish   80',
      `NAME   PASSWORD    PORT\nweb    ${MARK}   80`,
    ],
    [
      'behind a time',
      '10:00:01 INFO user  password  role\njo  swordfish  admin',
      `10:00:01 INFO user  password  role\njo  ${MARK}  admin`,
    ],
  ])('is taken out, %s', (_what, text, expected) => {
    expect(clean(text).replaceAll('\\u005cn', '\\n')).toBe(expected.replaceAll('\\u005cn', '\\n'));
  });

  it('is taken out of all of its rows, however many: those behind the cut of a text are not shown', () => {
    const rows = Array.from({ length: 10_000 }, (_, row) => `u${row},pass${row}x`);
    const left = /pass\d+x/.exec(sanitizer.sanitizeText(`some words\nuser,password\n${rows.join('\n')}`))?.[0];
    expect(left).toBeUndefined();
  });

  it('hides no end of a text whose table ended before the cut', () => {
    const text = `user,password\njo,hunter2x\n${'ordinary words '.repeat(4_000)}\nthe end`;
    expect(sanitizer.sanitizeText(text).endsWith('the end')).toBe(true);
  });

  it('is taken out for a person, too', () => {
    expect(clean('name,iban\nJo,DE89370400440532013000')).toBe('name,iban\nJo,[REDACTED:iban]');
    expect(clean('name\tssn\nJo\t536-22-8741')).toBe('name\tssn\nJo\t[REDACTED:national-id]');
  });

  it.each([
    ['remarks', 'user,password,locked\njo,expired,no\nal,***,yes'],
    ['types', '  Column  | Type\n----------+------\n password | text\n token    | uuid'],
    ['counts', 'token\tcount\nthe\t1832\npassword\t12'],
    ['objects of a cluster', 'NAME     SECRET        AGE\nshop     shop-tls-7x2  40d'],
    [
      'a row that is no line of names',
      '| Option | Variable |\n|---|---|\n| password | PGPASSWORD |\n| idle_timeout | PGIDLE_TIMEOUT |',
    ],
    ['prose with commas', 'The user, password and token\nare missing, please add them'],
    ['another number of cells', 'user,password\njust one line a1b2c3d4'],
    ['alternatives of a pattern', 'pwd|read|source\ntimes|trap1a|type'],
  ])('stays when it holds %s', (_what, text) => {
    expect(clean(text)).toBe(text);
  });
});

describe('a cell beside the name of a secret', () => {
  it.each([
    'password\thunter2',
    'user\tjo\tpassword\thunter2',
    '| password | hunter2 |',
    '│ password │ hunter2 │',
    'password    hunter2',
    'api_key\thunter2hunter2Zq\tactive',
    '| otp | 482913 |',
  ])('is taken out: %s', (line) => {
    expect(sanitizer.sanitizeText(line)).not.toMatch(/hunter2|482913/);
  });

  it.each([
    '| password | reset |',
    '| password | varchar(255) | NO |',
    '| password | bcrypt12 |',
    '| token | RS256 | 3600s |',
    '| pin | 17 |',
    'password\tsha512\trounds=5000',
    'secret\tshop-tls-7x2\t12d',
    'token\t2026-11-29T10:00:00Z',
    'secret\t/run/secrets/db_password1',
    'password\trotate.go:88',
    'password    required',
    'cat password | sha256sum',
    '(ADMIN|COOKIES|COMMON(?:32|64)|HOME)',
    'token   abcdefgh1  two more cells',
  ])('stays: %s', (line) => {
    expect(clean(line)).toBe(line);
  });
});

describe('a cell of several words', () => {
  it.each([
    '| set | secrets found |\n|---|---|\n| 1 | 434 of 491 (88 %) |',
    '| field | password |\n|---|---|\n| rule | at least 8 characters |',
    '| field | password |\n|---|---|\n| rule | changed every 90d |',
  ])('says something about secrets: %s', (table) => {
    expect(clean(table)).toBe(table);
  });

  it('is a password below its name if one word is mixed', () => {
    expect(clean('| user | password |\n|---|---|\n| jo | correct horse b4ttery |')).not.toContain('horse');
  });

  it('is none of a pattern that a program holds', () => {
    const line = 'const SCHEME = `^(?:Basic|Api-Key|[\\w-]{1,24}-Key|JWT)`';
    expect(clean(line)).toBe(line);
  });
});

describe('the cells of a table', () => {
  it.each([
    ['name;passwort\n"Jo; K";Sommer!', `name;passwort\n"Jo; K";${MARK}`],
    ['id,pin,x\n7,4711,y', `id,pin,x\n7,${MARK},y`],
    ['id;pin;x\n7;4711;y', `id;pin;x\n7;${MARK};y`],
    ['id|pin|x\n7|4711|y', `id|pin|x\n7|${MARK}|y`],
    ['id\tpin\tx\n7\t4711\ty', `id\tpin\tx\n7\t${MARK}\ty`],
    ['id,pin\n7,4711', `id,pin\n7,${MARK}`],
    ['login;password;role -> jo;Sommer!;viewer', `login;password;role -> jo;${MARK};viewer`],
    [
      'first line\nrejected: login;password;role -> jo;Sommer!;x',
      `first line\nrejected: login;password;role -> jo;${MARK};x`,
    ],
    ['x rejected: password;role -> Sommer!;viewer', `x rejected: password;role -> ${MARK};viewer`],
    ['user\tpassword\tpassword_age\njo\tswordfish\tancient', `user\tpassword\tpassword_age\njo\t${MARK}\tancient`],
  ])('%s', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });
});
