import { describe, expect, it } from 'vitest';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';
import { looksLikeCredential, looksSecret, secretKeyVerdict } from '../../../src/sanitize/keys/secret-key.js';

const words = (text: string): string[] => text.split(' ');
const names = new FieldNames();

describe('a word behind the name of a secret', () => {
  it.each(
    words(
      `2 12 v2 value values raw plain plaintext text string str data content body base64 b64 hex encoded encrypted enc old new current
      previous prev confirm confirmation again repeat live test prod production staging dev stage local sandbox default main primary
      secondary master backup temp tmp my the a b json env list array map pair`.replace(/\s+/g, ' '),
    ),
  )('changes nothing: password_%s', (word) => {
    expect(secretKeyVerdict(`password_${word}`)).toBe('certain');
    expect(secretKeyVerdict(`db_password_${word}_2`)).toBe('certain');
  });

  it.each(['expires', 'length', 'policy', 'reset', 'manager', 'values2x', 'xvalue', 'testing', 'v', 'vx'])(
    'that says something else makes it another name: password_%s',
    (word) => {
      expect(secretKeyVerdict(`password_${word}`)).toBe('none');
    },
  );

  it.each(
    words(
      'password passwd passphrase passcode secret apikey apitoken secretkey accesskey privatekey authtoken accesstoken refreshtoken sessiontoken credential credentials',
    ),
  )('may be glued to one before it and to a number: mysql%s2', (name) => {
    expect(secretKeyVerdict(`mysql${name}`)).toBe('certain');
    expect(secretKeyVerdict(`mysql${name}23`)).toBe('certain');
    expect(secretKeyVerdict(`mysql${name}less`)).toBe('none');
  });

  it('is looked for in names of up to 256 units', () => {
    expect(secretKeyVerdict('password'.padStart(256, 'x_'))).toBe('certain');
    expect(secretKeyVerdict('password'.padStart(257, 'x_'))).toBe('none');
  });
});

describe('a name of numbers that are ordinary', () => {
  it.each(
    words(
      `id ids uuid guid uid ts timestamp timestamps time times nano nanos ns ms us micros millis seq sequence offset cursor trace span
      traceparent hash sha sha256 md5 crc crc32 digest checksum commit etag revision build version nonce size length count bytes duration
      elapsed port pid tid order orders ref reference invoice tracking serial sku ean upc isbn gtin barcode job batch correlation request
      req transaction txn tx shipment parcel ticket case event epoch created updated date at index key block height gas wei mem memory heap
      rss counter ticks cycles lag balance amount total long snowflake queue partition lsn xid oid inode address addr ptr pointer player
      lobby room guild match server instance worker node host vm pod segment usage used limit quota xmin xmax xlog wal bigint int int8
      int64 uint64 hashed hashcode slot shard term generation rev watermark pos ttl delay latency thread process row rows record
      records orderid userid traceids`.replace(/\s+/g, ' '),
    ),
  )('has the word %s', (word) => {
    expect(names.of(word).operational).toBe(true);
    expect(names.of(`last_${word}`).operational).toBe(true);
  });

  it.each(['idea', 'valid', 'timely', 'note', 'card', 'phone', 'iban', 'message', 'sizes2x', 'portal', 'blocked'])(
    'is not %s',
    (word) => {
      expect(names.of(word).operational).toBe(false);
    },
  );

  it('of more than 256 units is none', () => {
    expect(names.of('_id'.padStart(256, 'x')).operational).toBe(true);
    expect(names.of('_id'.padStart(257, 'x')).operational).toBe(false);
  });
});

describe('a name of personal data', () => {
  it.each(
    words(
      '2 value raw number no nr num id str string text input new old primary secondary home work masked plain hash',
    ),
  )('may have %s behind it', (word) => {
    expect(names.of(`phone_${word}`).personal).not.toEqual([]);
  });

  it.each(['model', 'plan', 'x'])('is another name with %s behind it', (word) => {
    expect(names.of(`phone_${word}`).personal).toEqual([]);
  });
});

describe('the memory for names', () => {
  it('gives the same answer for a name after thousands of others', () => {
    const first = names.of('userPassword');
    for (let n = 0; n < 5_000; n++) names.of(`name ${n}`);
    expect(names.of('userPassword')).toEqual(first);
  });
});

describe('what stands behind a name of a secret', () => {
  it.each(['123', '1234567', '123-456', '12 34 56', '123456789012', 'A1B2', 'ABCD-1234-EFGH-5'])(
    'is a code: %s',
    (value) => {
      expect(looksSecret('code', value)).toBe(true);
    },
  );

  it.each(['', '12', 'abcd', 'A1', '1234567890123-4567', 'code 123 x', 'invalid', 'ABCD-1234-EFGH-56'])(
    'is no code: %s',
    (value) => {
      expect(looksSecret('code', value)).toBe(false);
    },
  );

  it.each(['s3cr3t', 'pa$$word', 'xKqzRtPw', 'QRTzkpw', 'x'.repeat(24)])('looks like a credential: %s', (value) => {
    expect(looksLikeCredential(value)).toBe(true);
    expect(looksSecret('likely', value)).toBe(true);
  });

  it.each([
    'abc12',
    'two words1',
    '12345678',
    '2026-11-23',
    '1.2.3.4',
    '0x14f05578bd8000f',
    'com.apple.xpc.activity/4505',
    'android.os.BinderProxy@2bd79ce',
    'StringToSign',
    'refresh_token_rotation',
    'expired',
    'x'.repeat(23),
  ])('does not look like a credential: %s', (value) => {
    expect(looksLikeCredential(value)).toBe(false);
  });

  it('is a secret whatever it is, if the name is certain, and none if it is empty', () => {
    expect([looksSecret('certain', 'x'), looksSecret('certain', ''), looksSecret('none', 's3cr3t!!')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
