import { describe, expect, it } from 'vitest';
import { VENDOR_FIELDS } from '../../src/sanitize/keys/vendor-field-table.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';
import { hasRightChecksum } from '../../src/sanitize/secrets/token-checksum.js';
import { VENDOR_SOURCES } from '../../src/sanitize/secrets/vendor-sources.js';
import { VENDOR_TOKENS } from '../../src/sanitize/secrets/vendor-token-table.js';

describe('the tables of vendors', () => {
  it('know at least two hundred vendors, each with the source of the facts about it', () => {
    const vendors = new Set(VENDOR_TOKENS.map(({ vendor }) => vendor));
    expect([...vendors].filter((vendor) => VENDOR_SOURCES[vendor] === undefined)).toEqual([]);
    expect(Object.keys(VENDOR_SOURCES).filter((vendor) => !vendors.has(vendor))).toEqual([]);
    const all = new Set([...vendors].map((vendor) => vendor.toLowerCase()));
    for (const [vendor] of VENDOR_FIELDS) all.add(vendor);
    expect(all.size).toBeGreaterThanOrEqual(350);
  });
});

describe('a checksum inside a token', () => {
  // The random part and the checksum of the example in https://gist.github.com/coolaj86/eb8cddfd3e4251258712dfed03e1f86d
  const random = 'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ';

  it('is the CRC-32 of the random part in base 62', () => {
    expect(hasRightChecksum(`ghp_${random}0mLq17`, 'crc32-base62')).toBe(true);
    expect(hasRightChecksum(`ghp_${random}0mLq18`, 'crc32-base62')).toBe(false);
    expect(hasRightChecksum('ghp_0mLq17', 'crc32-base62')).toBe(false);
  });

  it('proves a token that looks like a placeholder, and its absence proves nothing: logs cut tokens off', () => {
    const sanitizer = createSanitizer();
    const dull = `${'x'.repeat(30)}`;
    expect(sanitizer.sanitizeText(`ghp_${dull}123456`)).toBe(`ghp_${dull}123456`);
    expect(sanitizer.sanitizeText(`ghp_${dull}13M0X2`)).toBe('[REDACTED:github-token]');
    expect(sanitizer.sanitizeText(`ghp_${random}`)).toBe('[REDACTED:github-token]');
  });
});
