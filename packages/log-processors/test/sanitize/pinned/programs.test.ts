import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

/** A flag that means a password to these programs only, and what follows it. */
const FLAGS: readonly (readonly [programs: readonly string[], end: string])[] = [
  [['zip', 'unzip', 'sqlcmd', 'bcp', 'isql', 'mosquitto_pub', 'mosquitto_sub'], '-P ⟦hunter2⟧ x'],
  [['openssl'], '-k ⟦hunter2⟧ x'],
  [['ldapsearch', 'ldapadd', 'ldapdelete'], '-w ⟦hunter2⟧ x'],
  [['htpasswd'], '-b file ada ⟦hunter2⟧ x'],
  [['smbclient', 'rpcclient', 'net'], '-U ada%⟦hunter2⟧ x'],
  [['mysql', 'mysqldump', 'mysqladmin', 'mariadb', 'mycli'], '-p⟦hunter2⟧ x'],
  [['sshpass', 'docker login', 'podman login', 'az login', '7z', 'mongosh'], '-p ⟦hunter2⟧ x'],
  [['redis-cli'], '-a ⟦hunter2⟧ x'],
  [['curl', 'wget', 'http', 'https', 'xh', 'etcdctl', 'couchbase-cli', 'cbq', 'ab'], '-u ada:⟦hunter2⟧ x'],
];
const bare = (line: string) => line.replaceAll(/[⟦⟧]/g, '');

describe('a program’s flag for a password', () => {
  it('is known wherever a command begins', () => {
    for (const [programs, end] of FLAGS)
      for (const program of programs)
        for (const start of ['', 'sudo ', 'x;', 'x && ', 'x|', '/usr/bin/', 'x\\n/bin/'])
          expectHidden(`${start}${program} ${end}`, 'command-line-password');
  });

  it('is known behind other flags, not behind another command', () => {
    for (const [programs, end] of FLAGS)
      for (const program of programs) {
        expectHidden(`${program} -v --long=1 ${end}`, 'command-line-password');
        for (const then of ['; x', ' | x', ' && x']) expectHidden(bare(`${program}${then} ${end}`), 'none');
      }
  });

  it('is none of a program whose name only holds the other', () => {
    for (const [programs, end] of FLAGS)
      for (const program of programs)
        for (const other of [`x${program}`, `${program}x`])
          if (!['xhttp', 'httpx', 'httpsx'].includes(other)) expectHidden(bare(`${other} ${end}`), 'none');
  });

  it('has a value in quotation marks, or glued to it', () => {
    for (const line of [
      'sshpass -p"⟦hunter2⟧" ssh x',
      "redis-cli -a '⟦h⟧' get",
      'curl --user "ada:⟦hunter2⟧" x',
      'curl --proxy-user=ada:⟦hunter2⟧ x',
      'curl -U ada:⟦hunter2⟧ x',
      'smbclient -Uada%⟦hunter2⟧ x',
      'zip -P⟦hunter2⟧ x',
      'tool --user ada -p "⟦hunter2⟧" x',
      'tool -U ada -p ⟦12345a⟧ x',
      'tool -u ada --tls -p ⟦hunter2⟧ x',
    ])
      expectHidden(line, 'command-line-password');
    for (const line of [
      'tool -u ada -p 8080:80',
      'tool -u ada -p 65535',
      'tool --username ada --p',
      'curl -k https://a.example',
      'openssl -k h',
      'zip -P "" x.zip',
      'mysql -p"" shop',
      "redis-cli -a '' get",
      'tool -u ada -p "" shop',
      'x -u ada hunter2 -p hunter2',
    ])
      expectHidden(line, 'none');
  });
});

describe('a word that is piped into a command', () => {
  it('is hidden where it stands, though the same letters stand before it', () => {
    for (const line of [
      'echo -n ⟦-n⟧ | sudo -S reboot',
      'echo "⟦hunter2⟧" |sudo -S x',
      'echo ⟦a$(b)⟧ | chpasswd',
      'ECHO ⟦hunter2⟧ | docker login -u x --password-stdin',
    ])
      expectHidden(line, 'command-line-password');
    for (const line of ['echo x hunter2 | sudo -S x', 'echo $PASSWORD | chpasswd', 'echo $(a/b) | chpasswd'])
      expectHidden(line, 'none');
  });
});
