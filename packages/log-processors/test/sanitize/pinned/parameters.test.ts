import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const WHERE = 'SELECT 1 FROM u WHERE password';

describe('the parameter of a statement', () => {
  it('is hidden, whatever its sign and its column are', () => {
    for (const line of [
      'INSERT INTO u (password, a) VALUES (@p0, @p1) params: ["⟦hunter2⟧", 1]',
      'INSERT INTO u (a, password) VALUES (:1, :2) binds: [1, "⟦hunter2⟧"]',
      'INSERT INTO u (a, password) VALUES (:2, :1) binds: ["⟦hunter2⟧", 1]',
      'UPDATE u SET a = @p1 WHERE password <> @p0 params: ["⟦hunter2⟧", 1]',
      'UPDATE u SET a =:2 WHERE password <> :1 binds: ["⟦hunter2⟧", 1]',
      `${WHERE} <> $1 AND a = $2 args: ["⟦hunter2⟧", 1]`,
      `${WHERE} <> lower($2) AND a = $1 [1, "⟦hunter2⟧"]`,
      'SELECT 1 FROM u WHERE "u"."password" = ? args: ["⟦hunter2⟧"]',
      'SELECT 1 FROM u WHERE [u].[password] = %s args: ("⟦hunter2⟧",)',
      'WITH x AS (SELECT 1) SELECT 1 FROM x WHERE password = ? args: ["⟦hunter2⟧"]',
      'merge into u set password = ? args: ["⟦hunter2⟧"]',
      `SELECT ${'a, '.repeat(300)} 1 FROM u WHERE password = $1 ["⟦hunter2⟧"]`,
      'password = $1 ["hunter2"] SELECT 1 WHERE password = $1 ["⟦hunter3⟧"]',
      `INSERT INTO u (${Array.from({ length: 63 }, (_, at) => `c${at}, `).join('')}password) VALUES (?${', ?'.repeat(63)}) args: [${'1, '.repeat(63)}"⟦hunter2⟧"]`,
      'INSERT INTO u (a, password)\n        VALUES\n        ($1, $2) ["x", "⟦hunter2⟧"]',
    ])
      expectHidden(line, 'bound-parameter');
  });

  it('is hidden, wherever its list stands', () => {
    for (const line of [
      `${WHERE} = ? with parameters: ["⟦hunter2⟧"]`,
      `${WHERE} = ? Params ["⟦hunter2⟧"]`,
      `${WHERE} = ?", "bindings": ["⟦hunter2⟧"]`,
      `${WHERE} = ?','binds'=('⟦hunter2⟧')`,
      `${WHERE} = ?; x args = [ "⟦hunter2⟧" ]`,
      `${WHERE} = ? [generated in 0.1s] ['⟦hunter2⟧']`,
      `${WHERE} = ?) took ${'x'.repeat(100)} args: ["⟦hunter2⟧"]`,
      `${WHERE} = $1 took 1 ms, parameters: $1 = '⟦hunter2⟧'`,
      `${WHERE} = ? args: [\n        "⟦hunter2⟧"\n    ]`,
      `${WHERE} = ? AND a = ? args: [\n        "⟦hunter2⟧",\n        "x"\n    ]`,
      `${WHERE} = ? args: ["⟦hunter2⟧"`,
      `${WHERE} = ? OR password = ? args: ["⟦hunter2⟧"] "hunter3"`,
      'UPDATE u SET a = ?, password = ? args: [1, ⟦hunter2⟧',
      'UPDATE u SET a = ?, password = ? args: ({"b": 1, "c": 2}, "⟦hunter2⟧")',
      'UPDATE u SET a = ?, password = ? args: [f(1, 2), "⟦hunter2⟧"]',
      String.raw`UPDATE u SET a = ?, password = ? args: ['a\', b', '⟦x\'y''z⟧']`,
    ])
      expectHidden(line, 'bound-parameter');
  });

  it('is none of a column or a text that is no secret’s', () => {
    for (const line of [
      `${WHERE} = ?`,
      `${WHERE} = ? took 5 ms`,
      `${WHERE} = ? args: []`,
      `${WHERE} IS NULL AND a = ? args: ["hunter2"]`,
      'SELECT password FROM u WHERE a = $1 ["hunter2"]',
      'UPDATE u SET password = $2 WHERE id = $1 ["hunter2"]',
      `SELECT ${'a, '.repeat(700)} 1 FROM u WHERE password = $1 ["hunter2"]`,
      'is a = ? b, password = ? args: ["x", "hunter2"]',
    ])
      expectHidden(line, 'none');
  });
});
