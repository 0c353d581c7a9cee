import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const INSERT = 'INSERT INTO u (a, password)';

describe('the secrets of inserted rows', () => {
  it('are hidden in every row, however the statement is laid out', () => {
    for (const line of [
      `${INSERT} VALUES ('x', '⟦hunter2⟧'), ('y', '⟦hunter3⟧'),('z','⟦h⟧')`,
      `${INSERT}VALUES('x','⟦hunter2⟧')`,
      `${INSERT}\n        VALUES\n  ('x', '⟦hunter2⟧'),\n  ('y', '⟦hunter3⟧')`,
      `${INSERT} values ( 'x' , '⟦hunter2⟧' ) , ( 'y' , '⟦hunter3⟧' )`,
      `call(a, b) ${INSERT} VALUES ('x', '⟦hunter2⟧')`,
      `${INSERT} VALUES (1, '⟦hunter2⟧', 3), (2, 'x', 3)`,
      `${INSERT} VALUES (1), ('y', '⟦hunter3⟧')`,
      `INSERT INTO u (password, a, token) VALUES ('⟦hunter2⟧', 'b', '⟦abc⟧')`,
      `INSERT INTO u ([password], "a") VALUES (N'⟦hunter2⟧', 'b')`,
    ])
      expectHidden(line, 'named-secret');
  });

  it('are hidden whatever stands in the row beside them', () => {
    for (const line of [
      `${INSERT} VALUES (now(), '⟦hunter2⟧')`,
      `${INSERT} VALUES (f(1, g(2)), '⟦hunter2⟧')`,
      `${INSERT} VALUES (f('a)', 'b'), '⟦hunter2⟧')`,
      `${INSERT} VALUES (NULL, '⟦hunter2⟧')`,
      `${INSERT} VALUES (, '⟦hunter2⟧')`,
      `${INSERT} VALUES ('it''s, a', '⟦x''y⟧')`,
      String.raw`${INSERT} VALUES ('a\'b', '⟦x\'y⟧')`,
      `${INSERT} VALUES ("a, b", "⟦x""y⟧")`,
      `${INSERT} VALUES ('${'x'.repeat(4_000)}', '⟦hunter2⟧')`,
      `${INSERT} VALUES (a"b, ⟦hunter2⟧)`,
    ])
      expectHidden(line, 'named-secret');
  });

  it('are hidden with all that they are computed from', () => {
    for (const line of [
      `${INSERT} VALUES (1, crypt(⟦'hunter2', gen_salt('bf')⟧))`,
      `${INSERT} VALUES (1, upper(⟦md5('hunter2')⟧)), (2, '⟦hunter3⟧')`,
    ])
      expectHidden(line, 'named-secret');
  });

  it('are hidden without quotation marks', () => {
    for (const line of [
      `${INSERT} VALUES (1, ⟦hunter2⟧)`,
      `${INSERT} VALUES (1, ⟦hunter 2⟧ )`,
      `${INSERT} VALUES (1, ⟦$2a$10$abc⟧)`,
      `${INSERT} VALUES (1, ⟦x?1⟧)`,
    ])
      expectHidden(line, 'named-secret');
  });

  it('are none', () => {
    for (const line of [
      `${INSERT} VALUES (1, ?), (2, :pw), (3, @pw), (4, %s), (5, $2)`,
      `${INSERT} VALUES (1, DEFAULT), (2, current user)`,
      `${INSERT} VALUES (1, crypt($1, gen_salt('bf')))`,
      `${INSERT} VALUES (1, now())`,
      `${INSERT} VALUES (1, upper(abc))`,
      `${INSERT} VALUES (1, '')`,
      `${INSERT} SELECT values, 'hunter2'`,
      `${INSERT} VALUES 'hunter2'`,
      `${INSERT} x VALUES ('x', 'hunter2')`,
      "INSERT INTO u (password) (a) VALUES ('hunter2')",
      "INSERT INTO u (a, b) VALUES ('x', 'hunter2')",
    ])
      expectHidden(line, 'none');
  });
});
