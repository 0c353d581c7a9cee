import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('behind the name of a secret', () => {
  it('a value is hidden; a path, the name of an object and what else is none stays', () => {
    for (const line of [
      'arn:aws:secretsmanager:eu:1:x secret=⟦hunter2Zq⟧',
      'x checksum/a secret: ⟦9f86d081884c7d65⟧',
      '/app.key.password: ⟦hunter2⟧',
      'pam_unix(sshd:auth): password=⟦hunter2⟧',
      '/x/private.key=⟦hunter2⟧',
      'private.key: ⟦hunter2⟧',
      '/x/password: ⟦hunter2⟧ a.key',
      'PWD=⟦hun/ter2⟧',
      'API_KEY_HEADER=⟦9zK-Api⟧',
      'API_KEY_HEADER=⟦Zk3vQ9xT⟧',
      'reset_pin=⟦xGPIO17⟧',
      'reset_pin=⟦GPIO17x9⟧',
      'secret: ⟦9K/default/app-tls⟧',
      'secret: ⟦default/app-tls/9K⟧',
      'MYSQL_PWD=⟦/hunter2⟧',
      'header_secret=⟦abcdef⟧',
      'pin_code=⟦GPIO17⟧',
      'app_secret: ⟦default/app⟧',
      'secret2: ⟦default/app⟧',
      'sessionId=⟦a0x14f0⟧',
      'sessionId=⟦0x14f0zz⟧',
      'password=⟦0x14f05578⟧',
      'password=⟦/hunter2⟧',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of [
      'arn:aws-cn:secretsmanager:eu:1:secret:x1y2z3',
      'checksum/secret: 9f86d081884c7d65',
      '/etc/ssl/private.key: permission9',
      String.raw`PWD=C:\Users`,
      'PWD=../srv',
      'API_KEY_HEADER=Authorization',
      'reset_pin=PB12',
      'reset_pin=GPIO-17',
      'secret: default/shop-app-tls-22',
      'secret: my-ns/app-tls',
      'example.kubernetes.io/auth-secret: shop-tls-2',
      'example.kubernetes.io/secret: shop-tls-2',
      'k8s.io/db-password: shop-tls-2',
      'existing_secret: db-credentials-2',
      'pull-secrets: reg-cred-7x2',
      'tlsSecretName: shop-tls-7x2',
      'tls_secret_name: shop-tls-7x2',
      'secret_ref: shop/app-tls-x7k2p',
      'secretRef: shop/app-tls-x7k2p',
      'sessionId=0x14f05578bd8000f',
      'db_password->/var/x',
      'db_password  -> /var/x',
    ])
      expectHidden(line, 'none');
  });
});

describe('a name and its value in two cells', () => {
  it('are one line or one row of a table', () => {
    for (const line of [
      String.raw`| password | ⟦hun\kter2⟧ |`,
      '"password\t⟦hunter2⟧"',
      String.raw`password\t⟦hunter2⟧\nx`,
      '"password    ⟦hunter2⟧"',
      String.raw`password    ⟦hunter2⟧\nx`,
      'password | ⟦hunter2⟧ |',
      '|   password | ⟦hunter2⟧ |',
      '"password | ⟦hunter2⟧ | x"',
      'my db password    ⟦hunter2⟧',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of [
      'hunter2x\npassword was changed',
      `a word of password    hunter2\n${'x '.repeat(100)}`,
      'password    hunter2 | x',
      '| api_key | shop-tls-7x2 | password |',
    ])
      expectHidden(line, 'none');
  });
});

describe('a name that is a value itself', () => {
  it('says what another member of its object is; a member of another object, or of another name, is none', () => {
    for (const line of [
      "{value: '⟦hunter2⟧', name: 'password'}",
      '{"value" : "⟦hunter2⟧", "name" : "password"}',
      '{value="⟦hunter2⟧" name= "password"}',
      '<input value="⟦swordfish⟧" type="password"> is x',
      'type="password" id="x" value="⟦swordfish⟧" x',
      "{'value': '⟦hunter2⟧', 'name': 'password'}",
      `<input value="⟦swordfish⟧" type="password">${'x '.repeat(250)}`,
      'x y z {"value":"⟦hunter2⟧","name":"password"}',
      'x }{"name":"password","x":1,"value":"⟦swordfish⟧"}',
      '{"name":"password","x":1,"value":"⟦it\'s⟧"}',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of [
      '{xvalue:"hunter2",name:"password"}',
      '{"value":"hunter2","name":"a","is":"password"}',
      '{"value":"hunter2","name":"password policy"}',
      '{"value":"hunter2","xname":"password"}',
      '{"name":"password","x":1},{"value":"hunter2"}',
    ])
      expectHidden(line, 'none');
  });
});
