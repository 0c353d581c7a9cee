import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a password by its place in a command of Windows', () => {
  it('goes behind the option for it, where one before names whose it is', () => {
    for (const line of [
      'sqlpackage /u:ada /p:⟦Kd93kfL20x⟧ /TargetServerName:db1',
      'cmdkey -u:ada -p:⟦Kd93kfL20x⟧',
      'sqlpackage /user:ada /t:db1 /v /p:"⟦Kd93kfL20x⟧"',
      'sqlpackage /u:ada /p:12345',
      'sqlpackage /u:ada /p:12345 /v',
      'sqlpackage /u:ada /p:⟦12345x⟧ /v',
      'sqlpackage /u:ada a b c d e /p:Kd93kfL20x',
      'sqlpackage /u:ada then sync /x /y /z /q /p:Kd93kfL20x',
      'sqlpackage /u:ada finished. Later /p:⟦Kd93kfL20x⟧',
      'sqlpackage /u:ada /x:1 /y:2 /p:⟦Kd93kfL20x⟧',
      'sqlpackage /u:ada is x',
      'sqlpackage /u:ada\t/diagnostics:true\t/p:Kd93kfL20x',
      'sqlpackage with /p:Kd93kfL20x',
      'sqlpackage /u:ada /p:DropObjectsNotInSource=True',
      'sqlpackage /u:ada /p:⟦abc⟧ /p:*',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes where a drive is connected, before the user or behind it', () => {
    for (const line of [
      'net use Z: \\\\nas\\share ⟦Kd93kfL20x⟧ /user:CORP\\ada',
      'net use * \\\\nas\\share ⟦Kd93kfL20x⟧ /user:CORP\\ada',
      'net use \\\\nas\\share ⟦Kd93kfL20x⟧ /user:CORP\\ada',
      'net use Z \\\\nas\\share ⟦Kd93kfL20x⟧ /user:CORP\\ada',
      'net use \\\\nas\\share /user:CORP\\ada ⟦Kd93kfL20x⟧',
      'net use Z: ok \\\\nas\\share Kd93kfL20x /user:CORP\\ada',
      'net use \\\\nas\\share /user:CORP\\ada ⟦Kd93kfL20x⟧ /persistent:no',
      'runas /user:CORP\\ada notepad.exe',
      'net use says /user:CORP\\ada was "not Kd93kfL20x"',
      'the drive that a net use command of the operator connected yesterday evening is gone since the file server was restarted for its updates, and nobody has asked for it: mount it again as /user:CORP\\ada Kd93kfL20x',
      'schtasks /create /ru CORP\\ada /rp ⟦Kd93kfL20x⟧ /tn backup',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes where a user is added', () => {
    for (const line of [
      'net user scanner ⟦Torino1924#⟧ /add',
      'net  user scanner ⟦Torino1924#⟧ /add',
      'net1 user svc ⟦Bergen!88x⟧ /add',
      'net1  user svc ⟦Bergen!88x⟧ /add',
      'net.exe user svc ⟦Bergen!88x⟧ /add',
      'net.exe  user svc ⟦Bergen!88x⟧ /add',
      '"C:\\Windows\\System32\\net.exe" user svc ⟦Bergen!88x⟧ /add',
      'net user  svc  ⟦Bergen!88x⟧ /add',
      'net user scanner /delete',
      'net user scanner * /add',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes where a text becomes a secure string', () => {
    for (const line of [
      'ConvertTo-SecureString "⟦Kd93kfL20x⟧" -AsPlainText -Force',
      "ConvertTo-SecureString -String '⟦Kd93kfL20x⟧' -AsPlainText",
      'ConvertTo-SecureString of "Kd93kfL20x"',
      'signtool sign /f cert.pfx /p ⟦Kd93kfL20x⟧ /t http://ts.example.com app.exe',
      'signtool sign /f cert.pfx /p "⟦Kd93kfL20x⟧"',
      'signtool sign /f cert.pfx /fd SHA256 app.exe',
    ])
      expectHidden(line, 'command-line-password');
  });
});
