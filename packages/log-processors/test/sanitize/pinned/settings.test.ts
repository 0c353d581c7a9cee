import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('the setting of a password that is not quoted', () => {
  it('is hidden to the end of its line; of what is run with it or said about it only the password is', () => {
    for (const line of [
      'DB_PASSWORD=⟦otter maple lantern⟧',
      'PASSWORD=⟦otter maple⟧',
      'X=1\nexport SMTP_PASSWD=⟦otter maple lantern⟧\nY=2',
      'X=1\\nset REDIS_PASS=⟦otter maple lantern⟧\\nY=2',
      '  ENV APP_PASSPHRASE = ⟦otter maple 7 lantern⟧  ',
      'app.mail.password=⟦otter maple, lantern!⟧',
      `DB_PASSWORD=⟦otter${' maple'.repeat(24)}⟧`,
      // another command, another field, a remark, an option, a name that is no setting's
      'DB_PASSWORD=⟦otter⟧ npm start',
      'PGPASSWORD=⟦otter⟧ psql shop',
      'DB_PASSWORD=⟦otter⟧ DB_USER=maple',
      'DB_PASSWORD=⟦otter⟧ is weak',
      'DB_PASSWORD=⟦otter⟧ -h maple',
      'DB_PASSWORD=⟦otter⟧ (from maple)',
      'DB_PASSWORD=⟦otter⟧ # maple',
      'DB_PASSWORD=⟦otter⟧ maple; ls',
      'DB_PASSWORD=⟦0tter⟧ maple',
      'password=⟦otter⟧ maple',
      'x DB_PASSWORD=⟦otter⟧ maple',
      'dbPassword=⟦otter⟧ maple',
      'DB_PASSWORD: ⟦0tter⟧ maple',
      'DB_TOKEN_PASSWORD=⟦otter⟧ requiredness maple="x"',
      `DB_PASSWORD=⟦otter⟧${' maple'.repeat(25)}`,
    ])
      expectHidden(line, 'named-secret');
    // what a validator says
    expectHidden('DB_PASSWORD=⟦must⟧ be at least 8 characters', 'named-secret');
  });
});

describe('a key in capitals, of whichever vendor', () => {
  it('is hidden if it is plainly random; is none', () => {
    for (const line of [
      'ACME_KEY=⟦9fJ2kLmQ0pZx7RtY⟧',
      'X1_MAIL_KEY=⟦a8f5f167f44f4964e6c998dee827110c⟧',
      'export ACME_KEY=⟦9fJ2kLmQ0pZx7RtY⟧',
      'process.env.ACME_KEY=⟦9fJ2kLmQ0pZx7RtY⟧',
      '{"ACME_KEY":"⟦pk-9fJ2kLm_Q0pZx7RtYvB3n⟧"}',
      'ACME_KEY=⟦0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧',
    ])
      expectHidden(line, 'named-secret');
    // its vendor's own length, and another
    expectHidden('ALGOLIA_KEY=⟦0123456789abcdef0123456789abcdef⟧', 'algolia-credential');
    expectHidden('ALGOLIA_KEY=⟦9fJ2kLmQ0pZx7RtYvB3n⟧', 'algolia-credential');
    for (const line of [
      'ACME_KEY=9fJ2kLmQ0pZx7Rt',
      'acme_key=9fJ2kLmQ0pZx7RtYvB3n',
      'xACME_KEY=9fJ2kLmQ0pZx7RtYvB3n',
      'ACMEKEY=9fJ2kLmQ0pZx7RtYvB3n',
      'CACHE_KEY=9fJ2kLmQ0pZx7RtYvB3n',
      'SITE_KEY=9fJ2kLmQ0pZx7RtYvB3n',
      'ACME_KEY=checkoutRedesign2026v2',
      'ACME_KEY=checkout-redesign-v2-2026',
      'ACME_KEY=backups/2026/11/db7.dump',
      'ACME_KEY=/srv/keys/9fJ2kLmQ0pZx7RtYvB3n',
      'ACME_KEY=12345678901234567890',
      'ACME_KEY=correcthorsebatterystaple',
      'ACME_KEY=a1a1a1a1a1a1a1a1a1a1',
      'ACME_KEY=EXAMPLE_9fJ2kLmQ0pZx7RtYvB3n',
    ])
      expectHidden(line, 'none');
  });
});

describe('a token of digits alone', () => {
  it('is hidden from eight digits on; by which a program goes on or takes turns is none', () => {
    for (const line of [
      'token=⟦48291375⟧',
      'reset.token:⟦4829137500⟧',
      '"pushToken":"⟦482913750012⟧"',
      `token=⟦${'4829137500'.repeat(6)}4829⟧`,
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      'token=4829137',
      'token: 48291375',
      'token is 48291375',
      `token=${'4829137500'.repeat(6)}48291`,
      'page_token=48291375',
      'nextToken=48291375',
      'sync-token=48291375',
      'fencing token=48291375',
      'tokens=48291375',
      'max_tokens=48291375',
      'session=48291375',
    ])
      expectHidden(line, 'none');
  });
});

describe('a setting that has its line to itself', () => {
  it('is hidden if its name is joined of words or it is set; is none', () => {
    for (const line of [
      'x\n  hec_token ⟦9d41c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧\ny',
      'set ikesecret ⟦w8Ruy3zQ⟧\nset x',
      '  set vpn ikesecret "⟦w8Ruy3zQ⟧"',
      'fernet-key ⟦w8Ruy3zQw8Ruy3zQ⟧',
      'x\\nauth-token ⟦w8Ruy3zQ⟧\\ny',
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      'hec_token w8Ruy3z',
      'the hec_token w8Ruy3zQ',
      'hec_token w8Ruy3zQ expired',
      'hec_token whispering',
      'hec_token 48291375',
      'hec_token rotated-2026',
      'hec_token sha256-abc',
      'secret w8ruy3zq',
      'token w8Ruy3zQ',
      'set ikesecret (w8Ruy3zQ)',
    ])
      expectHidden(line, 'none');
  });
});

describe('a pair in brackets', () => {
  it('is a name and its value where both stand alone in them', () => {
    for (const line of [
      '(fs.s3a.secret.key,⟦vcc7e552bwAv⟧)',
      'x (fs.s3a.secret.key,⟦vcc7e552bwAv==⟧)',
      '(app.api.token, ⟦vcc7e552⟧) x',
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      'fs.s3a.secret.key,vcc7e552bwAv)',
      '(fs.s3a.secret.key,vcc7e55)',
      'equal(fs.s3a.secret.key,vcc7e552bwAv)',
      'x](fs.s3a.secret.key,vcc7e552bwAv)',
      '(api.token,priority7=-1)',
      '(fs.s3a.secret.key,whispering)',
      '(fs.s3a.secret.key,app-tls-7x2)',
      '(fs.s3a.secret.key,vcc7e552bwAv',
      '(fs.s3a.secret.key,vcc7e552bwAv,x)',
      '(fs.s3a.secret.key,12345678)',
    ])
      expectHidden(line, 'none');
  });
});
