import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a password by its place in a command of a database', () => {
  it('goes where a server is linked to another', () => {
    for (const line of [
      "EXEC sp_addlinkedsrvlogin 'SRV', 'false', NULL, 'sa', @rmtpassword='⟦l1nkedPw⟧'",
      "exec sp_addlinkedsrvlogin 'S','false',NULL,'sa','⟦Qm7xk29z⟧'",
      "exec sp_addlinkedsrvlogin @rmtsrvname = N'SRV', @useself=N'False', @locallogin = NULL, @rmtuser=N'sa', @rmtpassword = N'⟦l1nkedPw⟧'",
      "exec sp_addlinkedsrvlogin @rmtsrvname= N'SRV',@useself =N'False',@locallogin= NULL,@rmtuser= N'sa',@rmtpassword= N'⟦l1nkedPw⟧'",
      "exec sp_addlinkedsrvlogin 'SRV', 'false', NULL, 'sa'",
      "exec sp_addlinkedsrvlogin with 'SRV', 'false', NULL, 'sa', 'l1nkedPw'",
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes where somebody connects', () => {
    for (const line of [
      'db2 connect to shop user ada using ⟦Qm7xk29z⟧',
      'db2 connect to shop user ada using "⟦Qm7xk29z⟧"',
      'db2 connect to shop user ada using ssl',
      'db2 connect to shop user ada using the default',
      'db2 connect to the shop user ada using Qm7xk29z',
      'SQL> connect ada/⟦Qm7xk29z⟧@orcl',
      'SQL> connect ada/"⟦Qm7xk29z⟧"@orcl',
      'SQL> connect a/⟦Qm7xk29z⟧@orcl',
      'SQL> connect ada/lager@orcl',
      'SQL> connect ada/lager@4rcl',
      'SQL> connect the ada/Qm7xk29z@orcl',
      'SQL> connect to ada/Qm7xk29z@orcl',
      'SQL> connect ada/Qm7xk29z@/orcl',
      'isql shop sa ⟦Qm7xk29z⟧',
      'isql shop_dsn sa@corp ⟦Qm7xk29z⟧ -b',
      'isql shop sa lagerraum',
      'isql shop sa v4.12.1',
      'isql shop sa 4.12.1 -b',
      'isql shop sa load2.sql',
      'isql shop sa load2.sql -b',
      'isql shop sa ⟦load2.sqlx⟧',
      'isql x shop sa Qm7xk29z',
      'isql shop sa ⟦4.12.1x⟧ -b',
      'isql shop sa ⟦vQm7xk29z⟧',
      'isql shop sa -m2x9k',
      'isql -v shop sa Qm7xk29z',
      'isql for shop.sa sa Qm7xk29z',
      'isql, in shop sa Qm7xk29z',
      'addauth digest ada:⟦Kd93kfL20x⟧',
      'addauth digest of ada:Kd93kfL20x',
      'postmap: sasl_passwd smtp.example.com:587 ada:⟦Kd93kfL20x⟧',
      'postmap: sasl_passwd smtp.example.com [relay] ada:Kd93kfL20x',
      'postmap: sasl_passwd smtp.example.com:587 the ada:Kd93kfL20x',
      'Input Password    id:pw    ⟦Fox!Hound7⟧',
      'Input Password  pw  ⟦Fox!Hound7⟧',
      'Input Password of id:pw    Fox!Hound7',
    ])
      expectHidden(line, 'command-line-password');
    for (const line of ['Input Password id:password ⟦Fox!Hound7⟧']) expectHidden(line, 'named-secret');
  });

  it('goes between the quotation marks of a call', () => {
    for (const line of [
      'withCredentials(credentials("ada", "⟦Kd93kfL20x⟧"))',
      'session.credentials("shop", "ada", "⟦Kd93kfL20x⟧")',
      'session.credentials(ada, ⟦Kd93kfL20x⟧)',
      'session.credentials(ada, lagerraum)',
      'session.credentials(ada, 1234567)',
      'session.credentials(ada, lager raum2)',
      'session.credentials(ada, "Kd93kfL20x" )',
    ])
      expectHidden(line, 'command-line-password');
  });
});
