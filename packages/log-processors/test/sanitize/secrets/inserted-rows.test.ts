import { describe, it } from 'vitest';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';
import { insertedRows } from '../../../src/sanitize/secrets/inserted-rows.js';
import { expectFoundBy } from '../support/found-by.ts';

const detector = insertedRows(new FieldNames());
const expectFound = (...lines: string[]) => expectFoundBy(detector, 'named-secret', lines);
const INTO = 'INSERT INTO users (name, password, plan) VALUES';

describe('the value of a secret column in an inserted row', () => {
  it('is found in each row, in its place', () => {
    expectFound(
      `${INTO} ('jo', '⟦hunter2⟧', 'pro')`,
      `${INTO} ('jo', '⟦hunter2⟧', 'pro'), ('al', '⟦hunter3⟧', 'free');`,
      `${INTO}('jo','⟦hunter2⟧','pro'),('al','⟦hunter3⟧','free')`,
      `${INTO}\n  ( 'jo' , '⟦hunter2⟧' , 'pro' )\n  ,\n  ( 'al' , '⟦hunter3⟧' , 'free' )`,
      `${INTO} ("jo", "⟦hunter2⟧", "pro")`,
      `${INTO} (N'jo', N'⟦hunter2⟧', E'pro')`,
      `${INTO} (1, ⟦hunter2⟧, pro)`,
      `${INTO} ('jo', '⟦hunter2⟧')`,
      `${INTO} ('jo', '⟦hunter2⟧', 'pro') x ('al', 'hunter3', 'free')`,
      `${INTO} ('jo', '⟦hunter2⟧', 'pro'), x ('al', 'hunter3', 'free')`,
      `${INTO} x ('jo', 'hunter2', 'pro')`,
      `${INTO} ('jo' 'x', 'hunter2', 'pro')`,
      `${INTO}${' '.repeat(64)}('jo', '⟦hunter2⟧', 'pro')`,
      `${INTO}${' '.repeat(65)}('jo', 'hunter2', 'pro')`,
      `${INTO} ('jo', '⟦hunter2⟧', 'pro'); ${INTO} ('al', '⟦hunter3⟧', 'pro')`,
    );
  });

  it('is found by the names of the columns', () => {
    expectFound(
      "INSERT INTO t (`password`, \"token\", [api_key]) VALUES ('⟦a1⟧', '⟦b1⟧', '⟦c1⟧')",
      "INSERT INTO t ( pass word ) VALUES ('⟦a1⟧')",
      "INSERT INTO t (name, plan) VALUES ('a1', 'b1')",
      "INSERT INTO t VALUES ('a1', 'b1')",
      "(password) AS x VALUES ('a1')",
      "(password('x')) VALUES ('a1')",
      "(password)    VALUES ('⟦a1⟧')",
      `(password)${' '.repeat(64)}values ('⟦a1⟧')`,
      `(password)${' '.repeat(65)}values ('a1')`,
      `(password, ${'x'.repeat(1014)}) values ('⟦a1⟧')`,
      `(password, ${'x'.repeat(1015)}) values ('a1')`,
    );
  });

  it('may hold quotation marks, and be cut', () => {
    expectFound(
      `${INTO} ('it''s', '⟦hun''t\\'er2⟧', 'pro')`,
      `${INTO} ("a""b", "⟦hun""t\\"er2⟧", "pro")`,
      `${INTO} ('', '', 'pro')`,
      `${INTO} ("", "", "pro")`,
      `${INTO} ('jo', '⟦hunter2⟧`,
      `${INTO} ('jo', N'⟦hun''t\\'er2⟧`,
      `${INTO} ('jo',    '⟦hunter2 x⟧`,
      `${INTO} ('jo', '⟦hunter2⟧'`,
      `${INTO} ('jo`,
      `${INTO} ('jo', '⟦${'x'.repeat(4096)}⟧', 'pro')`,
      `${INTO} ('jo', '${'x'.repeat(4097)}', 'pro')`,
    );
  });

  it('is no sign of a parameter, no word and nothing that is computed', () => {
    expectFound(
      ...['?', ':pw', '@pw', '%s', '$1', 'DEFAULT', 'NULL', 'a_b c', '$pw', ''].map(
        (value) => `${INTO} (1, ${value}, 2)`,
      ),
      ...['⟦$2b$10$abc⟧', '⟦hunter2⟧', '⟦1x⟧', '⟦a-b⟧', '⟦x ?⟧', '⟦x\\:y⟧', '⟦a_b c1⟧'].map(
        (value) => `${INTO} (1, ${value}, 2)`,
      ),
      `${INTO} (1, ⟦hunter2 x⟧   , 2)`,
      `${INTO} (1, ⟦${'x1'.repeat(64)}⟧, 2)`,
      `${INTO} (1, ${'x1'.repeat(64)}x, 2)`,
    );
  });

  it('is all that a function is called with if there is a text in it', () => {
    expectFound(
      `${INTO} (1, crypt(⟦'hunter2', gen_salt('bf')⟧), 2)`,
      `${INTO} (1, md5(⟦"hunter2"⟧), 2)`,
      `${INTO} (1, md5(⟦'hun''t\\'e)r2'⟧), 2)`,
      `${INTO} (now(), md5(⟦concat(x), 'hunter2'⟧), 2)`,
      `${INTO} (1, md5(x), 2)`,
      `${INTO} (1, md5(lower(x)), 2)`,
      `${INTO} (1, md5(), 2)`,
      ...['?', ':pw', '@pw', '%s', '$1'].map((value) => `${INTO} (1, crypt(${value}, gen_salt('bf')), 2)`),
      `${INTO} (1, crypt(⟦x?, gen_salt('bf')⟧), 2)`,
      `${INTO} (md5('jo'), '⟦hunter2⟧', 2)`,
    );
  });
});
