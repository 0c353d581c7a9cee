import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a password by its place in a command of Unix', () => {
  it('goes where htpasswd takes it from the line', () => {
    for (const line of [
      'htpasswd -nbB ada ⟦hunter22x⟧',
      'htpasswd -b /etc/nginx/.htpasswd ada ⟦hunter22x⟧',
      'htpasswd -c -b .htpasswd ada ⟦hunter22x⟧',
      'htpasswd -bc .htpasswd ada ⟦hunter22x⟧',
      'htpasswd -nb -C 12 ada ⟦hunter22x⟧',
      'htpasswd -nb -C 5 ada ⟦hunter22x⟧',
      'htpasswd -b -C 12 .htpasswd ada ⟦hunter22x⟧',
      'htpasswd -b -B .htpasswd ada "⟦hunter22x⟧"',
      'htpasswd -C 12 -nb ada ⟦hunter22x⟧',
      'htpasswd -cB -C 10 -b .htpasswd ada ⟦hunter22x⟧',
      'htpasswd --cost=12 -nb ada ⟦hunter22x⟧',
      'htpasswd -nb -B -C 12 ada ⟦hunter22x⟧',
      'htpasswd -nb -Bs ada ⟦hunter22x⟧',
      'htpasswd --cB -C 10 -b .htpasswd ada ⟦hunter22x⟧',
      'htpasswd --cost=10 -C 10 -b .htpasswd ada ⟦hunter22x⟧',
      'htpasswd --nb -B -C 12 ada ⟦hunter22x⟧',
      'htpasswd -+b -C 5 ada hunter22x',
      'htpasswd -nb -B -C 12 ⟦ada⟧ ',
      'xhtpasswd -c -b .htpasswd ada hunter22x',
      'htpasswd -b -Bs .htpasswd ada ⟦hunter22x⟧',
      'htpasswd -c .htpasswd ada hunter22x',
      'htpasswd -v .htpasswd -b ada hunter22x',
      'htpasswd -? or -nb ada hunter22x',
      'run my-htpasswd -nb ada hunter22x',
      '\\nhtpasswd -nb ada ⟦hunter22x⟧',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes where a client of RADIUS is tried, with the secret of its server', () => {
    for (const line of [
      'radtest ada ⟦hunter22x⟧ 10.0.0.5 1812 ⟦Qm7xk29z⟧',
      'radtest -t mschap ada ⟦hunter22x⟧ 10.0.0.5:1812 0 ⟦Qm7xk29z⟧',
      'radtest -x ada ⟦hunter22x⟧ 10.0.0.5 1812 ⟦Qm7xk29z⟧',
      'radtest -x -4 ada ⟦hunter22x⟧ 10.0.0.5 1812 ⟦Qm7xk29z⟧',
      'radtest " ada hunter22x 10.0.0.5 1812 Qm7xk29z',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes to a bot that wants to know who one is', () => {
    for (const line of [
      'chatops> !login ada ⟦hunter2x⟧',
      'chatops> !login ada ⟦lager!raum⟧ please',
      'chatops> !login ada lagerraum please',
      'chatops> !login as ada hunter2x',
      'chatops> !login ada h2x',
      'chatops> !login ada"(2x) please',
      'chatops> !login ada ⟦(2x)⟧ please',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes in a secret of Kubernetes, in a code for a wireless network and in a bind of LDAP', () => {
    for (const line of [
      'kubectl create secret generic db --from-literal=password=⟦Kd93kfL20x⟧',
      'kubectl create secret generic db --from-literal=db.key="⟦Kd93kfL20x⟧"',
      'kubectl create secret generic db --from-literal= --dry-run key=Kd93kfL20x',
      'WIFI:S:Gast;T:WPA;P:⟦Kd93kfL20x⟧;;',
      'WIFI:P:⟦Kd93kfL20x⟧;;',
      'WIFI:T:WPA;S:Gast\\;Haus;H:true;P:⟦Kd\\;93kf⟧;;',
      'WIFI: see S:Gast;P:Kd93kfL20x;',
      'WIFIWIFI::Gast;T:WPA;P:Kd93kfL20x;;',
      "bind {'simple': '⟦Kd93kfL20x⟧'}",
      "bind {'simple': '' or 'Kd93kfL20x'}",
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes from a line that a file of passwords of PostgreSQL holds', () => {
    for (const line of [
      'pgpass line 3: db:5432:shop:ada:⟦Kd93kfL20x⟧',
      'pgpass entry 12: "db:5432:shop:ada:⟦Kd93kfL20x⟧"',
      'pgpass: db:5432:shop:ada:⟦Kd93kfL20x⟧',
      'pgpass db:*:*:ada:⟦Kd93kfL20x⟧',
      'pgpass line 12 db:5432:shop:ada:⟦Kd93kfL20x⟧',
      'pgpass has a line, namely db:5432:shop:ada:Kd93kfL20x',
      'pgpass: [db:5432:shop:ada:Kd93kfL20x',
      'pgpass:: db:5432:shop:ada:Kd93kfL20x',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes in settings of programs that download or publish', () => {
    for (const line of [
      'bundle config set --global gems.example.com ci:⟦Kd93kfL20xQm7xk29z⟧',
      'bundle config gems.example.com ci:⟦Kd93kfL20xQm7xk29z⟧',
      'bundle config set gems.example.com ci:⟦Kd93kfL20xQm7xk29z⟧',
      'bundle config --local gems.example.com ci:⟦Kd93kfL20xQm7xk29z⟧',
      'bundle config, then: gems.example.com ci:Kd93kfL20xQm7xk29z',
      'bundle config gems example.com ci:Kd93kfL20xQm7xk29z',
      'java -jar jenkins-cli.jar -auth ada:⟦11ba6ca0afb62c5d3c2a0546b1773b3f2e⟧ who-am-i',
      'java -jar jenkins-cli.jar -auth "ada:⟦11ba6ca0afb62c5d3c2a0546b1773b3f2e⟧"',
      'java -jar jenkins-cli.jar -auth @ /etc/x:11ba6ca0afb62c5d',
      'java -jar jenkins-cli.jar -auth (ada:11ba6ca0afb62c5d3c2a0546b1773b3f2e',
      'sonar-scanner -Dsonar.login=⟦b9523ab2af2f26165a881cd424e42a851214aa18⟧ -X',
      'sonar-scanner -Dsonar.login=abcdefghijklmnopqrstuvwxyzabcd -X',
      'sonar-scanner -Dsonar.login=admin:b9523ab2af2f26165a881cd424',
      'sonar-scanner -Dsonar.login=(b9523ab2af2f26165a881cd424e42a851214aa18',
      'codecov -t ⟦cd4bd7cc-1f37-4e24-a0ad-abf105310330⟧ -f coverage.xml',
      'codecov --token=⟦cd4bd7cc-1f37-4e24-a0ad-abf105310330⟧',
      'codecov upload --token ⟦cd4bd7cc-1f37-4e24-a0ad-abf105310330⟧',
      'codecov -t cd4bd7cc-1f37-4e24-a0ad-abf105310330-x',
      'codecov -t cd4bd7cc-1f37-4e24-a0ad-abf1053103307',
      'codecov is down\njob -t cd4bd7cc-1f37-4e24-a0ad-abf105310330',
      'random_password.db.result = "⟦hf7xbvvff8jarl9wrawb⟧"',
      'module.db.random_password.this["eu"].bcrypt_hash: "⟦hf7xbvvff8jarl9wrawb⟧"',
      'output random_password.db.result"    ="⟦hf7xbvvff8jarl9wrawb⟧"',
      'random_password.db.length = "hf7xbvvff8jarl9wrawb"',
      'random_password. See db.result = "hf7xbvvff8jarl9wrawb"',
    ])
      expectHidden(line, 'command-line-password');
  });
});
