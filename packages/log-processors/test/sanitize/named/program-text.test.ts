import { expect, it } from 'vitest';
import { isProgramText } from '../../../src/sanitize/named/program-text.js';

/** Of `password = ⟦vault.read(⟧"x")` the name is the first word, the value what stands in the marks. */
function isOfProgram(line: string, assigned = true): boolean {
  const start = line.indexOf('⟦');
  const end = line.indexOf('⟧') - 1;
  return isProgramText(line.replaceAll(/[⟦⟧]/g, ''), { start, end, assigned }, (/^\w+/.exec(line)?.[0] ?? '').length);
}

it('a reference, a type, a call or the other side of a comparison is of a program', () => {
  const lines = [
    'x=⟦:db_password⟧',
    'x=⟦@token⟧',
    'x=⟦req.body.pw⟧',
    'x=⟦r.a_b["x⟧',
    "x=⟦os.environ['X_1⟧",
    'x=⟦$(pass⟧',
  ]
    .concat([
      'x=⟦$user->pass⟧',
      'x: ⟦Bearer  $TOKEN⟧',
      'x: ⟦Bearer $(cat⟧',
      'x: ⟦Basic <the token>⟧',
      'x: ⟦Bearer <token⟧',
    ])
    .concat([
      'x: ⟦Token {{ my.token-1 }}⟧',
      'x: ⟦Bearer {token}⟧',
      'x: ⟦ApiKey ****⟧',
      'x: ⟦Bearer ...⟧',
      'x: ⟦Bearer %s⟧',
    ])
    .concat(['x: ⟦str⟧', 'x: ⟦Optional[str]⟧', 'x: ⟦string|int64⟧', 'x = ⟦await⟧  vault.read(x)', 'x = ⟦new⟧ a.b(x)'])
    .concat(['x = ⟦$this-⟧>password;', 'x == ⟦hash⟧', 'x ===   ⟦a.hash))⟧', 'x :⟦response-time⟧', 'x  :⟦word⟧'])
    .concat([
      'x = ⟦await vault.read()⟧',
      'x = ⟦new Some.Thing(a)⟧',
      'x = ⟦vault.read(⟧"x")',
      'x = ⟦a::b(⟧)',
      'x = ⟦a->b(c1,d)⟧',
    ])
    .concat(['x = ⟦a?.b(c_1, $d.e)?.f;⟧', 'x = ⟦getPass()⟧', 'x = ⟦hash()⟧', `x=⟦req.${'x'.repeat(92)}⟧`]);
  expect(lines.filter((line) => !isOfProgram(line))).toEqual([]);
  const members = ['x: ⟦vault.read⟧', 'x: ⟦my.user.secrets.db_key⟧', 'x: ⟦a.b.c.env.d⟧', 'x: ⟦secret.a.b.cc⟧'];
  expect(members.slice(0, 2).filter((line) => !isOfProgram(line, false))).toEqual([]);
  expect(members.filter((line) => isOfProgram(line))).toEqual([]);
});

it('what only looks a little like one is not', () => {
  const lines = ['x=⟦:db_password9⟧', 'x=⟦xreq.body.pw⟧', 'x=⟦q.body⟧', 'x=⟦$9->pass⟧', 'x=⟦$ab->!⟧', 'x: ⟦Bearer abc⟧']
    .concat([
      'x: ⟦xstr⟧',
      'x: ⟦str9⟧',
      'x = ⟦!await⟧ a(b)',
      'x = ⟦await⟧ 9a(b)',
      'x=⟦$ab-⟧>9xQ',
      'x=⟦$ab-⟧>cd!',
      'x=⟦$ab-⟧>cd9',
    ])
    .concat(['x == ⟦hash9⟧', 'x =⟦hash⟧', 'x == "⟦hash⟧"', 'x :⟦response9⟧', 'x:⟦word⟧', 'x" :⟦word⟧', '"=" == ⟦9x(⟧'])
    .concat([
      'x = ⟦9vault.read(⟧"x")',
      'x = ⟦vault.read(⟧x',
      'x = ⟦Hash(a)⟧',
      'x = ⟦a.b(c-d)⟧',
      'x = ⟦a.b(c)-⟧',
      'x = ⟦a.b(9)⟧',
    ])
    .concat(['x = "⟦vault.read()⟧"', `x=⟦req.${'x'.repeat(93)}⟧`]);
  expect(lines.filter((line) => isOfProgram(line))).toEqual([]);
  const members = [
    'x: ⟦9.vault.read⟧',
    'x: ⟦vault.read9⟧',
    'x: ⟦vault.r⟧',
    'x: ⟦other.read⟧',
    'x: ⟦vault.aa.bb.cc.dd⟧',
  ];
  expect(members.filter((line) => isOfProgram(line, false))).toEqual([]);
});
