import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const long = (length: number) => 'pA7q'.repeat(Math.ceil(length / 4)).slice(0, length);

describe('the password of a URL', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'postgres://app:⟦hunter2⟧@db/app',
      'redis://:⟦hunter2⟧@cache:6379',
      'https%3A//app:⟦hunter2⟧@db/app',
      'https:%2F%2Fapp:⟦hunter2⟧@db/app',
      String.raw`https:\/\/app:⟦hunter2⟧@db/app`,
      // signs that nobody escaped
      'amqp://app:⟦p@ss⟧@mq:5672/vhost',
      'amqp://app:⟦pa/ss⟧@mq',
      'amqp://app:⟦pa#ss⟧@mq?x=1',
      'amqp://app:⟦pa?ss⟧@mq/x',
      'sftp://app:⟦p@ss#⟧@files/in/x.csv',
      'sftp://app:⟦p@ss#1⟧@files.example:22/in/x.csv',
      'amqp://app:⟦p@s#s⟧@mq:5672/x',
      'sftp://app:⟦hunter2⟧@files/x#a@b',
      'https://app:⟦hunter2⟧@db#jo@shop',
      'amqp://app:⟦hunter2⟧@mq#a@b?c',
      'amqp://app:⟦hunter2⟧@mq#a@',
      // the end of the authority
      'see "https://app:⟦hunter2⟧@db" and a@b',
      "see 'https://app:⟦hunter2⟧@db' and a@b",
      'see `https://app:⟦hunter2⟧@db` and a@b',
      'see <https://app:⟦hunter2⟧@db> and a@b',
      `a://app:⟦${long(2_043)}⟧@db`,
      'https://app:⟦$x!⟧@db',
      'https://app:⟦%d⟧@db',
      'https://app:⟦*x⟧@db',
      'https://app:⟦xx⟧@db',
      'https://ada:⟦[REDACTED:x]y⟧@db',
    ])
      expectHidden(line, 'url-password');
    // is none
    for (const line of [
      'postgres://app:***@db',
      'postgres://app:*@db',
      'postgres://app:xxx@db',
      'postgres://app:XXXXX@db',
      'postgres://app:$PASS@db',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's
      'postgres://app:${PASS}@db',
      'postgres://app:%s@db',
      'postgres://app:%v@db',
      'postgres://app:@db',
      'postgres://[REDACTED:url-token]@db',
      'postgres://[CUT:url token-1]@db',
      'jdbc:sqlserver://db:1433;user=ada;note=x@y',
      'http://db:8080/app/x@y.z',
      'http://db:80800?x=a@b.c/',
      'http://db/x:y@z',
      'http://@db/',
      'amqp://app:12/34@mq/x',
    ])
      expectHidden(line, 'none');
  });
});

describe('a token as the user of a URL', () => {
  it('is hidden', () => {
    for (const line of ['https://⟦kJ8sd9fLqPz21xVb⟧@git.example/x', 'https://⟦a1b2c3d4e5f6g7h8⟧@git.example/x'])
      expectHidden(line, 'url-token');
    // is too short, of one kind, or of few letters
    for (const line of [
      'https://kJ8sd9fLqPz21xV@git.example/x',
      'https://kJsdfLqPzxVbabcd@git.example/x',
      'https://aaaaaaaaaaaaaaa1@git.example/x',
    ])
      expectHidden(line, 'none');
    // may stand before a password
    expectHidden('https://⟦kJ8sd9fLqPz21xVbabcd⟧:***@git.example/x', 'url-token');
    expectHidden('https://kJ8sd9fLqPz21xVbabc:⟦hunter2⟧@git.example/x', 'url-password');
    expectHidden('https://abababababababababab:⟦hunter2⟧@git.example/x', 'url-password');
  });
});

describe('the password of a data source name', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'ada:⟦hunter2⟧@tcp(db:3306)/app',
      'dsn=ada:⟦h⟧@unix(/run/my.sock)/app',
      `ada:⟦${long(2_048)}⟧@tcp(db)/app`,
      'jdbc:oracle:thin:ada/⟦hunter2⟧@db:1521:x',
      'sqlplus ada/⟦hunter2⟧@db',
      'sqlplus a$#.-_1/⟦h⟧@db',
      `sqlplus ada/⟦${long(128)}⟧@db`,
      `sqlplus ${'a'.repeat(64)}/⟦h⟧@db`,
    ])
      expectHidden(line, 'url-password');
    // is none
    for (const line of [
      'ada@tcp(db:3306)/app',
      'ada:@tcp(db:3306)/app',
      'ada:[REDACTED:x]@tcp(db:3306)/app',
      'ada:[CUT:x y-1]@tcp(db:3306)/app',
      'sqlplus ada@db',
      'sqlplus ada/@db',
      'sqlplus / as sysdba@db',
      `sqlplus ada/${long(129)}@db`,
      'sqlplus / as sysdba',
      `sqlplus ${'a'.repeat(65)}/h@db`,
    ])
      expectHidden(line, 'none');
  });
});

describe('the password among arguments', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'auth=("ada", "⟦hunter2⟧")',
      "auth = ('ada','⟦hunter2⟧')",
      'HTTPBasicAuth("ada", "⟦hunter2⟧")',
      'client.login("", "⟦h⟧")',
      'client.signin("ada", "⟦two words⟧")',
      'client.sign_in("ada", "⟦hunter2⟧")',
      'client.authenticate("ada", "⟦hunter2⟧")',
      "sp_addlogin 'ada', '⟦hunter2⟧'",
      `client.login("${'a'.repeat(64)}", "⟦${long(2_048)}⟧")`,
      'client.login(ada, ⟦hunter2⟧)',
      'client.login(a.d-a,⟦hunter22⟧)',
      `client.login(${'a'.repeat(64)}, ⟦${long(128)}⟧)`,
      'client.login(ada, ⟦hunte2⟧)',
      'mysqli_connect("db", "ada", "⟦hunter2⟧")',
      "mysql_connect('db','ada','⟦hunter2⟧')",
      "PDO->__construct('mysql:host=db', '', '⟦h⟧')",
      "new PDO('mysql:host=db', 'ada', '⟦hunter2⟧')",
      `mysqli_connect("${'d'.repeat(64)}", "${'a'.repeat(64)}", "⟦${long(2_048)}⟧")`,
      "pgp_sym_encrypt(column, '⟦hunter2⟧')",
      "pgp_sym_decrypt(c,'⟦h⟧')",
      `aes_encrypt(${'c'.repeat(64)}, "⟦${long(2_048)}⟧")`,
    ])
      expectHidden(line, 'argument-password');
    // is none
    for (const line of [
      'client.login("ada", "")',
      'client.login("ada")',
      'client.login("ada",  "hunter2")',
      `client.login("${'a'.repeat(65)}", "hunter2")`,
      'client.login(ada, hunt2)',
      'client.login(ada, hunter)',
      'client.login(ada, 1234567)',
      'client.login(ada, hunter2, x)',
      'client.login(a da, hunter2)',
      `client.login(${'a'.repeat(65)}, hunter2)`,
      `client.login(ada, ${long(129)})`,
      'mysqli_connect("db", "hunter2")',
      `mysqli_connect("${'d'.repeat(65)}", "ada", "hunter2")`,
      `mysqli_connect("db", "${'a'.repeat(65)}", "hunter2")`,
      "pgp_sym_encrypt('text', 'hunter2')",
      "pgp_sym_encrypt(f(x), 'hunter2')",
      `aes_encrypt(${'c'.repeat(65)}, "hunter2")`,
    ])
      expectHidden(line, 'none');
  });
});
