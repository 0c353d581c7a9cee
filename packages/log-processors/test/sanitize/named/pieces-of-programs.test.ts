import { describe, expect, it } from 'vitest';
import { isProgramText, isType } from '../../../src/sanitize/named/program-text.js';
import { judged } from '../support/marked-extents.ts';

const isProgram = (line: string, assigned = true) =>
  judged(line, (text, _nameStart, nameEnd, extent) => isProgramText(text, extent, nameEnd), assigned);
const expectProgram = (lines: readonly string[]) => expect(lines.filter((line) => !isProgram(line))).toEqual([]);
const expectValue = (lines: readonly string[]) => expect(lines.filter((line) => isProgram(line))).toEqual([]);

describe('a piece of a program', () => {
  it('is what a query, a member or a scheme refers to', () => {
    expectProgram([
      ...[
        '«x»=⟦crypt($12⟧',
        '«x»=⟦crypt(:12)⟧',
        '«x»=⟦crypt(@12⟧',
        "«x»=⟦crypt(@p12,gen_salt('bf'))⟧",
        '«x»=⟦crypt(?,x⟧',
      ],
      ...[
        '«x»=⟦f(%s)⟧',
        '«x»=⟦$user->pass9⟧',
        '«x»: ⟦Bearer <the token⟧',
        'where «x»=⟦@__model_12⟧',
        'SET «x» = ⟦@__pw_0⟧',
      ],
      `or «x»=⟦@__model_0⟧${' x'.repeat(200)}`,
    ]);
    expectValue([
      ...['«x»=⟦crypt($x⟧', '«x»=⟦crypt($1234⟧', '«x»=⟦crypt($12x⟧', '«x»=⟦$us9r->pass⟧', '«x»=⟦@__model_0⟧ where'],
      ...['where «x»=⟦x@__model_0⟧', 'where «x»=⟦@__model_0x⟧', 'where «x»=⟦@__model_123⟧', 'nowhere «x»=⟦@__model_0⟧'],
      `where ${'x'.repeat(240)} «x»=⟦@__model_0⟧`,
    ]);
  });

  it('is a call, or what ends one', () => {
    expectProgram([
      ...['«x» = ⟦await a.b.c.d.e.f()⟧', '«x» = ⟦new a.b.c.d.e.f()⟧', '«x» = ⟦a.b(c=de)⟧', '«x» = ⟦a.b(c,d=ef)⟧'],
      ...['«x» = ⟦a.b(c=d.e,f=$g, h=i_1)⟧', '«x» = ⟦getPass(a)⟧', '«x» = ⟦a_b(c)⟧', '«x»=⟦token).one()⟧'],
      ...[
        '«x»=⟦token)).one()⟧',
        '«x»=⟦a.b_1))).all(⟧',
        '«x» = ⟦vault.read(⟧"y"',
        '«x»"= ⟦vault.read(⟧"y"',
        '«x» == ⟦hash⟧',
      ],
    ]);
    expectValue([
      ...['«x» = ⟦a.b(c=-)⟧', '«x» = ⟦a.b(c,d=-)⟧', '«x» = ⟦a.b(c=)⟧', '«x» = ⟦Pass(a)⟧', '«x»=⟦!token).one()⟧'],
      ...['«x»=⟦token)))).one()⟧', '«x»=⟦token).9ne()⟧', '«x» = ⟦vault.read(⟧y "z"', '«x» == (⟦hash⟧', '«x» = ⟦hash⟧'],
    ]);
  });

  it('is the member of what holds such values, where nothing is assigned', () => {
    const members = ['secret.key', 'secrets.key', 'vault.aa.bb.cc', 'my.user.name', 'a_b.c_d.e_f.env.x_y'];
    expect(members.filter((value) => !isProgram(`«x»: ⟦${value}⟧`, false))).toEqual([]);
    const others = ['secretss.key', 'vault.aa.bb.cc.dd', 'aa.bb.cc.dd.env.xx', 'vault', 'vault.r', 'vault.read9'];
    expect(others.filter((value) => isProgram(`«x»: ⟦${value}⟧`, false))).toEqual([]);
  });
});

describe('a type', () => {
  it('is one that programs have, or of their own, inside another', () => {
    const types = [
      'list[T]',
      'List<User>',
      'Optional[my.User]',
      'dict[str, UserName]',
      'array<a_b.c_d.e_f.Order>',
      '[]byte',
    ].concat([
      '*string',
      'varchar(255)',
      'decimal(10, 2)',
      'string|undefined',
      'character varying(64)',
      'int64?;',
      'List<int64>',
    ]);
    expect(types.filter((type) => !isType(type))).toEqual([]);
  });

  it('is no password that begins like one', () => {
    const values = [
      'list[xUser]',
      'list[User_]',
      'list[Ab]',
      'list[AB]',
      'list[ab.cd.ef.gh.User]',
      'Any[hunterxyz',
      'xstr',
    ].concat(['str9', 'varchar(x)', 'List<hunter>']);
    expect(values.filter(isType)).toEqual([]);
  });

  it('before a sign, of which the inner name is judged, is of a program, too', () => {
    expectProgram(['«x»: ⟦Any[password⟧: y', '«x»: ⟦Any[password⟧   = y', '«x»: ⟦dict[token⟧=9']);
    expectValue([
      ...['«x»: ⟦hunter[2⟧: y', '«x»: ⟦string|hunter⟧: y', '«x»: ⟦Any[password⟧x: y', '«x»: ⟦Any[password⟧    : y'],
      '«x»: ⟦Any[password⟧ y',
    ]);
  });
});
