import { describe, it } from 'vitest';
import {
  accountArguments,
  namedCommands,
  saidInBase64,
  tokensOfMails,
  triedWith,
} from '../../../src/sanitize/secrets/commands-of-clients.js';
import { expectFoundBy } from '../support/found-by.ts';

describe('a command that is named with its arguments', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(namedCommands, 'service-password', lines);

  it('is found in each notation', () => {
    expectFound(
      "{ name: 'auth', args: [ 'default', '⟦hunter2⟧' ] }",
      '{ name: "auth", args: ["⟦hunter2 x⟧"] }',
      '{"name":"auth","args":["jo.m-1@x","⟦hunter2⟧"]}',
      '{"name": "auth", "arguments" : [ "⟦hunter2⟧"]}',
      '{\\"name\\":\\"auth\\",\\"params\\":[\\"jo\\",\\"⟦hunter2⟧\\"]}',
      "{ command: 'auth',    args:['⟦hunter2⟧']}",
      "{ name: 'auth'     , args: ['hunter2'] }",
      "{ name: 'auth',     args: ['hunter2'] }",
      "{ name: 'auth' args: ['⟦hunter2⟧'] }",
      "{ name: 'auth', x: 1, args: ['hunter2'] }",
      "{ name: 'auth', options: ['hunter2'] }",
      "{ name: 'auth', args: 'hunter2' }",
      "{ name: 'auth', args: [hunter2] }",
      "{ name: 'auth', args: ['a b', 'hunter2'] }",
      "{ name: 'auth', args: ['a', 'b', 'hunter2'] }",
      "{ name: 'auth', args: ['***'] }",
      "{ name: 'ping', args: ['hunter2'] }",
      `"name: 'auth'", args: ['⟦hunter2⟧']`,
      "{ name: 'auth', args: ['jo', '' ] }",
      "{ name: 'auth', args: ['hunter2' x] }",
      "{ name: 'auth', args: ['hunter2', '⟦hunter2⟧'] }",
      "{ name: 'auth', args: ['⟦hunter2⟧'] }, { name: 'auth', args: ['⟦hunter3⟧'] }",
    );
  });
});

describe('what proves an account of Twilio', () => {
  const ID = '0123456789abcdef0123456789abcdef';
  const TOKEN = 'fedcba98765432100123456789ABCDEF';
  const expectFound = (...lines: string[]) => expectFoundBy(accountArguments, 'argument-password', lines);

  it('is found behind the number of the account or of a key', () => {
    expectFound(
      `Client('AC${ID}', '⟦${TOKEN}⟧')`,
      `Client("ac${ID}","⟦${TOKEN}⟧")`,
      `('sk${ID}', '⟦${TOKEN}⟧')`,
      `("SK${ID}", '⟦${TOKEN}⟧')`,
      `(\\"AC${ID}\\", \\"⟦${TOKEN}⟧\\")`,
      `('AC${ID}', authToken = '⟦${TOKEN}⟧')`,
      `('AC${ID}', auth_token='⟦${TOKEN}⟧')`,
      `(AC${ID},⟦${TOKEN}⟧)`,
      `(SK${ID}: ⟦${TOKEN}⟧)`,
      `user AC${ID}:⟦${TOKEN}⟧`,
      `user ac${ID}:${TOKEN}`,
      `(sk${ID}:${TOKEN})`,
      `(ac${ID}:${TOKEN})`,
      `('AC${ID}'; '${TOKEN}')`,
      `('AC${ID}', x y '${TOKEN}')`,
      `('AC${ID}', '${TOKEN}x')`,
      `('AC${ID}', '${TOKEN.slice(1)}')`,
      `('AC${ID.slice(1)}', '${TOKEN}')`,
      `('AC${ID}0', '${TOKEN}')`,
      `('AC${ID.replace('a', 'g')}', '${TOKEN}')`,
      `('AC x ${ID}', '${TOKEN}')`,
      `('AC${ID}',  '${TOKEN}')`,
      `('AC${ID}', '⟦${TOKEN}⟧') ('AC${ID}', '⟦${TOKEN}⟧')`,
    );
  });
});

describe('what a client of mail says in base64', () => {
  const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
  const expectFound = (...lines: string[]) => expectFoundBy(saidInBase64, 'service-password', lines);

  it('is printable and no command', () => {
    expectFound(
      'CLIENT -> SERVER: ⟦aHVudGVyMg==⟧',
      'SMTP >> ⟦aHVudGVyMg==⟧ \r\nnext',
      'SMTP -> : ⟦aHVudGVyMg==⟧"',
      "SMTP >> ⟦aHVudGVyMg==⟧'",
      'SMTP >> ⟦aHVudGVyMg==⟧\\r\\n',
      'SMTP >> ⟦aHVudGVyMg==⟧\t',
      'SMTP >> aHVudGVyMg== x',
      'SMTP >> aHVudGVyMg==;',
      'SMTP >> "aHVudGVyMg=="',
      'SMTP >> aHVudGVyMg=',
      'SMTP >> ZHVGSDVU',
      'SMTP >> djgwejoo',
      'SMTP >> ⟦VlpFbGMy⟧',
      'SMTP >> ⟦TVVEeil3⟧',
      `SMTP >> ⟦${base64('Xuiatv')}⟧`,
      'SMTP >> ⟦aHVudGVy⟧',
      `SMTP >> ${base64('cud\xe5\xb0\xd2')}`,
      `SMTP >> ⟦${base64('\0jo\0hunter')}⟧`,
      `SMTP >> ${base64('hunter\x1f')}`,
      `SMTP >> ${base64('\x7fhunter')}`,
      `SMTP >> ${base64('hunt')}`,
      `SMTP >> ${base64('hunte')}`,
      'SMTP >> ⟦aHVudGVyMg==⟧\nSMTP >> ⟦aHVudGVyMw==⟧',
    );
  });
});

describe('the token that a mail is to carry', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(tokensOfMails, 'argument-password', lines);
  const TOKEN = 'kX3vT9qLm2Wz8RbY5cHd';

  it('is found behind the name of the mail', () => {
    expectFound(
      ...['confirmation', 'reset_password', 'unlock', 'invitation', 'change_password'].map(
        (mail) => `Devise::Mailer "${mail}_instructions", "deliver_now", "⟦${TOKEN}⟧", {}`,
      ),
      `"set_password_instructions", "x" => "⟦${TOKEN}⟧"`,
      `'unlock_instructions','⟦${TOKEN}⟧'`,
      `\\"unlock_instructions\\",\\"⟦${TOKEN}⟧\\"`,
      `"unlock_instructions"; args=>"⟦${TOKEN}⟧"`,
      `"shipping_instructions", "${TOKEN}"`,
      `"unlocked_instructions", "${TOKEN}"`,
      `"unlock_instructions"("${TOKEN}")`,
      `"unlock_instructions"\nx "${TOKEN}"`,
      `"unlock_instructions" x\rx "${TOKEN}"`,
      `"unlock_instructions"${' '.repeat(321)}"⟦${TOKEN}⟧"`,
      `"unlock_instructions"${' '.repeat(322)}"${TOKEN}"`,
      `"unlock_instructions", "${TOKEN.slice(1)}"`,
      `"unlock_instructions", "${TOKEN}`,
      `"unlock_instructions", "${'k'.repeat(20)}"`,
      '"unlock_instructions", "shop_checkout_orders_failed"',
      '"unlock_instructions", "shop_checkout_orders_42"',
      '"unlock_instructions", "Shop_checkout_orders_failed"',
      '"unlock_instructions", "SHOP_CHECKOUT_ORDERS_FAILED"',
      '"unlock_instructions", "⟦shopCheckoutOrdersFailed⟧"',
      '"unlock_instructions", "⟦SHOP_CHECKOUT_ORDERS_42⟧"',
      `"unlock_instructions", "⟦${TOKEN}⟧" "unlock_instructions", "⟦${TOKEN}⟧"`,
    );
  });
});

describe('what a login was tried with', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(triedWith, 'argument-password', lines);

  it('is found where a login fails', () => {
    const logins = ['login', 'log-in', 'logon', 'auth', 'authentication', 'signin', 'sign-in', 'credential'];
    expectFound(
      ...[...logins, 'credentials', 'password', 'passwd'].map((word) => `failed ${word} for jo with '⟦Sommer!24x⟧'`),
      ...['incorrect', 'failed', 'denied', 'invalid', 'rejected', 'wrong', 'unable', 'could not', 'refused'].map(
        (word) => `Login ${word} for jo using "⟦Sommer!24x⟧"`,
      ),
      "Login failed with '⟦kaffee!maschine⟧'",
      "Login failed with 'kaffee@maschine'",
      "Login failed with 'sommer24'",
      "Login failed with '⟦Som24mer⟧'",
      "Login failed with 'So!4x'",
      "Login failed with 'Som mer!24x'",
      "Login failed with 'Sommer!24x",
      "Login ok with 'Sommer!24x'",
      "Upload failed with 'Sommer!24x'",
      "failed logins with 'Sommer!24x'",
      "failed login\nwith 'Sommer!24x'",
      `failed login${'.'.repeat(72)} with '⟦Sommer!24x⟧'`,
      `failed login${'.'.repeat(73)} with 'Sommer!24x'`,
      `failed${'.'.repeat(100)} login with '⟦Sommer!24x⟧'`,
      `failed${'.'.repeat(101)} login with 'Sommer!24x'`,
      "Login failed with ('Sommer!24x')",
      "Login failed with '⟦Sommer!24x⟧', login failed with '⟦Sommer!25x⟧'",
    );
  });
});
