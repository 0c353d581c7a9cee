import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeControls } from '../../src/sanitize/decode-controls.js';
import { encodeControls } from '../../src/sanitize/encode-controls.js';
import type { InjectionProfile } from '../../src/sanitize/injection-profiles.js';

describe('an injection profile', () => {
  it.each<[InjectionProfile, string, string]>([
    ['web', '<a href="javascript:x">', '\\u003ca href=\\u0022\\u006aavascript:x\\u0022\\u003e'],
    ['csv', '=cmd()', '\\u003dcmd()'],
    ['csv', '-12.5', '-12.5'],
    ['csv', '＝cmd()', '\\uff1dcmd()'],
    [
      'template',
      '{{7*7}} <%= x %> #{y} {% z %}',
      '\\u007b{7*7\\u007d} \\u003c%= x \\u0025> \\u0023{y} \\u007b% z \\u0025}',
    ],
  ])('%s encodes %s', (profile, raw, encoded) => {
    expect(encodeControls(raw, { profiles: [profile] })).toBe(encoded);
    expect(decodeControls(encoded)).toBe(raw);
  });

  it('is exact for every string', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\\u003c', '<', '{{', '%}', '=', '\\', 'javascript:'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect(decodeControls(encodeControls(text, { profiles: ['web', 'csv', 'template'] }))).toBe(text);
      }),
    );
  });
});
