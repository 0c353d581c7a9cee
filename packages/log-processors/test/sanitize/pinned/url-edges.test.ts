import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const long = (length: number) => 'pA7q'.repeat(Math.ceil(length / 4)).slice(0, length);

describe('where the password of a URL begins and ends', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'a://ada:⟦x:12;y⟧@db',
      'amqp://:⟦pa/ss⟧@mq',
      'amqp://app:⟦pa1/ss⟧@mq',
      'amqp://app:⟦1pa/ss⟧@mq',
      'amqp://app:⟦pa/ss⟧@mq-1.example.org:5672/vhost',
      'amqp://app:⟦a%s⟧@mq',
      'amqp://app:⟦%sa⟧@mq',
      'amqp://app:⟦a**⟧@mq',
      'amqp://app:⟦axxx⟧@mq',
      'amqp://app:⟦xxxa⟧@mq',
      'https://ada[REDACTED:⟦x]⟧@db',
      'to https://one.example and https://app:⟦hunter2⟧@two.example',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's
      'amqp://app:⟦a${PASS}⟧@mq',
    ])
      expectHidden(line, 'url-password');
    for (const line of [
      'http://[fe80::1]:8080/x@y.z',
      'postgres://[REDACTED:a-long_name of a rule]@db',
      'jdbc:sqlserver://db-1.example:14330;user=ada;note=x@y',
      'amqp://app:12/34@mq/x',
      'https://app:PASS/x',
    ])
      expectHidden(line, 'none');
  });
});

describe('the password before a driver’s address', () => {
  it('is hidden; is none', () => {
    for (const line of [
      ':⟦hunter2⟧@tcp(db)',
      'x:y ada:⟦hunter2⟧@tcp(db)',
      'was [REDACTED:x], is ada:⟦hunter2⟧@tcp(db)',
      'sqlplus -S ada/⟦hunter2⟧@db',
      'sqlplus -L -S ada/⟦hunter2⟧',
      'sqlplus ada/⟦hunter2⟧ @report.sql',
      'sqlplus ada/⟦hunter⟧ 2@db',
      'sqlplus ada/"⟦two words⟧"@db',
      "su - oracle -c 'sqlplus ada/⟦hunter2⟧'",
      'jdbc:oracle:thin:ada/⟦h⟧@db',
    ])
      expectHidden(line, 'url-password');
    for (const line of [
      'ada:[REDACTED:rule-x]@tcp(db)',
      'ada:[CUT:xy-1]@unix(db)',
      'a:b ada@tcp(db)',
      'a:b c@tcp(db)',
      'a:b"c@tcp(db)',
      'sqlplus -S -L -M -V -R ada/hunter2@db',
      'sqlplus a b/hunter2@db',
    ])
      expectHidden(line, 'none');
  });
});

describe('an argument that is a password', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'client.LOGIN("ada", "⟦hunter2⟧")',
      `auth=("ada","⟦${long(300)}⟧")`,
      "MYSQLI_CONNECT('db','ada','⟦hunter2⟧')",
      "PGP_SYM_ENCRYPT(a_b, '⟦hunter2⟧')",
      'client.login(ada, ⟦12345a⟧)',
    ])
      expectHidden(line, 'argument-password');
    for (const line of [
      'client.login(ada, hunter2',
      'mysqli_connect(x) "a", "b", "hunter2"',
      'client.login(ada:x, h2)',
    ])
      expectHidden(line, 'none');
  });
});
