import { describe, expect, it } from 'vitest';
import { jsonWebTokens } from '../../../src/sanitize/secrets/json-web-token.js';
import { beforeNextField } from '../../../src/sanitize/secrets/next-field.js';
import { expectFoundBy } from '../support/found-by.ts';

const HEADER = 'eyJhbGciOiJIUzI1NiJ9';
const OTHER = Buffer.from('{"color":"green","size":12}').toString('base64url');

describe('a JSON Web Token', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(jsonWebTokens, 'json-web-token', lines);

  it('is found with all its parts', () => {
    expectFound(
      `x ⟦${HEADER}.eyJzdWIi.c2ln-_A⟧ y`,
      `x ⟦${HEADER}..c2ln.c2ln.c2ln⟧ y`,
      `x ⟦${HEADER}.a.b.c.d.⟧e y`,
      `x ⟦${HEADER}.⟧ y`,
      `x ⟦${HEADER}.a⟧ y`,
      `x=⟦${OTHER}.abcd⟧`,
      `x=${OTHER}.abc`,
      `x=${OTHER}.`,
      `x=${OTHER}.abc.`,
      `x=${OTHER}......`,
      '⟦eyJhbGciOiJI.abcd⟧',
      'eyJhbGciOiJ.abcd',
      'what=eyJ9.abcdefgh',
      `x${HEADER}.eyJz`,
      `x-${HEADER}.eyJz`,
      `⟦${HEADER}.eyJz⟧ ⟦${HEADER}.eyJz⟧`,
      `eyj${HEADER.slice(3)}.eyJzdWIi`,
      `⟦ZXlK${HEADER.slice(4)}.abcd⟧`,
      `zxlk${HEADER.slice(4)}.abcd`,
      `ZXlk${HEADER.slice(4)}.abcd`,
      `x ⟦${HEADER}.${'a'.repeat(16_384)}⟧aa`,
      `x ${'eyJ'.padEnd(16_385, 'a')}`,
    );
  });

  it('is found by its header alone', () => {
    expectFound(
      `x ⟦${HEADER}⟧ y`,
      ...[
        '0eXAi',
        'raWQi',
        'lbmMi',
        'qa3Ui',
        'qd2si',
        '4NX',
        'jdHki',
        'jcml0',
        '2ZXIi',
        'ub25jZSI',
        'wMnMi',
        'zdWIi',
      ].map((start) => `x ⟦eyJ${start}${'x'.repeat(13 - start.length)}⟧ y`),
      'x ⟦eyJ6aXAixxxxxxxx⟧ y',
      'x eyJ6aXAixxxxxxx y',
      'x eyJ6aXaixxxxxxxx y',
      `x ${OTHER} y`,
    );
  });
});

describe('an object with a secret in base64', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(jsonWebTokens, 'object-in-base64', lines);
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it('is found by its names', () => {
    expectFound(
      ...['password', 'passwd', 'pwd', 'secret', 'token', 'api_key', 'apikey', 'db_PASSWORD', 'x1_token'].map(
        (name) => `data=⟦${base64(`{"user":"jo","${name}":"hunter2"}`)}⟧;`,
      ),
      `data=⟦${base64('{"user":"jo","password" : "hunter2"}')}⟧`,
      `data=⟦${base64('{"user":"jo??>","password":"hunter2"}')}⟧ x`,
      `data=${base64('{"user":"jo","password":""}')}`,
      `data=${base64('{"user":"jo","password":12}')}`,
      `data=${base64('{"user":"jo","passwords":"x"}')}`,
      `data=${base64('{"user":"jo","color":"green"}')}`,
      `data=${base64('{"password":"x"}').slice(0, 11)}`,
      `data=⟦${base64('{"password":"x"}')}⟧${base64('{"color":"green"}')}`,
      `data=⟦${base64('{"user":"jo~","password":"hunter2"}')}⟧`,
      `data=⟦${base64('{"user":"j~o","x":"?>?>?>","password":"hunter22"}')}⟧`,
      `data=${base64(`{"user":"${'j'.repeat(3060)}","password":"b"}`)}`,
    );
  });
});

describe('what stands before the next field', () => {
  it.each([
    ['Sommer!24x', 'Sommer!24x'],
    ['Sommer!24x,role=admin', 'Sommer!24x'],
    ['Sommer!24x;Role:admin,x=y', 'Sommer!24x'],
    ['Sommer!24x&b=1', 'Sommer!24x'],
    ['Sommer!24x|x.y-z_1=1', 'Sommer!24x'],
    ['Sommer!24x,role', 'Sommer!24x,role'],
    ['Sommer!24x,1b=1', 'Sommer!24x,1b=1'],
    ['Sommer!24x.b=1', 'Sommer!24x.b=1'],
    ['Sommer!24x\\nnext', 'Sommer!24x'],
    ['Sommer!24x\\\\\\"', 'Sommer!24x'],
    ["Sommer!24x\\'x", 'Sommer!24x'],
    ['Sommer!24x\\rx', 'Sommer!24x'],
    ['Sommer!24x\\tx', 'Sommer!24x'],
    ['Sommer!24x\\x', 'Sommer!24x\\x'],
    ['Sommer!24x<br>', 'Sommer!24x'],
    ['Sommer!24x</b>', 'Sommer!24x'],
    ['Sommer!24x<3', 'Sommer!24x<3'],
    ['Sommer!24x,b=1\nc', 'Sommer!24x,b=1\nc'],
    [`Sommer!24x,${'b'.repeat(32)}=1`, 'Sommer!24x'],
    [`Sommer!24x,${'b'.repeat(33)}=1`, `Sommer!24x,${'b'.repeat(33)}=1`],
  ])('of %s is %s', (value, expected) => {
    expect(beforeNextField(value)).toBe(expected);
  });
});
