import { describe, it } from 'vitest';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';
import { namedParameters } from '../../../src/sanitize/secrets/named-parameters.js';
import { expectFoundBy } from '../support/found-by.ts';

const detector = namedParameters(new FieldNames());
const expectFound = (...lines: string[]) => expectFoundBy(detector, 'bound-parameter', lines);
const SET = 'UPDATE u SET Password = @p0 WHERE Id = @p1';

describe('the parameter of a secret column, listed by its name', () => {
  it('is found in each framework’s notation', () => {
    expectFound(
      `Executed [Parameters=[@p0='⟦hunter2⟧' (Size = 4000), @p1='7'], CommandType='Text']\n${SET}`,
      `Executed [Parameters=[@p1='7', @p0='⟦hunter2⟧'], Timeout='30']\n${SET}`,
      `${SET};@p0 = '⟦hunter2⟧' [Type: String], @p1 = 7 [Type: Int32]`,
      'SET password = @p12;@p12 = ⟦hunter2⟧',
      "SET password = :p0;:p0 = '⟦hunter2⟧'",
      `${SET}\n-- @p0: Input NVarChar (Size = 4000) [⟦hunter2⟧]\n-- @p1: Input Int [7]`,
      `exec sp_executesql N'${SET}', N'@p0 nvarchar(9), @p1 int', @p0=N'⟦hunter2⟧', @p1=7`,
      `sp_executesql N'${SET}', @p0='⟦hunter2⟧'`,
      `SP_EXECUTESQL N'${SET}', @p0=⟦hunter2⟧`,
      `[Parameters=[:p0='⟦hunter2⟧']] SET password = :p0`,
      `[Parameters=[@p0='hunter2']] SET name = @p0`,
      `[Parameters=[@p1='hunter2']] SET password = @p0`,
      `[Parameters=(@p0='hunter2')] ${SET}`,
      `[Parameters=[ @p0='hunter2']] ${SET}`,
      `[Parameters=[@px='hunter2']] ${SET}`,
      `[Parameters=[x @p0='hunter2']] ${SET}`,
      `Arguments=[@p0='hunter2'] ${SET}`,
    );
  });

  it('is found in each form of a value', () => {
    const found = (value: string) => expectFound(`${SET};@p0 = ${value}, @p1 = 7`);
    for (const value of [
      "'⟦hun''ter2⟧'",
      "N'⟦hunter2 x⟧'",
      '⟦hunter2⟧',
      '⟦a=b⟧',
      "''",
      "'***'",
      'NULL',
      "'hunter2",
      '[x]',
    ])
      found(value);
    expectFound(
      `${SET};@p0 = '⟦hunter2⟧'`,
      `${SET};@p0 = '${'x1'.repeat(1025)}'`,
      `${SET};@p0 = '⟦${'x1'.repeat(1024)}⟧'`,
      'SET password = @p0;@p0 = ⟦hunter2⟧;x',
      `${SET};@p0 = 'hunt\ner2'`,
      'SET password = @p0 -- @p0: [⟦hunter2⟧]',
      'SET password = @p0 -- @p0: x [⟦hunter2⟧]',
      `SET password = @p0 -- @p0: ${'x'.repeat(64)}[⟦hunter2⟧]`,
      `SET password = @p0 -- @p0: ${'x'.repeat(65)}[hunter2]`,
      'SET password = @p0 -- @p0: x\n[hunter2]',
      'SET password = @p0 -- @p0: x []',
      'SET password = @p0 -- @p0: x [⟦hun"ter2⟧], @p0: x [⟦hunter3⟧]',
    );
  });

  it('belongs to the column that it is compared with or set from', () => {
    expectFound(
      ...[
        'password=@p0',
        'password = @p0',
        '"u"."password" <> @p0',
        '[u].[password] like @p0',
        '`password` LIKE @p0',
      ].map((comparison) => `WHERE ${comparison};@p0 = '⟦hunter2⟧'`),
      "WHERE password   =   @p0;@p0 = '⟦hunter2⟧'",
      "WHERE password    = @p0;@p0 = 'hunter2'",
      "WHERE password =    @p0;@p0 = 'hunter2'",
      "WHERE password > @p0;@p0 = 'hunter2'",
      "WHERE password dislike @p0;@p0 = 'hunter2'",
      "WHERE password alike@p0;@p0 = 'hunter2'",
      "WHERE password = x @p0;@p0 = 'hunter2'",
      "WHERE password = @p0x;@p0 = 'hunter2'",
      "SET name = @p0;@p0 = 'hunter2' then WHERE password = @p0",
      `SET password = @p0${' '.repeat(4078)};@p0 = '⟦hunter2⟧'`,
      `SET password = @p0${' '.repeat(4096)};@p0 = 'hunter2'`,
      `SET password = @p1, name = @p0;@p0 = 'jo', @p1 = '⟦hunter2⟧'`,
    );
  });

  it('belongs to the column in whose place it is inserted', () => {
    expectFound(
      "INSERT INTO u (name, password) VALUES (@p0, @p1);@p0 = 'jo', @p1 = '⟦hunter2⟧'",
      "INSERT INTO u ([name], [pass word]) VALUES (@p0, @p1);@p0 = 'jo', @p1 = '⟦hunter2⟧'",
      "insert into u (\"name\",`password`)values(:p0,:p1);:p0 = 'jo', :p1 = '⟦hunter2⟧'",
      "INSERT INTO u (name, password) OUTPUT INSERTED.id VALUES (@p0, @p1);@p0 = 'jo', @p1 = '⟦hunter2⟧'",
      "INSERT INTO u (name, password)\noutput\ta, b\nVALUES\n(lower(@p0), @p1);@p0 = 'jo', @p1 = 'hunter2'",
      "INSERT INTO u (name, password)\noutput\ta, b VALUES\n(1, @p1);@p0 = 'jo', @p1 = '⟦hunter2⟧'",
      "INSERT INTO u (name, password) x VALUES (@p0, @p1);@p0 = 'jo', @p1 = 'hunter2'",
      "INSERT INTO u (name, password) VALUES (@p0, @p1x);@p0 = 'jo', @p1 = 'hunter2'",
      "INSERT INTO u (password) VALUES (@p10);@p10 = '⟦hunter2⟧'",
      "INSERT INTO u (name) VALUES (@p0, @p1);@p0 = 'jo', @p1 = 'hunter2'",
      "INSERT INTO u (password) VALUES (@p0); INSERT INTO v (token) VALUES (@p1);@p0 = '⟦hunter2⟧', @p1 = '⟦w8Ruy3zQ⟧'",
      `INSERT INTO u (password)${' '.repeat(16)}VALUES${' '.repeat(16)}(@p0);@p0 = '⟦hunter2⟧'`,
      `INSERT INTO u (password)${' '.repeat(17)}VALUES (@p0);@p0 = 'hunter2'`,
      `INSERT INTO u (password) VALUES${' '.repeat(17)}(@p0);@p0 = 'hunter2'`,
    );
  });

  it('is any of the first sixty-four', () => {
    const names = Array.from({ length: 65 }, (_, at) => `@p${at}`);
    const statement = `SET ${names.map((name, at) => `${at < 63 ? 'a' : 'password'} = ${name}`).join(', ')}`;
    expectFound(
      `${statement};${names.map((name, at) => `${name} = '${at === 63 ? '⟦hunter2⟧' : 'hunter2'}'`).join(', ')}`,
      `${SET};@p0 = '⟦hunter2⟧';@p0 = '⟦hunter3⟧'`,
      `[Parameters=[@p0='⟦hunter2⟧']] ${SET} [Parameters=[@p0='⟦hunter3⟧']] ${SET}`,
    );
  });
});
