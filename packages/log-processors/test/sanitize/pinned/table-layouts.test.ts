import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a table', () => {
  it('of names and values hides the secret ones; without such names, or none, stays', () => {
    for (const line of [
      'user name\tdb 2 password\nx\t⟦swordfish⟧',
      'x\ta b-1 c.2 d_3\tpassword\n1\t2\t⟦swordfish⟧',
      'a1\tpässword9 password\n1\t⟦swordfish⟧',
      'a,password\\nb,⟦hunter2x⟧',
      'a,password\\r\\nb,⟦hunter2x⟧',
      'a\\tpassword\\nb\\t⟦swordfish⟧',
      'x\\na,password\\nb,⟦hunter2x⟧',
      `${'words '.repeat(200)}\na,password\nb,⟦hunter2x⟧`,
      'a|password\nb|⟦hunter2x⟧',
      '|a|password|\n|b|⟦swordfish⟧|',
      '| a | password\n| b | ⟦swordfish⟧',
      'a |password\nb |⟦swordfish⟧',
      'a|password |\nb|⟦swordfish⟧ |',
      'a,password\nb,``⟦hunter2x⟧``',
      'a,password\nb,   ⟦hunter2x⟧',
      `${'y'.repeat(127)}!\tpassword\nb\t⟦swordfish⟧`,
      'a\talgolia_key\nb\t⟦0123456789abcdef0123456789abcdef⟧',
      'password  port\n⟦swordfish⟧  80',
      'password   port\n⟦swordfish⟧    80',
      'password,port\n⟦hunter2x⟧,80',
      'a,password,b\n1,⟦hunter2x⟧,2\n3,⟦hunter3x⟧,4\n5\n6,hunter4x,7',
      'a,password2\nb,⟦hunter2x⟧',
      'a\tpassword new 2\nb\t⟦swordfish⟧',
      'a\tpassword_new\nb\t⟦swordfish⟧',
      'a | password\n| b | ⟦swordfish⟧ |',
      '|a|password\n|b|⟦swordfish⟧',
      'a|password|\nb|⟦swordfish⟧|',
      'a\tpassword\nb\t⟦hun"ter2x⟧',
      'a\tpassword\nb\t⟦abcd⟧',
      'a\tpassword\nb\t⟦Sommer-⟧',
      'a\tpassword\nb\t⟦-Sommer⟧',
      `a,password\nb,⟦hunter2x⟧\n${'x '.repeat(1_000)}`,
      '\\na,password\\nb,⟦hunter2x⟧',
      'password,token\n⟦hunter2x⟧,⟦a1b2c3d4e5f6g7h8⟧',
    ])
      expectHidden(line, 'named-secret');
    // without such names, or none, stays
    for (const line of [
      'x\ta b c d e\tpassword\n1\t2\tswordfish',
      'a b|password\n1|hunter2x',
      'a;b c;password\n1;2;hunter2x',
      'a|password\nb|swordfish',
      'a;password\nb;swordfish',
      `${'y'.repeat(128)}!\tpassword\nb\tswordfish`,
      'x\ty!\tpassword\n1\t2\tswordfish',
      'a,b,c\n1,hunter2x,2',
      'password port\nhunter2x 80',
      'a,password of x y z w\nb,hunter2x',
      'a\tpassword2',
      'a\thas_password\nb\tunclear',
      'a\tpassword\nb\t[FILTERED]',
      'a\tpassword\nb\t****',
      'a\tpassword\nb\t1.234,5',
      'p\nx,y\na,password\nb,hunter2x',
      'p,q\nx,y\na,password\nb,hunter2x',
      'p\\nx,y\\na,password\\nb,hunter2x',
      `x,y\na,password\nb,hunter2x\n${'x '.repeat(600)}`,
      ' a | b \n---+---\n c | password \n d | hunter2x ',
    ])
      expectHidden(line, 'none');
    // hides data of persons by their column, too
    expectHidden('name,phone\nJo,⟦03012345678⟧', 'phone');
    expectHidden('name;birthday\nJo;⟦1990-05-17⟧', 'birth-date');
  });
});
