import { describe, expect, it } from 'vitest';
import { isNumericToken, looksLikeCredential, looksSecret } from '../../../src/sanitize/keys/secret-key.js';

describe('a token of digits', () => {
  const MILLIS = '1764324000000';

  it('is drawn at random, and never a time where it proves something', () => {
    const rows = [
      ['reset_token', '12345678'],
      ['page_token_reset_token', '12345678'],
      ['watch_token', `9${MILLIS}`],
      ['watch_token', `${MILLIS}1`],
      ['watch_token', '1464324000000'],
      ['token', MILLIS],
      ['my token', MILLIS],
      ['session_token', MILLIS],
      ['x_token', '1'.repeat(64)],
    ];
    expect(rows.filter(([name = '', value = '']) => !isNumericToken(name, value))).toEqual([]);
  });

  it('counts, goes on or tells a time elsewhere', () => {
    const rows = [
      ['reset_token', '1234567'],
      ['x_token', '1'.repeat(65)],
      ['x_token', '1234567x'],
      ['token_id', '12345678'],
      ['pagetoken', '12345678'],
      ['next page token', '12345678'],
      ['fencing-token', '12345678'],
      ['watch_token', MILLIS],
      ['watch_token', `${MILLIS}000`],
      ['watch_token', `${MILLIS}000000`],
      ['watch_token', '2064324000000'],
      ['token_watch_token', MILLIS],
    ];
    expect(rows.filter(([name = '', value = '']) => isNumericToken(name, value))).toEqual([]);
  });
});

describe('what a name of a code or of a credential is followed by', () => {
  it('is a code', () => {
    const codes = [
      '123',
      '1-2-3',
      '123 456',
      '123456789012',
      'ab12',
      'A1-B2-C3',
      'x2026-11-30',
      '2026-11-30x',
      '2126-11-30',
    ];
    expect(codes.filter((value) => !looksSecret('code', value))).toEqual([]);
    const others = [
      '12',
      '1 2 3 4 5 6 7 8 9 0 1 2 3',
      'abcd',
      '2026-11-30',
      '1999-01-01',
      'ab1',
      'ab12!',
      `a1${'b'.repeat(15)}`,
      '',
    ];
    expect(others.filter((value) => looksSecret('code', value))).toEqual([]);
  });

  it('is a credential', () => {
    const values = ['hunter2', 'hunter!', 'XTbcdf', 'supercalifragilisticWord', 'x'.repeat(24)];
    expect(values.filter((value) => !looksLikeCredential(value))).toEqual([]);
    const others = [
      'hunt2',
      'hunter 2',
      '1234567',
      '12.34:56',
      'hunter',
      'StringToSign',
      'refresh_token_rotation',
      '0x14f05578bd8000f',
    ].concat(['com.apple.xpc.activity/4505', 'android.os.BinderProxy@2bd79ce', 'x'.repeat(23), 'Xtbcdf']);
    expect(others.filter(looksLikeCredential)).toEqual([]);
  });
});
