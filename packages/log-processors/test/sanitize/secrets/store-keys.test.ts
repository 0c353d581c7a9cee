import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a key under which a store keeps a session or a link', () => {
  it('loses what is behind its prefix', () => {
    for (const line of [
      'GET sess:⟦Kd93kfL20xQm7xk29zHy⟧',
      '"GET" "sessions:⟦Kd93kfL20xQm7xk29zHy4v⟧"',
      'get memc.sess.⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'get memc.sess.key.⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'get memc.sess.lock.key.⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET session_store:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'HGETALL spring:s:sessions:expires:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'SET totp:jo 482913',
      'GET verify:session:⟦b2cd7a8e-0f4c-4c0a-9a64-2f8c1b7d3e55⟧',
      'GET invite:b2cd7a8e-0f4c-4c0a-9a64-2f8c1b7d3e55 of a session',
      'GET sid:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET pwreset:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET pw_reset:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET password_reset:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET password-reset:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET passwordreset:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET reset:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET magic:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET verify:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET refresh:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET rt:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET invite:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET email_verify:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET oauth:code:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET cache/sess:5::⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET cache/sess:12::⟦Kd93kfL20xQm7xk29zHy4v==⟧',
      'GET cache/sess:⟦Kd93kfL20xQm7xk29zHy4v==⟧, done',
      'KEYS {sess:⟦Kd93kfL20xQm7xk29zHy4v⟧}',
      'KEYS [sess:⟦Kd93kfL20xQm7xk29zHy4v⟧]',
      'KEYS x,sess:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'KEYS k=sess:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'KEYS a-sess:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'KEYS a:sess:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'KEYS a_sess:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'KEYS (sess:⟦Kd93kfL20xQm7xk29zHy4v⟧)',
      'sess:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET otp:⟦Kd93kfL20xQm7xk29zHy4v⟧',
    ])
      expectHidden(line, 'store-key');
    for (const line of [
      'GET sessionid:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET session_id:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'HGETALL spring:session:⟦sessions:Kd93kfL20xQm7xk29zHy4v⟧',
      'HGETALL spring:session:⟦sessions:expires:Kd93kfL20xQm7xk29zHy4v⟧',
      'HGETALL spring:session:⟦sessions:b2cd7a8e-0f4c-4c0a-9a64-2f8c1b7d3e55⟧',
      'HGETALL app:session:⟦b2cd7a8e-0f4c-4c0a-9a64-2f8c1b7d3e55⟧',
      'GET PHPREDIS_SESSION:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET connect.sid:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET reset_token:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET magiclink:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET magic_link:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET magic-link:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET login_token:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET access_token:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET refresh_token:⟦Kd93kfL20xQm7xk29zHy4v⟧',
      'GET oauth:token:⟦Kd93kfL20xQm7xk29zHy4v⟧',
    ])
      expectHidden(line, 'named-secret');
  });

  it('stays where it is an id, words, a version or too short', () => {
    for (const line of [
      'GET xsess:Kd93kfL20xQm7xk29zHy4v',
      'GET sess:Kd93kfL20xQm7xk29zH',
      'GET item:Kd93kfL20xQm7xk29zHy4v',
      'GET Kd93kfL20xQm7xk29zHy4v',
      'GET sess:64b7f9a2c3d4e5f601234567',
      'GET sess:64B7F9A2C3D4E5F601234567',
      'GET sess:⟦64b7f9a2c3d4e5f6012345678⟧',
      'GET sess:⟦g4b7f9a2c3d4e5f601234567⟧',
      'GET verify:orders-of-2026-november-30',
      'GET verify:⟦orders-of-2026-november-3X⟧',
      'GET verify:⟦1orders-of-2026-november⟧',
      'GET refresh:v12.4.0-build2026abcdef',
      'GET refresh:12.4.0-build2026abcdef',
      'GET refresh:1.4.0-build2026abcdef',
      'GET refresh:⟦x1.4.0-build2026abcdef⟧',
      'GET sess:kdxxkflxxxqmxxkxxzhyxv',
      'GET rt:aaaaaaaaaaaaaaaaaaaaaa1',
      'GET invite:b2cd7a8e-0f4c-4c0a-9a64-2f8c1b7d3e55',
      'GET invite:⟦b2cd7a8e-0f4c-4c0a-9a64-2f8c1b7d3e555⟧',
      'GET invite:⟦xb2cd7a8e-0f4c-4c0a-9a64-2f8c1b7d3e55⟧',
      'GET verify:⟦b2cd7a8e-0f4c-9a64-2f8c1b7d3e55⟧',
      'GET invite:session-b2cd7a8e-0f4c-4c0a-9a64-2f8c1b7d3e55',
      'GET invite:Kd93kfL20xQm7xk29zHy4v:x',
      'GET invite:a:Kd93kfL20xQm7xk29zHy4v',
    ])
      expectHidden(line, 'store-key');
  });

  it('holds a code of its own', () => {
    for (const line of [
      'SET otp:login:jo ⟦482913⟧',
      'SET 2fa:jo ⟦482913⟧',
      '"SETEX" "otp:jo" "300" "⟦482913⟧"',
      '"SET" "otp:jo" "⟦482913⟧" "EX" "300"',
      'SETEX otp:jo 300 ⟦482913⟧',
      'SET otp:jo EX 300 ⟦482913⟧',
      'SET otp:jo, EX 300, ⟦482913⟧',
      '\\"SETEX\\" \\"otp:jo\\" \\"300\\" \\"⟦482913⟧\\"',
      '["SETEX", "otp:jo", "300", "⟦482913⟧"]',
      "['SETEX', 'otp:jo', '300', '⟦482913⟧']",
      'SET otp:jo PX 300000 ⟦482913⟧]',
      'SET otp:jo "PX" "300000" "⟦482913⟧"',
      'SET otp:jo ⟦482913⟧ and more',
      'SET otp:jo 482913x',
      'SET otp:jo ttl 482913',
      'SET otp:jo,ttl 482913',
      'SET otp:jo,ttl9 ⟦482913⟧',
      'SET otp:jottl ⟦482913⟧',
      'SET otp: jo 482913',
      'SET otp:"jo 482913',
      'SET otp:jo 123',
      'EXPIRE sess:otp:jo ⟦482913⟧',
    ])
      expectHidden(line, 'one-time-code');
  });
});
