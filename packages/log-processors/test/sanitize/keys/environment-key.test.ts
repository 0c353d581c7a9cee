import { expect, it } from 'vitest';
import { isEnvironmentKey, isRandomKey } from '../../../src/sanitize/keys/environment-key.js';

it('a key of the environment is in capitals and opens something', () => {
  const keys = [
    'ACME_KEY',
    'A1_B2_C3_D4_E5_F6_KEY',
    'app.ACME_KEY',
    'set ACME_KEY',
    'CACHED_KEY',
    'ACME_HOTEL_KEY',
    'ACME_WEBSITE_KEY',
  ];
  expect(keys.filter((name) => !isEnvironmentKey(name))).toEqual([]);
  const others = [
    'acme_key',
    'KEY',
    '1_KEY',
    'xACME_KEY',
    'ACME_KEYS',
    'ACME_PUBLIC_KEY',
    'CACHE_KEY',
    'SITE_KEY',
    'X_HOT_KEY',
    'S3_KEY',
  ];
  expect(others.filter(isEnvironmentKey)).toEqual([]);
});

it('a random key changes between letters and digits at every second or third place', () => {
  const keys = [
    'A7x9Qk2Mp4R6t8Zw',
    'A7x9Qabcd-k2m4p6r8t1',
    'QWERT9ASDFG8ZXCV',
    `${'Abcdefg9Hijklmn8'.repeat(16)}${'a'.repeat(768)}`,
  ];
  expect(keys.filter((value) => !isRandomKey(value))).toEqual([]);
  const others = [
    'QWERTYUIOPASDFG9',
    'shop-db-1-k2m4p6r8',
    '/A7x9Qk2Mp4R6t8Zw',
    '~A7x9Qk2Mp4R6t8Zw',
    'A7x9Qk2Mp4R6t8Zw.json',
    'A7x9Qk2Mp4R6t8Z',
  ];
  expect([...others, 'A7x9Qk2Mp4R6t8Zw!', 'A7x9Qxxxxxxk2Mp4R6t8'].filter(isRandomKey)).toEqual([]);
});
