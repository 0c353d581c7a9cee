import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('what stands where secrets are told, stored, typed or listed, and is none', () => {
  it('stays', () => {
    for (const line of [
      '"js-tokens": {\n "integrity": "sha512-RdJUflcE3cUzKiMqQgsCu06FPu9UdIJO0beYbPhHN4k6apgJtifcoCtT9bcxOpYBtpD2kCM6Sbzg4CausW/PKQ=="',
      '"tokens": {"prompt_hash": "k3J9xQ2mZp7Lw4Vt8Ns1bC5d"}',
      'tokens: { "request_id": "7de9a1c2-4b5f-4c3d-8e9f-0a1b2c3d4e5f" }',
      '"secrets": {"uid": "7de9a1c2-4b5f-4c3d-8e9f-0a1b2c3d4e5f"}',
      'messages_AuthenticationMD5Password as AuthenticationMD5Password, type x',
      'Password as Base64Encoded2Value',
      'Login failed, code: 18456',
      'websocket closed during login, code = 4001',
      'SMS delivery code: 30007',
      'your customer code: 123456',
      '2fa code length is 6000',
      'cache_key_1a2B3c4D5e6F7g8H9i',
      'idempotency_key_1a2B3c4D5e6F7g8H9i',
      'partition_key_3f9K2mQ8xZ1pL7vN',
      's3_key_1a2B3c4D5e6F7g8H9i',
      'blob_prod_1a2B3c4D5e6F7g8H9i',
      'cluster_dev_1a2B3c4D5e6F7g8H9i',
      'img_live_Thumb1024x768Q80WebpV2',
      'app_dev_Build20261130Nightly7Abc',
      'msbuild app.sln /u:admin /p:Configuration=Release',
      'dotnet msbuild -u:x -p:Configuration=Release',
      'ssh -u:a -p:2222',
      'mysql:host=db1;dbname=shop, timeout, retrying',
      "mysql('a','b','c','d','employees')",
      'db2 connect to sample user db2inst1 using ssl',
      'db2 connect to sample user db2inst1 using encrypted connection',
      'isql server1 user1 v1.2.3',
      'isql server1 user1 query2.sql',
      'passwordLabel.setText("Password (8+ chars)")',
      'page.fill("#password-hint","at least 8 characters")',
      'cy.get("#password").type("{selectall}{backspace}")',
      'gh secret set TOKEN --body file.txt',
      'vault kv put secret/app region=eu-west-1 ttl=30m0s1',
      'fly secrets set LOG_LEVEL=debug2',
      'genesis accounts 0xaaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff1234',
      'trie: accounts=0xaaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff1234',
      'Running seed: "create users and roles and orders and items then assign each role"',
      'printf $14$15$16$17$18$19$20$21',
      'Session 5Yt7UjM8iKo9lPqAzWsXeDc4 closed',
      'password changed in Release2B',
      'use Win+R1 as password',
      'password manager: 1Password8',
      'Login with GitHub: OAuth2+PKCE',
      'sip:1000000001@pbx',
      '{"from":"10000000000000","to":"10000000000001","twilio":1}',
    ])
      expectHidden(line, 'none');
  });

  it('and what is one goes', () => {
    expectHidden('tokens: { "agent": "⟦7de9a1c2-4b5f-4c3d-8e9f-0a1b2c3d4e5f⟧" }', 'named-secret');
    expectHidden('net use /u:admin /p:⟦hunter2x9⟧', 'command-line-password');
    expectHidden("new PDO('mysql:host=db1;dbname=shop', 'forge', '⟦wintermorning⟧')", 'argument-password');
    expectHidden("mysql('db1:3306','shop','orders','reader','⟦employees⟧')", 'argument-password');
    expectHidden('page.fill("#password","⟦at least 8⟧")', 'typed-password');
    expectHidden('fly secrets set API=⟦k3J9xQ2mZp7L⟧', 'command-line-password');
  });
});
