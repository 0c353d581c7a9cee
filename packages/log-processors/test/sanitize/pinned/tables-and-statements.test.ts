import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('cells below the names of secrets', () => {
  it('are hidden; are none', () => {
    for (const line of [
      'a,password\nb,⟦hunter2x⟧\nc,⟦hunter3x⟧\nno row',
      'a,password\r\nb,⟦hunter2x⟧\r\nc,⟦hunter3x⟧',
      'a;password\nb;⟦hunter2x⟧',
      'a|password\nb|⟦hunter2x⟧',
      'a\tpassword\nb\t⟦swordfish⟧',
      '| a | password |\n| b | ⟦swordfish⟧ |',
      'a  password\nb  ⟦swordfish⟧',
      'a,"password"\nb,"⟦hunter2x⟧"',
      'a,password\n"b,b","⟦hunter2x⟧"',
      'a,password\n"b""c,d",⟦hunter2x⟧',
      'a,password,b\n1,⟦Som!er⟧,2',
      'a;passwort\nb;⟦hu-!x⟧',
      'a,api_key\nb,⟦Zk3vQ9xT⟧',
      'a,token\nb,⟦a1b2c3d4e5f6g7h8⟧',
      'x 2026 a\tpassword\nb\t⟦swordfish⟧',
      'text before\na,password\nb,⟦hunter2x⟧',
      `${'a,'.repeat(63)}password\n${'b,'.repeat(63)}⟦hunter2x⟧`,
      '+---+---+\n| a | password |\n+---+---+\n| b | ⟦swordfish⟧ |\n+---+---+',
      ' a | password \n---+---\n b | ⟦swordfish⟧ ',
      'a,password\n\nb,hunter2x',
    ])
      expectHidden(line, 'named-secret');
    // are none
    for (const line of [
      'a,password\nb,c,hunter2x',
      'a,password\nb,hu2',
      'a,password\nb,null',
      'a,password\nb,expired',
      'a,password\nb,swordfish',
      'a\tpassword\nb\tvarchar(255)',
      'a\tpassword\nb\ttwo words',
      'a\tpassword\nb\t12:30',
      'a\tpassword\nb\tabc',
      'a,pin\nb,471',
      'a,user\nb,hunter2x',
      `${'a,'.repeat(64)}password\n${'b,'.repeat(64)}hunter2x`,
      'some words, a password\nb,hunter2x',
      'x,y\na,password\nb,hunter2x',
      'a,password',
    ])
      expectHidden(line, 'none');
  });
});

describe('the parameter of a statement', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'SELECT 1 FROM u WHERE password = $1 ["⟦hunter2⟧"]',
      'select 1 from u where password =$1 ["⟦hunter2⟧"]',
      "UPDATE u SET password = ? -- params: ['⟦hunter2⟧']",
      "UPDATE u SET password=? args=('⟦hunter2⟧')",
      'DELETE FROM u WHERE password != $1 binding: ["⟦hunter2⟧"]',
      'MERGE x WHERE password LIKE ? AND a = ? binds: ["⟦hunter2⟧", 1]',
      'SELECT 1 FROM u WHERE password in (?) and a = ? values: ["⟦hunter2⟧"]',
      "CALL f(password = %s) [parameters: ('⟦hunter2⟧',)]",
      'SELECT 1 FROM u WHERE u."password" = $1 Parameters: [⟦hunter2⟧]',
      'INSERT INTO u (a, password) VALUES ($1, $2) ["x", "⟦hunter2⟧"]',
      'INSERT INTO u (a, password) VALUES (?, ?), (?, ?) args: ["x", "⟦hunter2⟧", "y", "⟦hunter3⟧"]',
      "INSERT INTO u (password) VALUES (%s) [cached since 1s ago] ('⟦hunter2⟧',)",
      "INSERT INTO u (password) VALUES (%s) [no key 0.1s] ('⟦it''s⟧',)",
      'SELECT 1 WHERE password = $1 ["⟦a\\"b⟧", 1]',
      "SELECT 1 WHERE a = $1 AND password = $2 DETAIL: parameters: $1 = '1', $2 = '⟦hunter2⟧'",
    ])
      expectHidden(line, 'bound-parameter');
    // is none
    for (const line of [
      'EXPLAIN password = $1 ["hunter2"]',
      'SELECT 1 FROM u WHERE name = $1 ["hunter2"]',
      'SELECT 1 FROM u WHERE password = $1 [null]',
      'SELECT 1 FROM u WHERE password = $1 ["***"]',
      'SELECT 1 FROM u WHERE password = $1; x',
      'SELECT 1 FROM u WHERE password > $1 ["hunter2"]',
      'INSERT INTO u (a, b) VALUES ($1, $2) ["x", "hunter2"]',
    ])
      expectHidden(line, 'none');
  });
});

describe('the value of an inserted row', () => {
  it('is hidden; is none', () => {
    for (const line of [
      "INSERT INTO u (a, password) VALUES ('x', '⟦hunter2⟧')",
      "insert into u (password,a) values('⟦hunter2⟧', 1)",
      "INSERT INTO u (a, `password`) VALUES (1, '⟦it''s⟧')",
      'INSERT INTO u (a, password) VALUES (1, ⟦hunter2⟧)',
      'INSERT INTO u (a, [password]) VALUES (1, ⟦$2a$10$abc⟧)',
      "INSERT INTO u (a, pin) VALUES (1, '⟦4711⟧')",
    ])
      expectHidden(line, 'named-secret');
    // is none
    for (const line of [
      'INSERT INTO u (a, password) VALUES (1, ?)',
      'INSERT INTO u (a, password) VALUES (1, :pw)',
      'INSERT INTO u (a, password) VALUES (1, @pw)',
      'INSERT INTO u (a, password) VALUES (1, %s)',
      'INSERT INTO u (a, password) VALUES (1, $2)',
      'INSERT INTO u (a, password) VALUES (1, DEFAULT)',
      "INSERT INTO u (a, password) VALUES (1, '')",
      "INSERT INTO u (a, name) VALUES (1, 'hunter2')",
      "INSERT INTO u VALUES (1, 'hunter2')",
    ])
      expectHidden(line, 'none');
  });
});
