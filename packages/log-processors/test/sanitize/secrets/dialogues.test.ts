import { describe, it } from 'vitest';
import {
  loginAnswers,
  passwordsByUser,
  plainResponses,
  printedResponses,
  printedVariables,
} from '../../../src/sanitize/secrets/dialogues.js';
import { expectFoundBy } from '../support/found-by.ts';

describe('the answer to a mail server that asks for the password', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(loginAnswers, 'service-password', lines);

  it('is on the next line', () => {
    expectFound(
      '334 UGFzc3dvcmQ6\r\n⟦aHVudGVyMg==⟧\r\nnext',
      '334 UGFzc3dvcmQ6\n⟦aHVudGVyMg⟧',
      '334 UGFzc3dvcmQ6\\r\\n⟦aHVudGVyMg==⟧\\r\\n',
      '334 UGFzc3dvcmQ6\\n⟦aHVudGVyMg==⟧"',
      "b'334 UGFzc3dvcmQ6\\r\\n'\n[smtp] send: b'⟦aHVudGVyMg==⟧\\r\\n'",
      'reply: "334 UGFzc3dvcmQ6"\nsend: "⟦aHVudGVyMg==⟧"',
      `S: '334 UGFzc3dvcmQ6\\n'"\t\nC: ⟦aHVudGVyMg==⟧ x`,
      '[SMTP] <- 334 UGFzc3dvcmQ6    \n[SMTP] ->\t ⟦aHVudGVyMg==⟧',
      'S >> 334 UGFzc3dvcmQ6\nC >> ⟦aHVudGVyMg==⟧',
      'S > 334 UGFzc3dvcmQ6\nC > ⟦aHVudGVyMg==⟧',
      '334 UGFzc3dvcmQ6\nserver: ⟦aHVudGVyMg==⟧',
      '334 UGFzc3dvcmQ6\nclient:⟦aHVudGVyMg==⟧',
      '334 UGFzc3dvcmQ6\nSent: ⟦aHVudGVyMg==⟧',
      '334 UGFzc3dvcmQ6\nreply: aHVudGVyMg==',
      '334 UGFzc3dvcmQ6 x\naHVudGVyMg==',
      '334 UGFzc3dvcmQ6xhunter\naHVudGVyMg==',
      '334 UGFzc3dvcmQ6     \naHVudGVyMg==',
      '334 UGFzc3dvcmQ6\naHVudGVyMg==;',
      '334 UGFzc3dvcmQ6\naHV',
      '334 UGFzc3dvcmQ6\n"⟦aHVu⟧"',
      `334 UGFzc3dvcmQ6\n${'x'.repeat(64)}C: ⟦aHVudGVyMg==⟧`,
      `334 UGFzc3dvcmQ6\n${'x'.repeat(65)}C: aHVudGVyMg==`,
      '334 ugfzc3dvcmq6\naHVudGVyMg==',
      '334 UGFzc9dvcmQ6\naHVudGVyMg==',
    );
  });
});

describe('a secret variable that was printed', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(printedVariables, 'command-line-password', lines);

  it('is on the next line', () => {
    expectFound(
      '$ echo $DB_PASSWORD\n⟦hunter2x⟧\n$',
      `$ echo "\${DB_PASSWORD}"\r\n⟦hunter2x⟧`,
      '$ echo "$DB_PASSWORD"\\r\\n⟦hunter2x⟧\\r$ x',
      '$ printenv DB_PASSWORD \\n⟦hunter2x⟧\\n$',
      "$ printenv DB_PASSWORD\n'⟦hunter2x⟧' ",
      '$ echo $DB_PASSWORD\n"⟦2xhunter⟧"\t\r\n',
      '$ echo $DB_PASSWORD\n=> ⟦hunter2x⟧',
      '$ echo $DB_PASSWORD\n=>⟦hunter2x⟧',
      '$ echo $DB_PASSWORD\n##[debug]=> ⟦hunter2x⟧',
      '$ echo $DB_PASSWORD\n \t ⟦hunter2x⟧',
      '$ echo $DB_PASSWORD\n[job-1] hunter2x',
      '$ echo $DB_PASSWORD\n[job1] ⟦hunter2x⟧',
      '##[debug]Evaluating: secrets.DEPLOY\n##[debug]=> ⟦hunter2x⟧',
      '##[debug]Evaluating: secrets.3\n##[debug]=> hunter2x',
      '$ echo $DB_PASSWORD\nx hunter2x',
      '$ echo $DB_PASSWORD\nhunter2x now',
      '$ echo $DB_PASSWORD hunter2x',
      '$ echo $DB_PASSWORD | x\nhunter2x',
      '$ echo $DB_PASSWORD  \nhunter2x',
      '$ echo $DB_PASSWORD\n\nhunter2x',
      '$ echo $DB_PASSWORD\nhunter2',
      '$ echo $DB_PASSWORD\nhuntersx',
      '$ echo $DB_PASSWORD\n⟦12345678ab⟧',
      'see DB_PASSWORD\nhunter2x',
      '$ printenv DB_KEY_TOKEN\n⟦shop-tls-2⟧',
      '$ echo $DB_PASSWORD\n20261123',
      '$ echo $DB_PASSWORD\nhunt$2xyz',
      '$ echo $DB_PASSWORD\n1.20.300-beta2',
      '$ printenv DEPLOY_KEY\nshop-tls-2',
      '$ printenv DEPLOY_KEY_A\nhunter2x',
      '$ printenv DEPLOY_TOKEN\n⟦shop-tls-2⟧',
      `$ echo "\${DEPLOY_KEY}"\nshop-tls-2`,
      '$ printenv DB_PASSWORD\n⟦hunter2x⟧\n$ printenv DB_PASSWORD\n⟦hunter3x⟧',
    );
  });

  it('has a name of a secret', () => {
    expectFound(
      ...['PASSWORD', 'PASSWD', 'PASSPHRASE', 'PASS', 'PWD', '_PW', 'SECRET', 'TOKEN', 'API_KEY', 'APIKEY', '_KEY'].map(
        (name) => `printenv DB${name}\n⟦hunter2x⟧`,
      ),
      ...['_PAT', '_PSK', 'CREDENTIAL', 'CREDENTIALS', 'CREDS', '_9_token'].map(
        (name) => `printenv DB${name}\n⟦hunter2x⟧`,
      ),
      ...['HOST', 'PW', 'KEY', 'PAT', 'PSK', 'CRED', 'TOKENS'].map((name) => `printenv DB${name}\nhunter2x`),
      'printenv _TOKEN\nhunter2x',
      'printenv 1TOKEN\nhunter2x',
      'printenv A-TOKEN\nhunter2x',
    );
  });
});

describe('the passwords that a program set', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(passwordsByUser, 'service-password', lines);

  it('are on the next lines behind their users', () => {
    expectFound(
      "Changing password for ['ubuntu']:\nubuntu:⟦hunter2⟧",
      'chpasswd\nubuntu:⟦hunter2⟧\r\nal:⟦Winter⟧',
      "Set the following 'random' passwords\njo:⟦hunter2⟧\\nal:⟦hunter3⟧",
      'random password:\r\njo:⟦hunter2⟧',
      'following passwords \njo:⟦hunter2⟧',
      'Generated password\\njo:⟦hunter2⟧',
      'chpasswd:\n  list: |\n    jo:⟦hunter2⟧',
      'chpasswd:\n  list: | \n    jo:⟦hunter2⟧',
      'chpasswd:\r\n\tusers:\n  jo:⟦hunter2⟧',
      'chpasswd:\\n  list:|\\n  jo:⟦hunter2⟧',
      'chpasswd:\n  groups: |\n  jo:hunter2',
      'chpasswd\n_j.o-1:⟦hunter2⟧',
      'chpasswd\n1jo:hunter2',
      'chpasswd\nJo:hunter2',
      'chpasswd\njo:hunte',
      'chpasswd\njo:hunter2:x',
      'chpasswd\njo:hunter2 x',
      'chpasswd\njo hunter2',
      'chpasswd\n        jo:⟦hunter2⟧',
      'chpasswd\n         jo:hunter2',
      'chpasswd for jo: x\njo:hunter2',
      'chpasswd for jo:\njo:⟦hunter2⟧',
      'chpasswd for jo\njo:hunter2',
      'chpasswdx\njo:hunter2',
      'chpasswd x\njo:hunter2',
      'chpasswd jo:hunter2',
      'chpasswd\njo:⟦hunter2⟧\n\nal:hunter3',
      'chpasswd\njo:⟦chpasswd⟧\nal:⟦hunter3⟧',
      `chpasswd\n${'jo:⟦hunter2⟧\n'.repeat(32)}al:hunter3`,
    );
  });
});

describe('what a client says to AUTH PLAIN', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const PLAIN = base64('\0jo\0hunter2');
  const expectFound = (...lines: string[]) => expectFoundBy(plainResponses, 'service-password', lines);

  it('is found behind each name', () => {
    expectFound(
      ...[
        'resp=',
        'response=',
        'response":"',
        'response": "',
        'AUTH PLAIN ',
        'authenticate plain ',
        'mechanism plain ',
      ].map((name) => `x ${name}⟦${PLAIN}⟧ ok`),
      `resp=+⟦${PLAIN}⟧`,
      `resp==⟦${PLAIN}⟧`,
      `resp= '⟦${PLAIN}⟧'`,
      `resp="⟦${base64('al\0jo\0x')}⟧"`,
      `resp=${base64('jo\0hunter2')}`,
      `resp=${base64('a\0b\0c\0d')}`,
      `resp=${base64('abc\0\0hunter2')}`,
      `resp=${base64('abc\0jo\0')}`,
      `resp=⟦${base64(`${'a'.repeat(128)}\0${'b'.repeat(256)}\0c`)}⟧`,
      `resp=${base64(`${'a'.repeat(129)}\0b\0c`)}`,
      `resp=${base64(`a\0${'b'.repeat(257)}\0c`)}`,
      `resp=${PLAIN}x`,
      `resp=${PLAIN}/`,
      `resp=⟦${PLAIN}⟧ resp=⟦${PLAIN}⟧`,
    );
  });

  it('may stand on one of the next lines', () => {
    expectFound(
      `AUTH PLAIN\nC: ⟦${PLAIN}⟧`,
      `AUTH PLAIN\r\n⟦${PLAIN}⟧`,
      `AUTH PLAIN\nC > ⟦${PLAIN}⟧`,
      `AUTH PLAIN\\r\\n⟦${PLAIN}⟧`,
      `AUTH PLAIN\\nsend: b'⟦${PLAIN}⟧'`,
      `AUTH PLAIN x\nS: 334\nCLIENT: "⟦${PLAIN}⟧"`,
      `AUTH PLAIN\nS -> 334\nC >> ⟦${PLAIN}⟧`,
      `AUTH PLAIN\nS > 334\nsent:    ⟦${PLAIN}⟧`,
      `AUTH PLAIN\na\nb\n${PLAIN}`,
      `AUTH PLAIN\n${'.'.repeat(64)}C: ⟦${PLAIN}⟧`,
      `AUTH PLAIN\n${'.'.repeat(65)}C: ${PLAIN}`,
      `AUTH PLAIN${'.'.repeat(48)}\n⟦${PLAIN}⟧`,
      `AUTH PLAIN${'.'.repeat(49)}\n${PLAIN}`,
      `AUTH PLAIN\nx: ${PLAIN}`,
      `AUTH PLAIN\nQUlEZUY2\n⟦${PLAIN}⟧`,
    );
  });
});

describe('the same as a program prints bytes', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(printedResponses, 'service-password', lines);

  it('is behind the second zero', () => {
    expectFound(
      ...['\\x00', '\\u0000', '\\000', '\\0'].map((zero) => `SASL ${zero}jo.m@x+1-2${zero}⟦hunter2⟧"`),
      "auth b'\\x00jo\\x00⟦hunter2⟧'",
      'plain \\x00jo\\0⟦hunter2⟧ x',
      'plain \\x00jo\\000⟦hunter2⟧\\r',
      'plain \\x00jo\\01hunter2',
      'plain \\x01jo\\x00hunter2',
      'plain \\u0001jo\\x00hunter2',
      'plain \\x00jo x\\x00hunter2',
      'plain \\x001jo\\x00hunter2',
      'plain \\x00jo\\x00',
      'plain \\x00jo hunter2',
      'other \\x00jo\\x00hunter2',
      `auth${'.'.repeat(60)}\\x00jo\\x00⟦hunter2⟧`,
      `auth${'.'.repeat(61)}\\x00jo\\x00hunter2`,
      `plain \\x00jo\\x00⟦${'h'.repeat(256)}⟧h`,
    );
  });
});
