import { describe, it } from 'vitest';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';
import { valueBeside } from '../../../src/sanitize/named/value-beside.js';
import { expectExtents } from '../support/marked-extents.ts';

const names = new FieldNames();
const find = (text: string, nameStart: number, nameEnd: number) =>
  valueBeside(text, nameStart, nameEnd, names.of(text.slice(nameStart, nameEnd)));
const ID = 'f67bfb9b-5c5f-4a1b-8c2d-0123456789ab';
const RANDOM = 'A7x9Qk2Mp4R6t8Zw';

describe('the value of a setting', () => {
  it('stands alone on its line, or in the quotes of a command', () => {
    expectExtents(
      [
        `«hec_token»  ⟦${ID}⟧`,
        'set «psksecret» ⟦q7Av9qQ2⟧ ',
        'set  «psksecret» ENC ⟦q7Av9qQ2⟧\n',
        'set admin  «psksecret» "⟦q7Av9qQ2⟧" x',
        'exec="set «psksecret» ⟦q7Av9qQ2⟧"',
        'execute="set «psksecret» ⟦q7Av9qQ2⟧"',
        '"command" : "set «psksecret» ⟦q7Av9qQ2⟧"',
        'x\\n  config   system   «psksecret» ⟦q7Av9qQ2⟧\\nx',
      ],
      find,
    );
    expectExtents(
      [
        'set «psksecret» q7Av9qQ2;',
        'set «psksecret» q7Av9qQ2 y',
        'set «psksecret» q7Av9qQ',
        'set «psksecret» xqAvyqQz',
        'set «psksecret» shop-db-2',
        `set «auth» x${ID}`,
        `set «auth» ${ID}c`,
        'x set «psksecret» q7Av9qQ2',
        '«psksecret» q7Av9qQ2',
        'x="set «psksecret» q7Av9qQ2"',
      ],
      find,
    );
  });

  it('is aligned with those of its block', () => {
    expectExtents(
      [
        '«auth»:    ⟦q7Av9qQ2⟧',
        'x\n   «auth»:    ⟦q7Av9qQ2⟧ \nnext',
        'x\\n«auth»:\t\t\t\t⟦q7Av9qQ2⟧\\nnext line',
        `x\r        «auth»:${' '.repeat(40)}⟦q7Av9qQ2⟧\r\n`,
        `«auth»:    ⟦${ID}⟧`,
        `«auth»:     ⟦${'x9'.repeat(512)}⟧`,
      ],
      find,
    );
    expectExtents(
      [
        'x «auth»:    q7Av9qQ2',
        'x «auth»:    q7Av9qQ2\n',
        `x\n${' '.repeat(9)}«auth»:    q7Av9qQ2`,
        '«auth»    q7Av9qQ2',
        '«auth»:   q7Av9qQ2',
        `«auth»:${' '.repeat(41)}q7Av9qQ2`,
        '«auth»:    q7Av9qQ',
        '«auth»:    q7Av9qQ2 y',
        '«auth»:    q7Av(qQ2',
        '«auth»: x:    q7Av9qQ2',
        '«auth»:    xqAvyqQz',
        '«auth»:    12345678',
        '«auth»:    sha256-x',
        '«auth»:    shop-db-2',
        '«auth»:    <x9-token>',
      ],
      find,
    );
  });

  it('is what an attribute was set to, and no index', () => {
    expectExtents(
      [
        '«psksecret»[⟦q7Av9q-Q2⟧]',
        'x="«psksecret»[ENC ⟦q7Av9q/Q2⟧]"',
        '«psksecret»[⟦x-a1:b2c3⟧] x',
        '«psksecret»[⟦a1b2:c3-x⟧]',
        `«psksecret»[⟦${RANDOM}⟧]`,
      ],
      find,
    );
    expectExtents(
      [
        'a «my.psksecret»[q7Av9q-Q2]',
        'a «psksecret» x[q7Av9q-Q2]',
        '«psksecret»[q7Av9qQ2]',
        '«psksecret»[a1b2:c3d4]',
        '«psksecret»[a1b2c3d4:]',
        '«psksecret»[q7Av9q-Q2].x',
        '«psksecret»[q7Av9-]',
        '«psksecret»[shop-db-2]',
        `«psksecret»[${ID}]`,
      ],
      find,
    );
  });
});

describe('the value behind words that give one', () => {
  it('is a password, a passkey, a community, or random', () => {
    expectExtents(
      [
        'machine  api.x.org  login  jo  «password» ⟦hunter2⟧',
        'create user jo «identified» by ⟦hunter2⟧',
        'create user jo «identified by» ⟦hunter2⟧',
        'onetime «passcode» ⟦482913⟧',
        'one-time «passcode» ⟦482913⟧',
        ...['snmp ', 'snmpv3 ', 'snmpv2c-', 'snmpd: ', 'snmp] '].map((before) => `${before}«community» ⟦c0mm9⟧ x`),
        'snmp community «string» "⟦monitor⟧" ro',
        `«token» saved: ⟦${RANDOM}⟧`,
        'with «credential» ⟦kv-Get-77x⟧',
        'x config set «secret_token» ⟦hunter22x⟧',
        '«credentials» jo/⟦hunter22x⟧ x',
        'x «token» ⟦a7/b9Qk2Mp4R6t8Zw=x1⟧',
        `x «db_pass» ⟦sid=${RANDOM}⟧`,
        'x «token» ⟦X7f2a11cc-deploy-bot⟧',
        'x «token» ⟦7f2a11cc-deploy-bot-9⟧',
        ...['password', 'pass', 'pwd'].map((name) => `x «${name}» ⟦7f2a11cc-deploy-bot⟧`),
        ...['reset_token', 'remember_token', 'remember_me_token', 'secret_id', 'magic token'].map(
          (name) => `x «${name}» ⟦${ID}⟧`,
        ),
      ],
      (text, nameStart, nameEnd) => valueBeside(text, nameStart, nameEnd, names.of('secret')),
    );
  });

  it('is none behind others', () => {
    expectExtents(
      [
        'x «passkeyring» 482913',
        'x «passkey» 4829134',
        'snmp community x «token» c0mm9x',
        '«token» saved: session_a1b2c3d4e5',
        'x «password_hint» kv-Get-77x',
        'with password x «token» hunter22x',
        'shared secret of «token» hunter22x',
        'config set password x «token» hunter22x',
        'x «credsfile» jo/hunter2x',
        `x «password_token» sid=${RANDOM}`,
        'x «token» 7f2a11cc-deploy-bot',
        'x «password_token» 7f2a11cc-deploy-bot',
        'x «pwd_token» 7f2a11cc-deploy-bot',
        ...['reset_token_x', 'secret_id_x', 'token'].map((name) => `x «${name}» ${ID}`),
      ],
      (text, nameStart, nameEnd) => valueBeside(text, nameStart, nameEnd, names.of('secret')),
    );
  });

  it('is the other of a pair, and no name of a type', () => {
    expectExtents(
      [
        '(«secret.key»,⟦A7x9qQ2!⟧)',
        'x, («secret.key», [⟦A7x9qQ2!⟧])',
        `[«SigningKey»,⟦${RANDOM}⟧]`,
        '[«SigningKey», ⟦9apikeyhandlerbase2⟧]',
        '[«SigningKey», ⟦apikeyhandlerbase2_x⟧]',
      ],
      find,
    );
    expectExtents(
      [
        '(«secret.key»,x y, A7x9qQ2!)',
        'f(«secret.key»,A7x9qQ2!)',
        '=(x«secret.key»,A7x9qQ2!)',
        `[«SigningKey», x y, ${RANDOM}]`,
        ...['ApiKeyHandlerBase2', 'apikeyhandlerbase12', 'ApiKeyHandlerBase123'].map(
          (value) => `[«SigningKey», ${value}]`,
        ),
      ],
      find,
    );
  });

  it('is a code that was typed or sent, and no count', () => {
    expectExtents(
      [
        ...['entered', 'typed', 'keyed', 'submitted', 'tried'].map((word) => `«otp» ${word}: ⟦4829⟧ x`),
        ...['sent', 'received', 'given', 'used', 'provided', 'rejected', 'accepted'].map(
          (word) => `«otp» ${word}: "⟦48291⟧"`,
        ),
        '«otp» code entered ⟦48291234⟧ msg',
      ],
      find,
    );
    const units = [
      'ms',
      'us',
      'ns',
      'µs',
      's',
      'V',
      'mV',
      'kV',
      'mA',
      'sec',
      'seconds',
      'min',
      'minutes',
      'times',
      'of 12',
      'of the',
    ].concat(['attempts', 'bytes', 'users', 'requests', 'messages', 'as x', 'of them']);
    expectExtents(
      [...units.map((unit) => `«otp» entered 4829 ${unit}`), '«otp» sent: 4829', '«otp» entered 482'],
      find,
    );
  });
});
