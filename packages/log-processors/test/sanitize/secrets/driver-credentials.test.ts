import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('credentials of a driver', () => {
  it('go before the way to the host', () => {
    for (const line of [
      'invalid dsn "ada:⟦Kd93kfL20x⟧@tcp(db:3306)/shop"',
      'invalid dsn ada:⟦Kd93kfL20x⟧@unix(/run/mysql.sock)/shop',
      'invalid dsn ada@tcp(db:3306)/shop',
      'invalid dsn ada:Kd93 kfL20x@tcp(db:3306)/shop',
      'invalid dsn :⟦Kd93kfL20x⟧@tcp(db:3306)/shop',
    ])
      expectHidden(line, 'url-password');
  });

  it('go in a logon of Oracle', () => {
    for (const line of [
      'jdbc:oracle:thin:ada/⟦Kd93kfL20x⟧@db:1521/shop',
      'sqlplus ada/⟦Kd93kfL20x⟧@orcl',
      'sqlplus -s ada/⟦Kd93kfL20x⟧@orcl',
      'sqlplus -s -R 2 ada/⟦Kd93kfL20x⟧@orcl',
      'sqlplus -prelim -C 12.1.2 -L ada/⟦Kd93kfL20x⟧@orcl',
      'sqlplus -x y ada/Kd93kfL20x@orcl',
      'sqlplus -[s ada/⟦Kd93kfL20x⟧@orcl',
      'sqlplus ada/"⟦Kd93 kfL20x⟧"@orcl',
      'sqlplus ada/⟦Kd93kfL20x⟧',
      'sqlplus ada/⟦Kd93kfL20x;x⟧',
      'sqlldr userid=ada/⟦Kd93kfL20x⟧ control=x',
      'expdp ada/⟦Kd93kfL20x⟧ dumpfile=x',
      'impdp ada/⟦Kd93kfL20x⟧ dumpfile=x',
      'sqlplus, then ada/Kd93kfL20x@orcl',
      'connect ada/⟦Kd93kfL20x⟧@//db:1521/shop',
      'connect a/⟦k⟧@//db:1521/shop',
      'connect ada/"⟦Kd93 kfL20x⟧"@//db:1521/shop',
      'connect as (ada/kdkfxxx@//db:1521/shop',
      'connecting as ada/⟦Kd93kfL20x⟧@//db:1521/shop',
      'logon=ada/⟦Kd93kfL20x⟧@//db:1521/shop',
      '("ada/⟦Kd93kfL20x⟧@//db:1521/shop")',
      'ada/⟦Kd93kfL20x⟧@//db:1521/shop',
      'logon a/⟦kd9⟧@//db:1521/shop',
      'logon a/⟦kd!fx⟧@//db:1521/shop',
      'logon(ada/⟦Kd93kfL20x⟧@//db:1521/shop',
      "logon 'ada/⟦Kd93kfL20x⟧@//db:1521/shop",
      'logon ada/"⟦Kd93kfL20x⟧"@//db:1521/shop',
      'logon ada/kdkfx@//db:1521/shop',
      'logon ada/kd@//db:1521/shop',
      'logon ada/⟦kdKfx⟧@//db:1521/shop',
      'logon ada/⟦kd!fx⟧@//db:1521/shop',
      'logon x/ada/Kd93kfL20x@//db:1521/shop',
      'logon 1ada/Kd93kfL20x@//db:1521/shop',
      'logon ada/Kd93 kfL20x@//db:1521/shop',
      'logon ada/⟦Kd93kfL20x⟧@db.internal:1521/shop',
      'logon ada/⟦Kd93kfL20x⟧@db.internal:1621/shop',
      'logon ada/⟦Kd93kfL20x⟧@db.internal:2484/shop',
      'logon ada/⟦Kd93kfL20x⟧@db.internal:2521/shop',
      'logon ada/⟦Kd93kfL20x⟧@localhost:1521/shop',
      'logon ada/⟦Kd93kfL20x⟧@db1:1521/shop',
      'logon ada/Kd93kfL20x@db:1521/shop',
      'logon="ada/⟦Kd93kfL20x⟧@db.internal:1521/shop"',
      'ada/⟦Kd93kfL20x⟧@db.internal:1521/shop',
      '(ada/"⟦Kd93kfL20x⟧"@db.internal:1521/shop)',
      'logon ada/⟦kdKfx⟧@db.internal:1521/shop',
      'logon ada/Kd93kfL20x@[db.internal]:1521/shop',
    ])
      expectHidden(line, 'url-password');
  });

  it('go through a pipe', () => {
    for (const line of [
      'echo ⟦Kd93kfL20x⟧ | sudo -S reboot',
      "echo -n '⟦Kd93kfL20x⟧' | docker login --password-stdin",
      'printf "⟦Kd93kfL20x⟧" | passwd --stdin ada',
      'echo ⟦ada:Kd93kfL20x⟧ | chpasswd',
      'echo ⟦Kd93kfL20x⟧|kinit ada',
      'echo ⟦Kd93kfL20x⟧|sudo -S x',
      "echo '⟦Kd93kfL20x⟧'|sudo -S x",
      'echo ⟦Kd93kfL20x⟧ |sudo -S x',
      'echo ⟦x$PASSWORD⟧ | sudo -S x',
      'echo ⟦Kd93kfL20x⟧ | cryptsetup open /dev/sdb x',
      'echo ⟦Kd93kfL20x⟧ | p4 login',
      'echo ⟦Kd93kfL20x⟧ | vncpasswd -f',
      'echo ⟦Kd93kfL20x⟧ | smbpasswd -s ada',
      'echo ⟦Kd93kfL20x⟧ | gpg --batch --passphrase-fd 0',
      'echo ⟦Kd93kfL20x⟧ | gh auth login --with-token',
      'echo ⟦Kd93kfL20x⟧ | tool --stdin',
      'echo Kd93kfL20x | tee x',
      'echo y | sudo -S reboot',
      'echo yes | sudo -S reboot',
      'echo 123 | sudo -S reboot',
      'echo ⟦1234⟧ | sudo -S reboot',
      'echo ⟦yesx⟧ | sudo -S reboot',
      'echo $PASSWORD | sudo -S reboot',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's
      'echo ${PASSWORD} | sudo -S reboot',
      'echo $(cat x) | sudo -S reboot',
      'echo ⟦$⟧ | sudo -S reboot',
      'tool --password-command "echo ⟦Kd93kfL20x⟧"',
      'tool --password-file=<(echo ⟦Kd93kfL20x⟧)',
      'tool --password=$(echo ⟦Kd93kfL20x⟧)',
      'tool --passphrase-file <(echo ⟦Kd93kfL20x⟧)',
      "tool --pass-command='echo -n ⟦Kd93kfL20x⟧'",
      "tool --secret $(printf '⟦Kd93kfL20x⟧')",
      'tool --token-command "echo \'⟦Kd93kfL20x⟧\'"',
      'tool --password-command "echo ⟦Kd93kfL20x⟧',
      'tool --name-command "echo Kd93kfL20x"',
      'tool --password-command x; echo Kd93kfL20x',
      "tool --pass-command='echo v2 -n Kd93kfL20x'",
      'tool --password-command , echo Kd93kfL20x',
    ])
      expectHidden(line, 'command-line-password');
  });
});
