import { describe, it } from 'vitest';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';
import { boundParameters } from '../../../src/sanitize/secrets/bound-parameters.js';
import { expectFoundBy } from '../support/found-by.ts';

const detector = boundParameters(new FieldNames());
const expectFound = (...lines: string[]) => expectFoundBy(detector, 'bound-parameter', lines);
const WHERE = 'SELECT 1 FROM u WHERE password';

describe('the placeholder of a parameter', () => {
  it('is of each kind, behind each comparison', () => {
    expectFound(
      ...['= $1', '=$1', '= ?', '=?', '= %s', '=%s', '= @p0', '=@p0', '= :1', '=:1', '<> ?', '!= $1'].map(
        (comparison) => `${WHERE} ${comparison} ["⟦hunter2⟧"]`,
      ),
      ...['like $1', 'LIKE ?', 'like %s', 'in ($1)', 'in (?)', 'IN(%s)', '= crypt(?)', '   = ?'].map(
        (comparison) => `${WHERE} ${comparison} ["⟦hunter2⟧"]`,
      ),
      ...['> ?', 'alike ?', 'within (?)', '    = ?', '= f(x, ?)'].map(
        (comparison) => `${WHERE} ${comparison} ["hunter2"]`,
      ),
      ...['"u"."password"', '[u].[password]', '`password`', 'u.password'].map(
        (column) => `SELECT 1 FROM u WHERE ${column} = ? ["⟦hunter2⟧"]`,
      ),
      `SELECT 1 FROM u WHERE name = ? ["hunter2"]`,
      `SELECT 1 FROM u WHERE password = $1234 ["hunter2"]`,
    );
  });

  it('belongs to a statement', () => {
    expectFound(
      ...['select', 'INSERT', 'update', 'delete', 'merge', 'with', 'call'].map(
        (verb) => `${verb} x password = ? ["⟦hunter2⟧"]`,
      ),
      ...['show', 'selected', 'xcall', 'recall'].map((verb) => `${verb} x password = ? ["hunter2"]`),
      `select ${'x'.repeat(2029)} password = ? ["⟦hunter2⟧"]`,
      `select ${'x'.repeat(2100)} password = ? ["hunter2"]`,
      `select ${'x'.repeat(200)} password = ? ["⟦hunter2⟧"]`,
      'update a set x = 1; select 1 where password = ? ["⟦hunter2⟧"]',
      'password = ? x; select 1 where password = ? ["⟦hunter2⟧"]',
      'password = ? ["hunter2"]; password = ?',
    );
  });

  it('is numbered as its kind is', () => {
    expectFound(
      'UPDATE u SET password = $2 WHERE id = $1 ["7", "⟦hunter2⟧"]',
      'UPDATE u SET password = :2 WHERE id = :1 ["7", "⟦hunter2⟧"]',
      'UPDATE u SET password = @p1 WHERE id = @p0 ["7", "⟦hunter2⟧"]',
      'UPDATE u SET name = ?, password = ? WHERE id = ? ["jo", "⟦hunter2⟧", "7"]',
      'UPDATE u SET password = $12 WHERE id = $1 ["7", "hunter2"]',
      'UPDATE u SET name = :1x, password = ? ["⟦a1⟧", "hunter2"]',
      `UPDATE u SET ${'a = @p0, '.repeat(10)}password = @p10 [${'1, '.repeat(10)}"⟦hunter2⟧"]`,
      `UPDATE u SET ${'a = :1, '.repeat(10)}password = :10 [${'1, '.repeat(9)}"⟦hunter2⟧"]`,
      'UPDATE u SET password = $65 WHERE id = $1 ["7"]',
    );
  });
});

describe('the columns of an inserted row', () => {
  it('take the parameters in their places', () => {
    expectFound(
      'INSERT INTO u (name, password) VALUES (?, ?) ["jo", "⟦hunter2⟧"]',
      'INSERT INTO u (password) VALUES (?) ["⟦hunter2⟧"]',
      'INSERT INTO u ("name", [password]) values($1, $2) ["jo", "⟦hunter2⟧"]',
      'INSERT INTO u (name, password, plan) VALUES (DEFAULT, $1, $2) ["⟦hunter2⟧", "pro"]',
      'INSERT INTO u (name, password) VALUES (NULL, ?) ["⟦hunter2⟧"]',
      'INSERT INTO u (name, password) VALUES (now(), $1) ["⟦hunter2⟧"]',
      'INSERT INTO u (name, password) VALUES (f(1, 2), $1) ["hunter2"]',
      'INSERT INTO u (name, password) VALUES (f(?, 2), ?) ["jo", "⟦hunter2⟧"]',
      'INSERT INTO u (name, password) VALUES (?, crypt(?, x)) ["jo", "⟦hunter2⟧"]',
      'INSERT INTO u (name, password) VALUES (?, ?), (?, ?) ["jo", "⟦hunter2⟧", "al", "⟦hunter3⟧"]',
      'INSERT INTO u (name, password) VALUES (?, ?) ON CONFLICT (password) DO UPDATE SET plan = ? ["jo", "⟦hunter2⟧", "a1"]',
      'INSERT INTO u (name, plan) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET password = ? ["jo", "a1", "⟦hunter2⟧"]',
      'INSERT INTO u (name, password) VALUES (?, ?) RETURNING (?) ["jo", "⟦hunter2⟧", "a1"]',
      `INSERT INTO u (name, password)${' '.repeat(64)}VALUES${' '.repeat(64)}(?, ?) ["jo", "⟦hunter2⟧"]`,
      `INSERT INTO u (name, password)${' '.repeat(65)}VALUES (?, ?) ["jo", "hunter2"]`,
      'INSERT INTO u (name, password(9)) VALUES (?, ?) ["jo", "hunter2"]',
    );
  });
});

describe('the list of the values', () => {
  it('stands behind a word for them, or is opened by a quotation mark or a digit', () => {
    expectFound(
      ...['parameters', 'params', 'args', 'binding', 'bindings', 'binds', 'values', 'PARAMETERS'].map(
        (word) => `${WHERE} = ? ${word}: [⟦hunter2⟧]`,
      ),
      ...[
        'args=[⟦hunter2⟧]',
        'args [⟦hunter2⟧]',
        'args:[⟦hunter2⟧]',
        'args" : [⟦hunter2⟧]',
        "args': '[⟦hunter2⟧]'",
        'args[⟦hunter2⟧]',
      ].map((list) => `${WHERE} = ? x ${list}`),
      ...[
        'args:    [⟦hunter2⟧]',
        'args: [ ⟦hunter2⟧ ]',
        'args: (⟦hunter2⟧)',
        '[args: ["⟦hunter2⟧"]]',
        'args: [⟦hunter2⟧',
      ].map((list) => `${WHERE} = ? ${list}`),
      ...['[generated in 0.1s] (⟦hunter2⟧)', '[cached since 1s]\n[⟦hunter2⟧]', '[no key 0.1s] (⟦hunter2⟧)'].map(
        (list) => `${WHERE} = ? ${list}`,
      ),
      ...['["⟦hunter2⟧"]', "['⟦hunter2⟧']", "('⟦hunter2⟧')", '; "⟦hunter2⟧"', ";    '⟦hunter2⟧'"].map(
        (list) => `${WHERE} = ? ${list}`,
      ),
      `UPDATE u SET id = ?, password = ? [7, "⟦hunter2⟧"]`,
      `${WHERE} = $1 parameters: $1 = '⟦hunter2⟧', $2 = 'x1'`,
      ...[
        '["⟦hunter2⟧"',
        '[hunter2]',
        '(hunter2)',
        'f("hunter2")',
        'args "hunter2"',
        'xargs: [hunter2]',
        'args:     [hunter2]',
      ].map((list) => `${WHERE} = ? ${list}`),
      ...['[built in 0.1s] (hunter2)', '[generated in 0.1s]; (hunter2)', ';"hunter2"', ';     "hunter2"'].map(
        (list) => `${WHERE} = ? ${list}`,
      ),
      `${WHERE} = ? ${'x'.repeat(156)} args: ["⟦hunter2⟧"]`,
      `${WHERE} = ? ${'x'.repeat(161)} args: [hunter2]`,
      `${WHERE} = ? x [y] args: [hunter2]`,
      `${WHERE} = ? (x y) args: [hunter2]`,
      `${WHERE} = ? x; "hunter2"`,
      `${WHERE} = ? parameters: hunter2`,
      `hunter2, ${WHERE} = ?`,
      `["hunter2"] password = ?`,
      `UPDATE u SET a = ?, b = ?, c = ?, d = ?, password = ? args: [${`"${'x'.repeat(1024)}", `.repeat(4)}"hunter2"]`,
    );
  });

  it('may stand before the statement', () => {
    const statement = 'update u set password = ?';
    expectFound(
      ...['bindings: [ "⟦hunter2⟧" ]', 'args=("⟦hunter2⟧")', 'params ["⟦hunter2⟧"]', 'values => ["⟦hunter2⟧"]'].map(
        (list) => `{ ${list}, sql: '${statement}' }`,
      ),
      ...['parameters', 'binding', 'binds', 'values', 'PARAMS'].map(
        (word) => `{ ${word}: ["⟦hunter2⟧"], sql: '${statement}' }`,
      ),
      ...['sql', 'query', 'queryString', 'statement', 'stmt', 'text', 'command'].map(
        (name) => `{"args":["⟦hunter2⟧"],"${name}":"${statement}"}`,
      ),
      `{\\"args\\":['⟦hunter2⟧'],\\"sql\\":\\"${statement}\\"}`,
      `{'args' => ['⟦hunter2⟧'], 'sql' => \`${statement}\`}`,
      `args: ["⟦hunter2⟧"] ${statement}`,
      `args: ("⟦hunter2⟧"); ${statement}`,
      `args: ["⟦hunter2⟧"]\n${' '.repeat(23)}${statement}`,
      `args: ["hunter2"]\n${' '.repeat(24)}${statement}`,
      `args: ["hunter2"] x ${statement}`,
      `{ args: ["hunter2"], name: '${statement}' }`,
      `list: ["hunter2"] ${statement}`,
      `args: ["x1"] args: ["⟦hunter2⟧"] ${statement}`,
      `args:     ["hunter2"] ${statement}`,
      `args: "hunter2"] ${statement}`,
      `args: ["⟦hunter2⟧"] ${statement} and x`,
      `args: ["⟦hunter2⟧"] ${statement} (x) args: [x]`,
    );
  });

  it('holds texts, words and what has several parts', () => {
    const two = (list: string) => `UPDATE u SET a = ?, password = ? args: [${list}]`;
    expectFound(
      ...[
        '"a\\"b,c", "⟦hun\\"ter2⟧"',
        "'a''b\\',c', '⟦hun''ter2⟧'",
        'a, ⟦hunter2⟧',
        '1 , "⟦hunter2⟧" ',
        '"", "⟦hunter2⟧"',
      ].map(two),
      ...[
        '[1, 2], "⟦hunter2⟧"',
        '{"a": 1, "b": 2}, "⟦hunter2⟧"',
        'new Date(1, 2), "⟦hunter2⟧"',
        'x.y(), "⟦hunter2⟧"',
      ].map(two),
      ...['[], "⟦hunter2⟧"', '{}, "⟦hunter2⟧"', ', "⟦hunter2⟧"', '"a",\n    "⟦hunter2⟧"'].map(two),
      ...[
        '"a"; "hunter2"',
        '"a" "hunter2"',
        '[[1], 2], "hunter2"',
        '"a"], ["hunter2"',
        '"a"] "hunter2"',
        '"a", "***"',
        '"a", null',
      ].map(two),
      ...['"a", "", "hunter2"', '"a", {"b": "hunter2"}'].map(two),
      'UPDATE u SET a = ?, password = ? parameters: [$1 = "a", $2 = "⟦hunter2⟧"]',
      two(`"${'x'.repeat(1024)}", "⟦hunter2⟧"`),
      two(`"${'x'.repeat(1025)}", "hunter2"`),
      `${two('"a", "⟦hunter2⟧"')} ${two('"a", "⟦hunter3⟧"')}`,
      `SELECT 1 WHERE ${'a = ? AND '.repeat(63)}password = ? args: [${'1, '.repeat(63)}"⟦hunter2⟧"]`,
      `SELECT 1 WHERE ${'a = ? AND '.repeat(64)}password = ? args: [${'1, '.repeat(64)}"hunter2"]`,
    );
  });
});

describe('a statement', () => {
  it('ends where the list begins', () => {
    expectFound(
      `${WHERE} = ? ["⟦a = ?⟧", "x1"]`,
      `${WHERE} = ? args: [ "⟦a = ?⟧", "x1"]`,
      'UPDATE u SET id = ?, password = ? args: [7, "⟦a = ?⟧"]',
      `SELECT ';' x FROM u WHERE password = ? ["⟦hunter2⟧"]`,
      `${WHERE} = ? args: ["⟦hunter2⟧", "x1"] and token =  ?`,
      `${WHERE} = ? AND ${'y = 1 AND '.repeat(20)}z = ? args: ["⟦hunter2⟧", 1]`,
      `${WHERE} = ?; args: ["⟦hunter2⟧"] x ?`,
      `${WHERE} = ? -- args: ["⟦hunter2⟧"] x ?`,
      `${WHERE} = ? parameters ["⟦hunter2⟧"] x ?`,
      `${WHERE} = ? AND x = ? args: ["⟦hunter2⟧"]`,
      `${WHERE} = ?)"';\` args: ["⟦hunter2⟧"]`,
      `${WHERE} = ?; "⟦hunter2⟧"`,
      `${WHERE} = ?); '⟦hunter2⟧'`,
    );
  });
});
