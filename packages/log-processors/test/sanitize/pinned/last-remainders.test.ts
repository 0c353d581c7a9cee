import { describe, it } from 'vitest';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

const hidden = (lines: readonly string[]) => expectAllHidden('named-secret', lines);
const hex = (length: number) => 'DB59A8E2299FE7AC'.repeat(9).slice(0, length);

describe('a short mixed word behind a password', () => {
  it('is the rest of it where the line ends', () => {
    hidden([
      'password: ⟦string|hunter x9⟧',
      'password=⟦hunter x9⟧',
      'db_passwd=⟦hunter 9xy⟧  ',
      'pwd=⟦hunter abcdefgh9⟧\nok',
      'passwort=⟦hunter é9⟧',
      'passphrase=⟦hunter9x 12345678x⟧\\nok',
      'kennwort=⟦hunter\tx9⟧\\rok',
    ]);
  });

  it('is none where the line goes on, where it counts, and behind other secrets', () => {
    for (const rest of [
      'x9 ok',
      'abcdefghi9',
      '12',
      'ab',
      '15ms',
      '3s',
      '3us',
      '3µs',
      '3ns',
      '5min',
      '2h',
      '3d',
      '3x',
      '10k',
      '5kb',
      '5mb',
      '5gb',
      '1st',
      '2nd',
      '3rd',
      '4th',
      'v2',
      'V12',
      ' x9',
      'x9.',
      'x_9',
    ])
      hidden([`password=⟦hunter⟧ ${rest}`]);
    hidden(['password="⟦hunter⟧" x9', 'client_secret=⟦hunter2x⟧ x9', 'password=⟦hunter v12345⟧']);
  });
});

describe('the method by which a client proves who it is', () => {
  const METHODS = [
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ];

  it('is no secret, whatever names it', () => {
    for (const method of METHODS)
      expectPlain([
        `auth=${method}`,
        `"secret":"${method}"`,
        `token_endpoint_auth_method: ${method}`,
        `credentials=${method}`,
      ]);
    hidden(['secret=⟦client_secret_basics⟧', 'secret=⟦xtls_client_auth⟧']);
  });

  it('as the name of a value is that of a secret', () => {
    hidden(METHODS.slice(0, 2).map((method) => `{"${method}":"⟦p04L9LHBVkQjju9e⟧"}`));
    hidden(METHODS.slice(0, 2).map((method) => `${method}=⟦p04L9LHBVkQjju9e⟧`));
    expectPlain(['client_secret_basic: supported', 'client_secret_post=true']);
  });
});

describe('the keys of a machine of ASP.NET', () => {
  it('are hidden, and that they are generated is not', () => {
    hidden([
      `<machineKey validationKey="⟦${hex(128)}⟧" decryptionKey="⟦${hex(48)}⟧" decryption="AES" />`,
      `<machineKey decryptionKey="⟦${hex(64)},IsolateApps⟧" validationKey="⟦${hex(40)},IsolateApps⟧"/>`,
      `validation_key=⟦${hex(40).toLowerCase()}⟧`,
    ]);
    expectPlain([
      '<machineKey validationKey="AutoGenerate,IsolateApps" decryptionKey="AutoGenerate" />',
      '<machineKey decryptionKey="autogenerate,isolateapps" />',
      `validationKey=${hex(39)}`,
      `validationKey=${hex(129)}`,
      `validationKey="g${hex(40)}"`,
      'validationKey="errors.user.required2"',
      `invalidationKey=${hex(40)}`,
      `validationKeys=${hex(40)}`,
    ]);
  });
});

describe('a pass phrase of words', () => {
  it('ends at a comma, and may follow its sign at once', () => {
    hidden([
      'passphrase: ⟦correct horse battery staple⟧, next',
      'pass phrase: ⟦correct horse battery staple⟧,\tuser: jo',
      'passphrase=⟦correct horse battery staple⟧, next=5',
      'passphrase=⟦correct horse battery staple⟧',
    ]);
  });

  it('is then of four words or more that make no sentence', () => {
    expectPlain(['passphrase: correct horse battery, next', 'passphrase: correct horse battery staple,next']);
    for (const word of [
      'it',
      'its',
      'they',
      'you',
      'we',
      'as',
      'if',
      'so',
      'but',
      'before',
      'after',
      'than',
      'more',
      'when',
      'which',
      'who',
      'whose',
      'all',
      'no',
      'each',
      'every',
      'because',
      'only',
      'while',
      'until',
      'then',
      'now',
      'key',
      'file',
      'hint',
      'length',
      'character',
      'characters',
      'word',
      'words',
      'expired',
    ])
      expectPlain([`passphrase: correct horse ${word} staple, next`]);
    hidden(['passphrase: ⟦correct horse itself staple⟧, next']);
  });

  it('is no sentence in any language where no other field follows', () => {
    for (const sentence of [
      'dogs like eating food',
      'LUKS volume answers nowhere',
      'volume data crypt unlocked',
      'device answers far slowly',
      'nicht angegeben oder zu kurz',
      'die Datei wurde nicht gefunden',
      'veuillez saisir la phrase',
      'introduzca su frase secreta',
    ]) {
      expectPlain([`passphrase: ${sentence}, again`]);
      hidden([`passphrase: ⟦${sentence}⟧, user=jo`, `passphrase: ⟦${sentence}⟧, "user": "jo"`]);
    }
  });
});

describe('character data of an element', () => {
  it('is its value, with all signs, up to where it ends', () => {
    hidden([
      '<password><![CDATA[⟦hunter2⟧]]></password>',
      '<password> <![CDATA[ ⟦hun<ter> & 2⟧ ]]> </password>',
      '<p:Password Type="x"><![CDATA[⟦hunter<2⟧]]></p:Password>',
      '<password><![CDATA[⟦hun]]]]><![CDATA[>ter2x9⟧]]></password>',
      '<Password ><![CDATA[⟦hunter2⟧]]></Password >',
      '<password>\\n  <![CDATA[⟦hunter2⟧]]>\\n</password>',
      '&lt;password&gt;&lt;![CDATA[⟦hunter2⟧]]&gt;&lt;/password&gt;',
      '<db><password>\n<![CDATA[⟦hunter2 is cut off⟧',
      `<password><![CDATA[⟦${'pA7<'.repeat(500)}⟧]]></password>`,
    ]);
    expectPlain([
      '<password><![CDATA[]]></password>',
      '<password><![CDATA[Enter your password]]></password>',
      '<title><![CDATA[hunter2]]></title>',
      '<password><! [CDATA[ required ]]>',
    ]);
  });
});

describe('a secret that a program has by default', () => {
  it('is one, since whoever reads of it can use it', () => {
    hidden([
      'using default secret ⟦MyApp#Dev1⟧',
      'WARN: using default secret "⟦MyApp#Dev1⟧", set APP_SECRET in production',
      "using default secret '⟦MyApp#Dev1⟧'.",
      'using default secret `⟦MyApp#Dev1⟧`',
    ]);
    expectPlain([
      'using default secret for development',
      'using default secret "shop/app-2"',
      'using default secret dev-secret-1',
    ]);
  });
});
