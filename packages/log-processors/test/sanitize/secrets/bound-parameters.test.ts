import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

const sanitizer = createSanitizer();
const SECRET = 'hunter2x';

describe('the parameter of a secret column', () => {
  it.each([
    ['Ecto', 'SELECT u0."id" FROM "users" AS u0 WHERE (u0."api_key" = $1) ["hunter2x"]'],
    [
      'TypeORM',
      'query: SELECT * FROM "user" WHERE "email" = $1 AND "password" = $2 LIMIT 1 -- PARAMETERS: ["jo","hunter2x"]',
    ],
    ['an inserted row', 'INSERT INTO users (name, password) VALUES (?, ?) -- binds: ["jo","hunter2x"]'],
    ['SQLAlchemy', "[SQL: UPDATE users SET password_hash=%s WHERE id=%s]\n[parameters: ('hunter2x', 7)]"],
    [
      'SQLAlchemy, the statement alone',
      "INSERT INTO users (name, password) VALUES (%s, %s) [generated in 0.0002s] ('jo', 'hunter2x')",
    ],
    [
      'PostgreSQL',
      "execute s1: update users set password = $1 where id = $2\nDETAIL:  Parameters: $1 = 'hunter2x', $2 = '7'",
    ],
    ['Entity Framework', 'UPDATE users SET Password = @p0 WHERE Id = @p1 Params: ["hunter2x",7]'],
    ['Laravel', '{"sql":"select * from users where password = ?","bindings":["hunter2x"]}'],
    ['placeholders out of order', 'UPDATE users SET password = $2 WHERE id = $1 -- PARAMETERS: [7,"hunter2x"]'],
    [
      'a function around the placeholder',
      'SELECT id FROM users WHERE password = crypt($1, salt) -- PARAMETERS: ["hunter2x"]',
    ],
  ])('is taken out of a log of %s', (_what, line) => {
    const clean = sanitizer.sanitizeText(line);
    expect(clean).not.toContain(SECRET);
    expect(clean).toContain('[REDACTED:bound-parameter]');
  });

  it('is the only one that is taken out', () => {
    expect(
      sanitizer.sanitizeText(
        'INSERT INTO users (name, password, plan) VALUES (?, ?, ?) -- PARAMETERS: ["jo","x1y2","pro"]',
      ),
    ).toBe(
      'INSERT INTO users (name, password, plan) VALUES (?, ?, ?) -- PARAMETERS: ["jo","[REDACTED:bound-parameter]","pro"]',
    );
  });

  it.each([
    'SELECT id FROM users WHERE name = $1 ["hunter2x"]',
    'UPDATE users SET password = $1 WHERE id = $2 -- PARAMETERS: ["[FILTERED]",7]',
    'DELETE FROM tokens WHERE user_id = ? (took 12ms)',
    'WHERE password = ? returned 0 rows',
    'token = %s [worker-7]',
  ])('is none of another column, statement or sentence: %s', (line) => {
    expect(sanitizer.sanitizeText(line)).toBe(line);
  });
});

describe('a parameter of several parts', () => {
  it.each(['{"a":1,"b":2}', '[1, 2]', 'new Date(1)', 'datetime.datetime(2026, 1, 2, 3, 4)', "Decimal('1.0')"])(
    'is one parameter: %s',
    (parameter) => {
      expect(
        sanitizer.sanitizeText(`UPDATE users SET born = $1, password = $2 -- params: [${parameter}, "hunter2"]`),
      ).toBe(`UPDATE users SET born = $1, password = $2 -- params: [${parameter}, "[REDACTED:bound-parameter]"]`);
    },
  );

  it('is found in its own place, though its sign stands before it', () => {
    expect(sanitizer.sanitizeText("UPDATE u SET password=$1 DETAIL: parameters: $1 = '$1 = x'")).toBe(
      "UPDATE u SET password=$1 DETAIL: parameters: $1 = '[REDACTED:bound-parameter]'",
    );
  });
});
