import { describe, it } from 'vitest';
import { positionalPasswords } from '../../../src/sanitize/secrets/positional-passwords.js';
import { expectFoundBy } from '../support/found-by.ts';

const expectFound = (...lines: string[]) => expectFoundBy(positionalPasswords, 'command-line-password', lines);

describe('the community of a directive of SNMP', () => {
  it('is found where the directive opens a line', () => {
    expectFound(
      ...['rocommunity', 'rwcommunity', 'rocommunity6', 'rwcommunity6', 'trapcommunity'].map(
        (directive) => `${directive} ⟦s3cret⟧ default`,
      ),
      ' \t rocommunity ⟦s3cret⟧',
      `${' '.repeat(16)}rocommunity ⟦s3cret⟧`,
      `\n${' '.repeat(17)}rocommunity s3cret`,
      'x\nrocommunity ⟦s3cret⟧',
      'x\r\trocommunity ⟦s3cret⟧',
      'x\\nrocommunity ⟦s3cret⟧',
      ...['"', "'", '`', '>', ':', 'echo', 'snmpd: '].map((opening) => `run ${opening}rocommunity ⟦s3cret⟧`),
      'echo rocommunity ⟦s3cret⟧',
      'the rocommunity s3cret',
      'xrocommunity s3cret',
      '\\trocommunity s3cret',
    );
  });

  it('is a word, or in quotation marks, with who may ask behind it', () => {
    expectFound(
      'rocommunity  \t⟦s3cret⟧',
      `rocommunity ${' '.repeat(16)}⟦s3cret⟧`,
      `rocommunity ${' '.repeat(17)}s3cret`,
      'rocommunity "⟦my s3cret⟧" default',
      "rocommunity '⟦my\\'s3cret⟧'",
      'rocommunity "⟦my s3cret⟧',
      'rocommunity "x"',
      'rocommunity s',
      'rocommunity ⟦s3cret⟧   # comment',
      'rocommunity ⟦s3cret#x⟧',
      'rocommunity ⟦s3cret⟧\r\nrwcommunity ⟦s4cret⟧\n',
      'rocommunity ⟦s3cret⟧\\nrwcommunity ⟦s4cret⟧\\nx',
      'run "rocommunity ⟦s3cret⟧" now',
      ...['default', 'localhost', '10.0.0.0/8', 'nms.lan', 'nms-1:161', '::1', 'a/b'].map(
        (source) => `rocommunity ⟦s3cret⟧ ${source}`,
      ),
      'rocommunity ⟦s3cret⟧  \tdefault -V x',
      'rocommunity ⟦s3cret⟧ default\\nx',
      'rocommunity ⟦s3cret⟧ default"',
      'rocommunity ⟦s3cret⟧ nms.lan x',
      'rocommunity s3cret nms',
      'rocommunity s3cret defaults',
      'rocommunity s3cret is wrong',
    );
  });

  it('is none of the words of a sentence', () => {
    const words = ['setting', 'directive', 'option', 'string', 'value', 'entry', 'line', 'token', 'name', 'keyword'];
    expectFound(
      ...[...words, 'settings', 'tokens'].map((word) => `rocommunity ${word}`),
      ...['settingx', 'mytoken', 'lines2'].map((word) => `rocommunity ⟦${word}⟧`),
      'rocommunity token-x',
    );
  });
});

describe('the community of a sink of traps', () => {
  it('is behind the host', () => {
    expectFound(
      'trap2sink localhost ⟦s3cret⟧',
      'trap2sink 10.0.0.5:162 \t⟦s3cret⟧ 162',
      'trap2sink nms-a.lan "⟦my s3cret⟧" 16200',
      'trap2sink nms1 ⟦s3cret⟧',
      'trap2sink ::1 ⟦s3cret⟧',
      'trap2sink nms s3cret',
      'trap2sink  localhost s3cret',
      'trap2sink localhost s3cret x',
      'trap2sink localhost s3cret 162000',
      'the trap2sink localhost s3cret',
    );
  });
});

describe('the community of a security name', () => {
  it('is behind the name and who may ask', () => {
    expectFound(
      'com2sec readonly default ⟦s3cret⟧',
      'com2sec\tx default s3cret',
      'com2sec  \treadonly\t10.0.0.0/8  "⟦my s3cret⟧"',
      'com2sec -Cn ctx readonly localhost ⟦s3cret⟧',
      'com2sec -Cn ctx readonly nms.lan ⟦s3cret⟧ # x',
      'com2sec -x readonly localhost s3cret',
      'com2sec readonly nms s3cret',
      'com2sec readonly default s3cret x',
      'com2sec readonly default',
      'the com2sec readonly default s3cret',
    );
  });
});

describe('the password of a logon of Teradata', () => {
  it('is behind the host and the user', () => {
    expectFound(
      '.logon td-1.lan/jo,⟦s3cret⟧;',
      '.LOGON jo,⟦s3c,ret⟧',
      ' .logon jo,⟦s3cret⟧"',
      "echo '.logon jo,⟦s3cret⟧'",
      '.logon jo,s3',
      '.logon jo, s3cret',
      '.logon jo m,s3cret',
      '.logon  jo,s3cret',
      'the .logon jo,s3cret',
    );
  });
});

describe('the password of a user of Oracle', () => {
  it('is behind the user of a tool of Oracle’s', () => {
    expectFound(
      ...['exp', 'expdp', 'imp', 'impdp', 'sqlldr', 'rman', 'sqlplus', 'SQLLDR'].map(
        (tool) => `$ ${tool} userid=jo/⟦secret⟧ x`,
      ),
      'exp file=x userid=J$o#1.a-b/⟦s3cret⟧@db',
      'exp userid="jo/⟦s3cret⟧"',
      "exp userid='jo/⟦s3cret⟧'",
      'exp userid=\\"jo/\\"⟦s3c ret⟧\\"\\"',
      'exp userid=jo/"⟦s3c@ret⟧"',
      'exp userid=1jo/secret',
      'exp userid=jo/se',
      'exp userid=jo secret',
      'exp userid= jo/secret',
      'export userid=jo/secret',
      'texp userid=jo/secret',
      'exp\nuserid=jo/secret',
      `exp${'.'.repeat(80)}userid=jo/⟦secret⟧`,
      `exp${'.'.repeat(81)}userid=jo/secret`,
    );
  });

  it('is mixed and has a host behind it elsewhere', () => {
    expectFound(
      'userid=jo/⟦s3cret⟧@db.lan',
      'x userid="J$o#1.a-b/⟦S!cret⟧@db:1521/x"',
      "userid='jo/⟦secreT⟧@/x",
      'userid=jo/"⟦secret x⟧"@db',
      'userid=jo/⟦secret#⟧@db',
      'userid=jo/secret@db',
      'userid=jo/s3cret',
      'userid=jo/s3cret@',
      'userid=jo/s3cret@ db',
      'userid=jo/s3@db',
      'userid=1jo/s3cret@db',
      'userid=jo s3cret@db',
      'userid= jo/s3cret@db',
      '?userid=jo/s3cret@db',
      '&userid=jo/s3cret@db',
      'xuserid=jo/s3cret@db',
    );
  });
});
