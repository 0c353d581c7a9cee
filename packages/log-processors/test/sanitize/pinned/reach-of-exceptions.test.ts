import { describe, it } from 'vitest';
import { expectAllHidden } from '../support/hidden-parts.ts';

describe('what excepts ordinary text', () => {
  it('does not reach values that only begin or end like it', () => {
    expectAllHidden('ip', [
      'GET /scan/⟦81.16.18.3⟧/ports',
      'GET /check/⟦95.91.24.77⟧',
      'POST /devices/⟦88.77.66.55⟧/reboot',
      'GET /servers/⟦46.4.10.20⟧/health',
      'GET /limits/⟦46.4.10.20⟧',
      'GET /check/⟦203.0.113.0⟧/24',
      'GET /devices/⟦12.41.4.12⟧/firmware',
    ]);
    expectAllHidden('named-secret', [
      'GET /x?auth=⟦k3J9xQ2mZp7Lw4Vt8Ns1::nats://a:b4k3J9xQ@n1⟧',
      'auth=⟦/9j4AAQSkZJRgABAQ3k⟧',
      'x-auth: ⟦/9j4AAQSkZJRgABAQ3k⟧',
      'GET /x?auth=⟦k3J9xQ2mZp7Lw4Vt8Ns1.js⟧',
      'X-Auth: ⟦v12.34.56-k3J9xQ2mZp7Lw4Vt8Ns1⟧',
      'token=⟦list:k3J9xQ2mZp7Lw4Vt8Ns1⟧',
      'user=jo token=⟦1764500000123⟧',
      'token=⟦S-1-5-21-77⟧',
      'account_key=⟦mySecretKey⟧',
      'pass: ⟦Abc/9xZ.js⟧',
      'access_token=⟦update:correcthorse⟧',
      'auth=⟦edit:hunter2⟧',
      'password ⟦7f2a11cc-deploy-bot⟧',
      'access_token=⟦edit.k3J9xQ2mZp7Lw4Vt8Ns1⟧',
      'refresh_token: ⟦delete:k3J9xQ2mZp7Lw4Vt8Ns1⟧',
      'password=⟦edit:hunter2⟧',
      'password=⟦update.MyDog2024⟧',
      'password=⟦edit:hunter⟧',
      'pass=⟦Abc/9xZ.Kq⟧',
      "{pass:'⟦K9x/Zq3.pw⟧'}",
      'mysql pass: ⟦gh/Qw9.zx⟧',
      '[REDACTED:password=⟦hunter2x9⟧]',
      'token=[REDACTED:password: ⟦hunter2x9⟧]',
      '[REDACTED:token:⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧]',
      'DEBUG:config.password:⟦correcthorse⟧',
      'INFO:settings.secret_key:⟦abcdefghijklmnopqrstuvwxyz⟧',
      'ERROR:db.password:⟦Hunter⟧',
      'cvv=[⟦123⟧]',
      'pin: [⟦482⟧, 193]',
      'otp_token=⟦1764500000123⟧',
      'verify_token=⟦1500000000000⟧',
      'reset_token=⟦1764500000123⟧',
      'password=⟦correct_horse_9x2z***⟧',
      'password=⟦summer_2024***⟧',
      'password=⟦hunt***⟧',
      'Enter password ... ⟦pass-w0rd9⟧',
      'Enter password ... ⟦ok.Hunter9⟧',
      'Enter password ... ⟦12:34abcXy⟧',
      'Enter password ... ⟦/hunter2x9⟧',
      'one time passcode: ⟦geheimwort⟧',
      'one_time_passcode="⟦correct horse⟧"',
      'SENDGRID_KEY=⟦k3J9xQ2m=Zp7Lw4Vt8Ns1bC5d⟧',
      'ENCRYPT_KEY=⟦abc=def9K2mQ8xZ1pL7vN⟧',
      'apikey=⟦mySecretKey⟧',
      'api_key: ⟦superSecretName⟧',
      'secret_key=⟦catName⟧',
      'api key ⟦aB3dE5fG7hJ9kK/kilo/lima⟧',
      'secret ⟦9aB3dE5fG7hJ9zz-prod-main⟧',
      'password: ⟦(hunter⟧',
      'password=⟦S-1-5-21-1234⟧',
    ]);
    expectAllHidden('url-password', [
      'https://jo:⟦REDACTED:hunter2x9⟧@h',
      'postgres://jo:⟦CUT:hunter2x9⟧@h/db',
      'https://jo:⟦[REDACTED:hunter2x9]⟧@h',
    ]);
    expectAllHidden('command-line-password', ['mysql -p⟦REDACTED:hunter2x9⟧']);
    expectAllHidden('pan', ['cards=⟦4111111111111111⟧,⟦5500005555555559⟧']);
  });

  it('still reaches what it is for', () => {
    expectAllHidden('none', [
      'GET /check/4.12.4.0/status',
      'scopes: ["auth", "read:users2"]',
      '"auth": ["oauth2", "basic"]',
      'ERROR:app.auth.token:Refused (expired)',
      'password: (see wiki page)',
      'token=[REDACTED:named-secret]',
      'postgres://[REDACTED:url-password]@db/shop',
      'network_key=[1, 2, 3]',
      'api_key=sk_live_abcd***7890',
      'sync_token=1764500000123',
      'accountKey=orgId',
    ]);
  });
});
