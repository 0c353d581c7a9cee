import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const long = (length: number) => 'pA7q'.repeat(Math.ceil(length / 4)).slice(0, length);

describe('a password that is piped into a command', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'echo ⟦hunter2⟧ | sudo -S reboot',
      'echo ⟦hunter2⟧|sudo -S reboot',
      'echo -n "⟦hunter2⟧" | passwd --stdin ada',
      "printf '⟦hunter2⟧' | chpasswd",
      'echo ⟦h⟧ | docker login --password-stdin',
      'echo ⟦h⟧ | gpg --batch --passphrase-fd 0 -d x',
      'echo ⟦h⟧ | gh auth login --with-token',
      'echo ⟦h⟧ | vault write --stdin',
      `echo ⟦${long(128)}⟧ | ${'c'.repeat(80)} --stdin`,
    ])
      expectHidden(line, 'command-line-password');
    // is none
    for (const line of [
      'echo $PASS | sudo -S reboot',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's
      'echo ${PASS} | sudo -S reboot',
      'echo $(pass show x) | sudo -S reboot',
      'echo $(pass) | sudo -S reboot',
      'echo two words | sudo -S reboot',
      'echo hunter2 | tee x',
      'echo hunter2 | a | b --stdin',
      `echo ${long(129)} | sudo -S x`,
      `echo hunter2 | ${'c'.repeat(81)} --stdin`,
    ])
      expectHidden(line, 'none');
  });
});

describe('the password behind the flag of a program', () => {
  it('is hidden; is none', () => {
    for (const line of [
      ...['mysql', 'mysqldump', 'mysqladmin', 'mariadb', 'mycli'].map((program) => `${program} -h db -p⟦hunter2⟧ app`),
      'mysql -p⟦h⟧ app',
      "mysql -p'⟦hunter2⟧' app",
      'mysql -p"⟦hunter2⟧" app',
      `mysql -p⟦${long(2_048)}⟧`,
      ...[
        'sshpass',
        'docker login',
        'podman login',
        'az login',
        '7z',
        'unzip',
        'zip',
        'sqlcmd',
        'mongo',
        'mongosh',
      ].map((program) => `${program} -p ⟦hunter2⟧ x`),
      ...['mongodump', 'htpasswd', 'ldapsearch'].map((program) => `/usr/bin/${program} -v -p ⟦hunter2⟧ x`),
      'a;sshpass -p⟦hu⟧ x',
      'a&&sshpass -p "⟦hunter2⟧" x',
      "a|sshpass -p '⟦hunter2⟧' x",
      `sshpass -p ⟦${long(2_048)}⟧ x`,
      ...['zip', 'unzip', 'sqlcmd', 'bcp', 'isql', 'mosquitto_pub', 'mosquitto_sub'].map(
        (program) => `/opt/${program} -v -P ⟦hunter2⟧ x`,
      ),
      'openssl enc -k ⟦hunter2⟧ -in x',
      ...['search', 'modify', 'add', 'delete', 'passwd', 'whoami'].map((verb) => `ldap${verb} -x -w ⟦hunter2⟧ x`),
      'htpasswd -b file ada ⟦hunter2⟧',
      'htpasswd -b file ada "⟦hu⟧"',
      `htpasswd -b ${'f'.repeat(128)} ${'a'.repeat(64)} ⟦${long(2_048)}⟧`,
      ...['smbclient', 'rpcclient', 'net'].map((program) => `${program} -U ada%⟦hunter2⟧ x`),
      'smbclient -U "ada%⟦h⟧" x',
      `smbclient -U ${'a'.repeat(64)}%⟦${long(2_048)}⟧ x`,
      'redis-cli -h db -a ⟦hunter2⟧ get x',
      "redis-cli -a '⟦h⟧' get x",
      `redis-cli -a ⟦${long(2_048)}⟧ get x`,
      ...['curl', 'wget', 'http', 'https', 'xh', 'smbclient', 'etcdctl', 'couchbase-cli', 'cbq', 'ab'].map(
        (program) => `${program} -v -u ada:⟦hunter2⟧ x`,
      ),
      'curl --user ada:⟦hunter2⟧ x',
      'curl --user=ada:⟦h⟧ x',
      'curl --proxy-user "ada:⟦hunter2⟧" x',
      "curl -u 'ada:⟦hunter2⟧' x",
      'curl -uada:⟦hunter2⟧ x',
      `curl -u ${'a'.repeat(160)}:⟦${long(2_048)}⟧ x`,
      'tool -u ada -p ⟦hunter2⟧ x',
      'tool -U ada -p "⟦hun⟧" x',
      'tool --user ada -p ⟦hunter2⟧ x',
      'tool --username=ada -p ⟦hunter2⟧ x',
      'tool -u ada -v --tls -x -p ⟦hunter2⟧ x',
      'tool -u ada -p ⟦123456⟧ x',
    ])
      expectHidden(line, 'command-line-password');
    // is none
    for (const line of [
      'mysql; other -phunter2',
      'xmysql -phunter2',
      'mysqlx -phunter2',
      'mysql -p',
      'mkdir -p hunter2/x',
      'sshpass -p h',
      'sshpass | other -p hunter2',
      'sshpass & other -p hunter2',
      'xsshpass -p hunter2',
      'openssl; x -k hunter2',
      'xopenssl -k hunter2',
      'curl -k hunter2',
      'curl -w hunter2',
      'curl -b hunter2',
      'ldapx -w hunter2',
      'htpasswd -b ada hunter2',
      `htpasswd -b f ${'a'.repeat(65)} hunter2`,
      `htpasswd -b ${'f'.repeat(129)} a hunter2`,
      'smbclient -U ada x',
      `smbclient -U ${'a'.repeat(65)}%hunter2 x`,
      'cp -a hunter2 x',
      'xredis-cli -a hunter2',
      'redis-cli; x -a hunter2',
      'docker run -u 1000:1000 x',
      'xcurl -u ada:hunter2',
      'curl x; y -u ada:hunter2',
      'curl -u ada x',
      'curl -u /ada:hunter2 x',
      `curl -u ${'a'.repeat(161)}:hunter2 x`,
      'tool -u ada -p 8080:80 x',
      'tool -u ada -p 8080 x',
      'tool -u ada -p hu x',
      'tool -u ada -p -hunter2 x',
      'tool -u ada -phunter2 x',
      'tool -u ada -v --tls -x -y -p hunter2 x',
      'tool --users ada -p hunter2 x',
      `tool -u ${'a'.repeat(65)} -p hunter2 x`,
    ])
      expectHidden(line, 'none');
  });
});
