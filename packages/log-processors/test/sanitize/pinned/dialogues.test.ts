import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('the line behind a question', () => {
  it('is the password that a mail server asked for', () => {
    for (const line of [
      'S: 334 UGFzc3dvcmQ6\nC: ⟦c3VuZmxvd2Vy⟧\nS: 235 ok',
      'SERVER -> CLIENT: 334 UGFzc3dvcmQ6\nCLIENT -> SERVER: ⟦c3VuZmxvd2Vy⟧\n',
      '334 UGFzc3dvcmQ6\r\n⟦c3VuZg==⟧',
      '[smtp] <- 334 UGFzc3dvcmQ6\\n[smtp] -> ⟦c3VuZmxvd2Vy⟧\\nx',
    ])
      expectHidden(line, 'service-password');
    for (const line of [
      '334 VXNlcm5hbWU6\nYWRh',
      '334 UGFzc3dvcmQ6 c3VuZmxvd2Vy',
      '334 UGFzc3dvcmQ6\nC: sunflower!',
      '333 UGFzc3dvcmQ6\nc3VuZmxvd2Vy',
      '334 ugfzc3dvcmq6\nc3VuZmxvd2Vy',
      '334 UGFzc3dvcmQ6\n\nc3VuZmxvd2Vy',
    ])
      expectHidden(line, 'none');
  });

  it('is what a secret variable holds that was printed', () => {
    for (const line of [
      '$ echo $DEPLOY_TOKEN\n⟦w8Ruy3zQ⟧\n$ ls',
      `$ echo "\${DB_PASSWORD}"\n⟦w8Ruy3zQ⟧`,
      'printenv API_KEY\n  ⟦w8Ruy3zQ⟧',
      "##[debug]Evaluating: secrets.DEPLOY_KEY\n##[debug]=> '⟦w8Ruy3zQ⟧'",
    ])
      expectHidden(line, 'command-line-password');
    for (const line of [
      '$ echo $DEPLOY_DIR\nw8Ruy3zQ',
      '$ echo $DEPLOY_TOKEN | wc\nw8Ruy3zQ',
      '$ echo $DEPLOY_TOKEN\nw8Ruy3z',
      '$ echo $DEPLOY_TOKEN\nwhispering',
      '$ echo $DEPLOY_TOKEN\n48291375',
      '$ echo $DEPLOY_TOKEN\nfound 8 more files',
      '$ echo $DEPLOY_TOKEN\n$w8Ruy3zQ',
    ])
      expectHidden(line, 'none');
  });

  it('is the user and the password that was made', () => {
    for (const line of [
      "Changing password for ['ubuntu']:\nubuntu:⟦w8Ruy3zQ⟧",
      "Set the following 'random' passwords\nada:⟦w8Ruy3⟧\nbob:⟦x7Tvz2⟧\nci-info: x",
      `Generated passwords\n${Array.from({ length: 32 }, (_, at) => `u${at}:⟦w8Ruy3⟧`).join('\n')}\nu32:w8Ruy3`,
    ])
      expectHidden(line, 'service-password');
    for (const line of [
      'Changing password for ada.\nubuntu:w8Ruy3zQ',
      'Changing password for ada:\nubuntu:w8Ruy',
      'Changing password for ada:\nubuntu: w8Ruy3zQ',
      'Changing password for ada:\nubuntu:w8Ruy3zQ:1000',
      'Changing password for ada:\n\nubuntu:w8Ruy3zQ',
      'the password policy:\nubuntu:w8Ruy3zQ',
    ])
      expectHidden(line, 'none');
  });
});

describe('words of a command line that are quoted one by one', () => {
  it('hide the password by its place', () => {
    for (const line of [
      '["mysql","-uroot","-p⟦sunflower⟧"]',
      "['mysql', '-u', 'root', '-p⟦sunflower⟧', 'shop']",
      '["curl", "-u", "ada:⟦sunflower⟧", "x"]',
      'a0="mysql" a1="-p⟦sunflower⟧" a2="shop"',
      String.raw`a0="smbclient" a1="//fs/x" a2="-U" a3="CORP\\ada%⟦sunflower⟧" a4="-c"`,
      '["sshpass","-p","⟦sunflower⟧","ssh"]',
    ])
      expectHidden(line, 'command-line-password');
    for (const line of [
      '["ls","-p","sunflower"]',
      '["mysql","-p","shop"]',
      '["docker","run","-p","8080:80"]',
      '["curl","-u","ada"]',
      '["curl","-u"]',
      '["mysql","-port","33x06"]',
      '["mysql","-profile"]',
      'a0="ssh" a1="-p" a2="2222"',
    ])
      expectHidden(line, 'none');
  });
});

describe('a password by its place', () => {
  it('among a command’s words', () => {
    for (const line of [
      '--password-command "echo ⟦sunflower⟧" x',
      '--password-file=<(echo ⟦sunflower⟧) x',
      "--passphrase-file <(printf '⟦sunflower⟧')",
      'kubectl create secret generic x --from-literal=a=⟦sunflower⟧ --from-literal=b="⟦maple⟧"',
      'WIFI:S:Guest;T:WPA;P:⟦sunflower⟧;;',
      String.raw`WIFI:T:WPA;S:Gu\;est;H:true;P:⟦sun\;flower⟧;`,
      'beeline -u "jdbc:hive2://h:1/d;ssl=true" -n ada -p ⟦sunflower⟧',
      'fence_ipmilan -a 10.0.0.1 -l ada -p ⟦sunflower⟧ -o status',
      'ipmitool -H x -U ada -P ⟦sunflower⟧ power',
      'echo ⟦sunf⟧ | kinit ada',
    ])
      expectHidden(line, 'command-line-password');
    for (const line of [
      '--backup-file=<(echo sunflower) x',
      '--password-command "echo $PASSWORD"',
      '--from-literal=a= x',
      'WIFI:S:Guest;T:nopass;;',
      'docker login -u ada -p **** x',
      'docker login -u ada -p xxxx x',
      'docker login -u ada -p <hidden> x',
      'echo 12 | kinit',
      'echo y | sudo -S x',
      'echo NO | passwd --stdin ada',
      'radius-server host 10.0.0.5 auth-port 1645 key missing',
      'tacacs-server host 10.0.0.5 key mismatched, retry',
      'radius-server key missing',
      'username ada password required',
    ])
      expectHidden(line, 'none');
  });

  it('among a function’s arguments', () => {
    for (const line of [
      "mysqli_connect($host, $conf->user, '⟦sunflower⟧')",
      'pymysql.connect("db", "ada", "⟦sunflower⟧", "shop")',
      'oci_connect("ada", "⟦sunflower⟧", "db")',
      "ftp_login($c, 'ada', '⟦sunflower⟧')",
      "ldap_bind($ds, 'cn=ada,dc=x', '⟦sunflower⟧')",
      'DriverManager.getConnection("jdbc:x", "ada", "⟦sunflower⟧")',
      'connect("db.internal","ada","⟦sunfl0wer⟧")',
      "DBI connect('database=x;host=db','ada','⟦sunflower!⟧') failed",
      "redis: auth([ 'default', '⟦sunflower⟧' ])",
      "redis: auth(['⟦sunflower⟧'])",
    ])
      expectHidden(line, 'argument-password');
    for (const line of [
      'mysqli_connect($host, $user, $password)',
      'socket.connect("tcp", "a", "b")',
      'connect("db.internal","ada","sunflower")',
      'connect("db.internal","ada","sunf0")',
      'disconnect("db.internal","ada","sunfl0wer")',
      'connect("db.internal","sunfl0wer")',
      "redis: auth([ 'default', secret ])",
      "redis: auth('default')",
    ])
      expectHidden(line, 'none');
  });

  it('in a URL that nobody escaped', () => {
    for (const line of [
      'postgres://app:⟦p/ss@w0rd⟧@db.internal/shop',
      'postgres://app:⟦p@ss/w0rd⟧@db.internal/shop?x=a@b.c',
      'https://app:⟦p@ss/w0rd⟧@shop.example/x',
      'https://app:⟦p/ss@w0rd⟧@shop.example:8443',
      'https://app:⟦hunter2⟧@registry/@scope/name',
      'https://app:⟦hunter2⟧@shop.example/@scope/x@1.2.3',
      'got: postgres_//app:⟦hunter2!⟧@10.9.8.7:5432/app',
      'got: https//app:⟦hunter2⟧@shop.example/x',
    ])
      expectHidden(line, 'url-password');
    for (const line of ['see x_//y@shop', 'https//shop.example/x:y@z', 'amqp://app:12/34@a@mq/x'])
      expectHidden(line, 'none');
  });
});

describe('what only looks like an account, a connection or a key', () => {
  it('stays', () => {
    for (const line of [
      'login: ada / sftp-01.shop.example',
      'login: ada / db.shop1, retried',
      'login is slow / p99=850ms',
      'login: ada / tenant#42 ok',
      'connect("tcp://broker:1883", "client", "keepalive=60")',
      'record key "OrderCreated-EU-West-1-Partition-0042-Offset-993821" skipped',
    ])
      expectHidden(line, 'none');
    expectHidden('login: ada / ⟦sunfl0wer.Maple⟧', 'command-line-password');
    expectHidden('login: ada / ⟦sun.fl0wer!⟧.', 'command-line-password');
    expectHidden("connect('broker:1883', 'client', '⟦sunfl0wer=1⟧')", 'argument-password');
    expectHidden('expected key "⟦Zk3vQ9xT7mLp2RwB8sYdFg4HjK5nMq6C⟧"', 'random-key');
  });
});
