import { describe, expect, it } from 'vitest';
import type { SanitizeOptions } from '../../src/sanitize/sanitize-options.js';
import { createSanitizer, type Sanitizer } from '../../src/sanitize/sanitizer.js';

/** A sanitizer whose application logs in the middle of a record, and so comes back to it. */
function backInTheMiddle(options: (log: () => void) => SanitizeOptions) {
  let isLogging = false;
  const made: { sanitizer?: Sanitizer } = {};
  const log = () => {
    if (isLogging) return;
    isLogging = true;
    made.sanitizer?.sanitizeRecord({ body: `a long and ordinary sentence ${'x'.repeat(1_000)}`, attributes: { a: 1 } });
    isLogging = false;
  };
  const sanitizer = createSanitizer(options(log));
  made.sanitizer = sanitizer;
  return sanitizer;
}

const pseudonym = { keyId: 'k', key: Buffer.alloc(32, 7) };

describe('an application that logs while a record is sanitized', () => {
  const record = {
    eventName: 'security.x',
    body: 'login of hunter2, ada@example.com',
    attributes: { password: 'hunter2', email: 'ada@example.com' },
  };

  it('gets out no name by its telemetry, which hears of every finding', () => {
    const catalogue = {
      render: (_event: string, { password, email }: Readonly<Record<string, unknown>>) =>
        `login of ${password}, ${email}`,
    };
    const sanitizer = backInTheMiddle((log) => ({ catalogue, telemetry: { add: log, reportOnce: log } }));
    expect(sanitizer.sanitizeRecord(record).body).toBe('login of [REDACTED:secret-key], [REDACTED:email]');
  });

  it('gets out no name by the period of its pseudonyms', () => {
    const sanitizer = backInTheMiddle((log) => ({
      personal: { email: 'pseudonym' },
      pseudonym: {
        ...pseudonym,
        period: () => {
          log();
          return '2026-11';
        },
      },
    }));
    const text = 'ada@example.com wrote to bob@example.com: password=hunter2';
    expect(sanitizer.sanitizeText(text)).toMatch(
      /^p_k_[a-z2-7]{16} wrote to p_k_[a-z2-7]{16}: password=\[REDACTED:named-secret\]$/,
    );
  });

  it('does not have its escapes escaped again', () => {
    const sanitizer = backInTheMiddle((log) => ({ telemetry: { add: log, reportOnce: log } }));
    const encoded = { attributes: { a: 'password=hunter2', b: '\\u0007' } };
    expect(sanitizer.sanitizeRecord(encoded, { encodedBefore: true }).attributes['b']).toBe('\\u0007');
  });

  it('does not begin its bounds anew', () => {
    const bounds = { maxRecordLength: 100 };
    const sanitizer = backInTheMiddle((log) => ({ bounds, telemetry: { add: log, reportOnce: log } }));
    const { attributes } = sanitizer.sanitizeRecord({
      attributes: { a: `token=hunter2x ${'y'.repeat(80)}`, b: 'z'.repeat(50) },
    });
    expect(attributes['b']).toContain('[CUT:');
  });

  it('loses the value, not the record, where its period fails', () => {
    const sanitizer = createSanitizer({
      personal: { email: 'pseudonym' },
      pseudonym: {
        ...pseudonym,
        period: () => {
          throw new Error('no clock');
        },
      },
    });
    const { attributes } = sanitizer.sanitizeRecord({ attributes: { a: 'ada@example.com', b: 'ordinary' } });
    expect(attributes).toEqual({ a: '[REDACTED:internal-error]', b: 'ordinary' });
  });
});
