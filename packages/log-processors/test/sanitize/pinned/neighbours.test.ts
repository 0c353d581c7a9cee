import { describe, it } from 'vitest';
import { expectAllHidden, expectHidden } from '../support/hidden-parts.ts';

const key = (length: number) => 'a1B2c3D4'.repeat(Math.ceil(length / 8)).slice(0, length);

describe('a password by its place among arguments', () => {
  it("is hidden behind the name of Oracle's tools", () => {
    expectAllHidden('url-password', [
      'sqlplus ada/"⟦hunter2⟧"@db',
      'sqlplus ada/⟦hunter2⟧@db',
      'sqlplus -S -L ada/⟦hunter2⟧@db @x.sql',
      'sqlplus -M 19.3 ada/⟦hunter2⟧@db',
      'impdp ada/⟦hunter2⟧@db dumpfile=x.dmp',
      'expdp userid=ada/⟦hunter2⟧@db',
      'sqlldr USERID=ada/"⟦two words⟧"@db control=x.ctl',
      'ORA-01017: connect shop/⟦sh0pora⟧@//db:1521/XE',
    ]);
    expectAllHidden('none', [
      'sqlplus /nolog',
      'sqlplus / as sysdba',
      'sqlplus ada@db',
      'connect ada/repo@main',
      'connect ada/image@sha256:0123abcd',
      'connect to ada/repo@//db',
    ]);
  });

  it('is hidden behind the words of network devices, mail and chat', () => {
    expectAllHidden('named-secret', [
      'tacacs-server key ⟦hunter⟧',
      'radius-server key 7 ⟦hunter⟧',
      'neighbor 10.0.0.1 password ⟦hunter⟧',
      'radius: shared secret ⟦Sh4redS3c⟧ does not match',
      'backup code ⟦8472-1934⟧ used',
      'ppp chap password 0 ⟦chapPw⟧',
      'pulumi config set dbPassword ⟦Pulum1Pw⟧ --plaintext',
      'addprinc -pw ⟦k4dminPw⟧ ada',
      'new temp pw for ada -> ⟦Tmp-4711⟧',
      'MAIL_PASSWORD=⟦abcd efgh ijkl mnop⟧',
      'Il tuo codice di verifica è ⟦739204⟧',
      'kod weryfikacyjny: ⟦739204⟧',
      'key "tsig" { algorithm hmac-sha256; secret "⟦zK3vQ9xT4mW7yB2nR5pL8dF1⟧"; };',
      'body=%7B%22pin%22%3A%22⟦4711⟧%22%7D',
    ]);
    expectAllHidden('command-line-password', [
      'tacacs-server host 10.0.0.5 key ⟦hunter⟧',
      'radius-server host 10.0.0.5 auth-port 1645 acct-port 1646 key 7 ⟦hunter⟧',
      'radtest ada ⟦r4dPw⟧ localhost 0 ⟦testing123⟧',
      'radtest -t mschap ada ⟦r4dPw⟧ localhost:1812 10 ⟦testing123⟧',
      'chatops> !login ada ⟦hunter2⟧ ok',
      '/msg NickServ IDENTIFY ⟦hunter⟧',
      'PRIVMSG NickServ :IDENTIFY ⟦hunter⟧',
      String.raw`net use Z: \\nas\share ⟦N4sPw⟧ /user:ada`,
      'snmpget -v3 -u ops -A ⟦authpass⟧ -x AES -X ⟦privpass⟧ sw1',
      'snmpwalk -a b c -c ⟦hunter2⟧ host',
      'snmpbulkwalk -v 2c -O n -c ⟦monitor⟧ sw1',
      "ssh-keygen -t ed25519 -N '⟦phrase⟧' -f id",
      'ssh-keygen -p -P ⟦phrase⟧ -f id',
      'exec: "mysqladmin ping -uroot -p⟦rootme⟧" failed',
      'ldapsearch -x -w ⟦hunter2⟧ x',
      'wpa_passphrase home ⟦wifiPhrase⟧',
      'Run echo "::add-mask::⟦swordfish⟧"',
      'snmp-server user ops grp v3 auth sha ⟦Auth1234⟧ priv aes 128 ⟦Priv1234⟧',
      'snmp-server user ops grp v3 auth md5 ⟦Auth1234⟧',
      'echo ⟦swordfish⟧ | kinit ada',
      'htpasswd -nbB ada ⟦htPw99⟧',
      'htpasswd -nb -C 10 ada ⟦htPw99⟧',
      'htpasswd -c -b .htpasswd ada "⟦htPw99⟧"',
      'htpasswd -b -B .htpasswd ada ⟦hunter⟧',
      'ada : EAP "⟦e4pPw⟧"',
      'lftp -u ada,⟦hunter⟧ ftp.example',
      'composer config http-basic.repo.example ci ⟦c0mposer⟧',
    ]);
    expectAllHidden('none', [
      'radius-server host 10.0.0.5 auth-port 1645',
      'tacacs-server host 10.0.0.5 timeout 5',
      'shared secret mismatch with 10.0.0.5',
      'shared key rotated by x',
      'chatops> !login ada failed',
      String.raw`net use Z: \\nas\share /user:ada`,
      "ssh-keygen -t ed25519 -N '' -f id",
      'kubectl get pods -n shop -c web -A',
      'curl -X POST -A agent:1.0 https://x.example',
      'sh -c true; snmpd -Lf x; ls -A x',
      'tar -x -c 7 -n 8',
      'Run echo "::add-mask::***"',
      'htpasswd -c .htpasswd ada',
      'ada : EAP authentication failed',
      'curl -u ada,bo https://x.example',
      'snmp-server user ops grp v3',
      'echo started | tee log',
      'docker build --secret id=npmrc,src=/root/.npmrc .',
      'config set password encryption',
      'git config set token ttl 60',
    ]);
  });

  it('is hidden in protocols and calls', () => {
    expectAllHidden('service-password', [
      "XMPP <auth mechanism='PLAIN'>⟦AGFkYQBodW50ZXIy⟧</auth>",
      'IMAP: a1 LOGIN ada ⟦im4pPw⟧',
    ]);
    expectAllHidden('command-line-password', [
      'akka: Credentials(ada,⟦4kkaPw⟧)',
      'UsernamePasswordCredentials("ada", "⟦hunter⟧")',
    ]);
    expectAllHidden('none', [
      'Credentials(user, password)',
      'IMAP: a1 LOGIN failed',
      "<auth mechanism='PLAIN'>failed</auth>",
    ]);
  });

  it('is hidden as an item behind its flag', () => {
    expectAllHidden('named-secret', [
      '["-password","⟦swordfish⟧"]',
      '["mysql", "-password", "⟦swordfish⟧", "-v"]',
      '["-srcstorepass", "⟦swordfish⟧"]',
      'keytool -importkeystore -srcstorepass ⟦hunter⟧ -deststorepass ⟦hunter⟧ -srckeypass ⟦hunter⟧',
    ]);
    expectAllHidden('none', ['["--password","--user"]', '["-password","-user","jo"]', '["-token", "--verbose"]']);
  });
});

describe('a header of several parts', () => {
  it('is hidden up to its last pair', () => {
    expectAllHidden('named-secret', [
      'Cookie: ⟦theme="dark"; sid=a1B2c3D4; b=2⟧',
      'Cookie: ⟦theme="a b, c"; sid=a1B2c3D4⟧\nAccept: */*',
      'curl -H "Cookie: ⟦a=b; c=d1e2f3⟧" https://x.example',
      String.raw`curl -H "Cookie: ⟦theme=\"dark\"; sid=a1B2c3⟧" https://x.example`,
      'Cookie: ⟦sid="a1b2c3d4⟧',
      'curl -H "Cookie: ⟦sid="⟧ https://x.example; ls "y"',
      'Cookie: ⟦sid="a1b2c3d4⟧\nAccept: */*',
      `Stripe-Signature: ⟦t=1764324000, v1=${key(64)}⟧`,
      `Stripe-Signature: ⟦t=1764324000, v1=${key(64)}, v0=${key(64)}⟧`,
      `Stripe-Signature: ⟦t=1764324000,v1=${key(64)}⟧ x`,
      `Paddle-Signature: ⟦ts=1764324000;h1=${key(64)}⟧`,
    ]);
    expectAllHidden('none', [
      'set-cookie: theme=; Max-Age=0; Path=/',
      'set-cookie: theme=deleted; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/',
    ]);
  });
});

describe('a password in a URL', () => {
  it('is hidden up to the host when it holds the signs that part a URL', () => {
    expectAllHidden('url-password', [
      'amqp://app:⟦p@ss/w0rd⟧@mq:5672/vh',
      'postgres://app:⟦p@ss/w0rd⟧@db',
      'amqp://a:⟦b⟧@h1:1,amqp://c:⟦d⟧@h2',
      'mongodb://u:⟦pw1⟧@h1:27017,h2:27017/db?x=a@b',
      'https://u:⟦pw⟧@registry.example/@scope/pkg@1.2.3',
      'https://u:⟦pw⟧@git.example/x@main',
      'svn://u:⟦pw⟧@svn.example/x@4711',
    ]);
    expectAllHidden('none', ['amqp://mq:5672/a@b', 'postgres://db/x?y=a@b']);
  });
});

describe('a value below or beside its name', () => {
  it('is hidden in Markdown, behind aligned colons, in what PHP and Java print', () => {
    expectAllHidden('named-secret', [
      '**password:**\n⟦hunter22x⟧',
      '**password:**\n ⟦hunter22x⟧',
      '**Password:** ⟦hunter22x⟧',
      '**password**: ⟦hunter22x⟧',
      '      DB_PASSWORD:        ⟦hunter42⟧',
      '  ["password"]=>\n  string(8) "⟦hunter42⟧"',
      'Password[value=⟦swordfish⟧]',
      'Password{value=⟦swordfish⟧}',
    ]);
    expectAllHidden('none', [
      '**password:**\n\n## Next',
      '**password** must match',
      '      PASSWORD:           Optional: false',
      'DB_PASSWORD:              <set to the key>',
      '["password"]=>\n  NULL',
      'Password[valid=true]',
      'password{min=8}',
    ]);
  });

  it('is hidden in a table, whatever parts its cells', () => {
    expectAllHidden('named-secret', [
      'a,pin\nb,⟦4711⟧',
      'pin,a\n⟦4711⟧,b',
      'a;PIN;c\nb;⟦4711⟧;d',
      'a\tpin\r\nb\t⟦4711⟧',
      'a,cvv\nb,⟦471⟧',
      'a\tpassword 2\nb\t⟦swordfish⟧',
      '| a | db password 2 |\n| b | ⟦swordfish⟧ |',
      String.raw`password\t⟦hunter22x⟧\tx`,
      String.raw`| password | ⟦hunter22x⟧\t|`,
    ]);
    expectAllHidden('consul-credential', ['X-Consul-Token ⟦0b62c02c-11d4-4a5b-9f6e-7c1d2e3f4a5b⟧ lacks node:read']);
    expectAllHidden('none', [
      'a,spin\nb,4711',
      'a,pin\nb,471',
      'a,pin\nb,four',
      'a,b\npin,4711',
      'the pin, and\nb,4711',
    ]);
  });

  it('is hidden in text that is percent-encoded twice', () => {
    expectAllHidden('named-secret', [
      'q=%257B%2522apiKey%2522%253A%2522⟦abc12345⟧%2522%252C%2522user%2522%253A%2522ada%2522%257D',
      'q=%7B%22apiKey%22%3A%22⟦abc12345⟧%22%2C%22user%22%3A%22ada%22%7D',
      'q=a%2526password%253D⟦hunter2⟧%2526b%253Dc',
    ]);
    expectAllHidden('none', ['q=%257B%2522author%2522%253A%2522abc12345%2522%257D']);
  });
});

describe('the parameters of a statement', () => {
  it('are hidden behind every comparison', () => {
    expectAllHidden('bound-parameter', [
      'SELECT 1 FROM u WHERE password <> $1 bindings:["⟦hunter22x⟧"]',
      'SELECT 1 FROM u WHERE password like $1 bindings:["⟦hunter22x⟧"]',
      'SELECT 1 FROM u WHERE id > ? AND password <> ? bindings:[7,"⟦hunter22x⟧"]',
    ]);
  });

  it('are none where only a placeholder stands', () => {
    expectAllHidden('none', [
      'UPDATE u SET password = :1 WHERE id = :2',
      'UPDATE u SET password = @p1 WHERE id = @p2',
      'SELECT id FROM u WHERE password = crypt($1, password)',
      "UPDATE u SET password = crypt(?, gen_salt('bf'))",
      "SELECT id FROM u WHERE password_hash = digest(?, 'sha256')",
      'UPDATE u SET password=md5(:1)',
    ]);
    expectAllHidden('named-secret', ["UPDATE u SET password = '⟦:hunter⟧'", 'password=⟦@dm1n⟧']);
  });
});

describe('what only looks like a value', () => {
  it('stays', () => {
    expectAllHidden('none', [
      'pg_hba.conf (password -> scram-sha-256)',
      'Passwort ist falsch',
      'token for ada -> expired',
      'terraform output db_password is sensitive',
      'Mountable secrets:   default-token-x7k2p',
      'Tokens:              default-token-x7k2p',
      'Signature:          rsa-sha256, valid',
      'Private key:        2048 bits',
      'Session ID:         4711',
      'key for orders -> shard-7',
      'JWT: alg=RS256 kid=2026-11 typ=at+jwt',
      'Kerberos: ticket for HTTP/web.example@EXAMPLE.COM expired',
    ]);
    expectAllHidden('email', ['Kerberos: ticket for ⟦ada@EXAMPLE.COM⟧ expired', 'path x/⟦ada@example.com⟧']);
  });
});

describe('numbers', () => {
  it('are cards behind an escaped sign', () => {
    expectAllHidden('pan', [
      'x%3D⟦4111111111111111⟧',
      'x%3d⟦4111111111111111⟧',
      'at 50%⟦5105105105105100⟧',
      'at 50%⟦2223003122003222⟧',
      'x%22⟦2223003122003222⟧%22',
      'x%20⟦4111111111111111⟧ y',
      'x%2C⟦4111111111111111⟧%2C',
    ]);
    expectAllHidden('none', ['xD4111111111111111', 'x%3D4111111111111112']);
  });

  it('are telephone numbers behind names of other languages, and end before the next word', () => {
    expectAllHidden('phone', [
      'телефон ⟦8 495 123-45-67⟧ x',
      'телефон ⟦8 (495) 123-45-67⟧, x',
      'телефон ⟦8 495 1234567⟧',
      '電話 ⟦03-1234-5678⟧ x',
      'Anruf von ⟦0171 2345678⟧ abgelehnt',
      'appel de ⟦06 12 34 56 78⟧ refusé',
    ]);
    expectAllHidden('none', ['заказ 8 495 123-45-67', 'Anruf von 4711 abgelehnt', 'appel de 20 clients']);
  });

  it('are one-time codes beside a word that says so, dates are none', () => {
    expectAllHidden('one-time-code', ['totp: accepted code=⟦918273⟧ drift=-1']);
    expectAllHidden('none', [
      'otp attempt=2026-11-02',
      'PIN attempt: 2026-11-02',
      'backup code 20261102T1 x',
      'http: code=918273',
    ]);
  });
});

describe('a value in the text behind the one that announces it', () => {
  it('is hidden as a whole; a message, a variable and a translation are none', () => {
    for (const line of [
      'log("password: ", "⟦hunter2⟧")',
      'log("password:","⟦hunter2⟧")',
      "log('the new password: ', '⟦hunter2⟧', x)",
      'log("a", "password=", "⟦hunter2⟧")',
      String.raw`"log(\"password: \", \"⟦hunter2⟧\")"`,
      `log("api key: ", "⟦${'a1'.repeat(300)}⟧")`,
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      'log("password: ", "is required")',
      '{"password": ",", "user": "hunter2"}',
      'log("password: ", "required")',
      'log("password: ", password)',
      'label("Password: ", "textbox")',
    ])
      expectHidden(line, 'none');
  });

  it('is hidden behind a quoted name of a few words', () => {
    for (const line of [
      '["api key", "⟦Zk3vQ9xT7mLp⟧"]',
      "('api key', '⟦Zk3vQ9xT7mLp⟧')",
      '["my api key", "⟦Zk3vQ9xT7mLp⟧", "other"]',
      "['user', 'jo', 'access token', '⟦Zk3vQ9xT7mLp⟧']",
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      '["api key", "access token"]',
      't("Wrong password", "falsches-passwort")',
      '["this is not any api key", "Zk3vQ9xT7mLp"]',
    ])
      expectHidden(line, 'none');
  });
});
