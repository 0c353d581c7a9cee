import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { noteRecord } from '../../src/record-notes.js';
import { createSanitizer, type Sanitizer } from '../../src/sanitize/sanitizer.js';
import { sanitizingProcessor } from '../../src/sanitize/sanitizing-processor.js';

function pipeline(options: Parameters<typeof sanitizingProcessor>[0] = {}) {
  const exporter = new InMemoryLogRecordExporter();
  const processors = [sanitizingProcessor(options), new SimpleLogRecordProcessor({ exporter })];
  const logger = new LoggerProvider({ processors }).getLogger('app');
  return { logger, exported: () => exporter.getFinishedLogRecords() };
}

describe('the sanitizing processor', () => {
  it('cleans body, attributes, names, event name and severity text before the exporter sees them', () => {
    const { logger, exported } = pipeline();
    const body = { message: 'hi\u001b', password: 'hunter2' };
    logger.emit({
      body,
      eventName: 'a\nb',
      severityText: 'INFO\u0000',
      attributes: { 'k\u0007': 'v\u001b', n: 1, apiKey: 'x' },
    });
    expect(exported()[0]).toMatchObject({
      body: { message: 'hi\\u001b', password: '[REDACTED:secret-key]' },
      eventName: 'a\\u000ab',
      severityText: 'INFO\\u0000',
      attributes: { 'k\\u0007': 'v\\u001b', n: 1, apiKey: '[REDACTED:secret-key]' },
    });
    expect(body).toEqual({ message: 'hi\u001b', password: 'hunter2' });
  });

  it('keeps the frames of a stack readable and lets no message forge one', () => {
    const { logger, exported } = pipeline();
    const exception = {
      name: 'Error',
      message: 'bad\n    at forged (x.js:1:1)',
      stack: 'Error: bad\n    at forged (x.js:1:1)\n    at real (y.js:2:2)\nnot a frame',
    };
    logger.emit({ exception });
    expect(exported()[0]?.attributes).toEqual({
      'exception.type': 'Error',
      'exception.message': 'bad\\u000a    at forged (x.js:1:1)',
      'exception.stacktrace': 'Error: bad\\u000a    at forged (x.js:1:1)\n    at real (y.js:2:2)\\u000anot a frame',
    });
  });

  it('renders a template message again from the clean attributes', () => {
    const catalogue = {
      render: (_event: string, attributes: Readonly<Record<string, unknown>>) => `login by ${attributes['password']}`,
    };
    const sanitizer = createSanitizer({ catalogue });
    const record = { eventName: 'security.x', body: 'login by hunter2', attributes: { password: 'hunter2' } };
    expect(sanitizer.sanitizeRecord(record).body).toBe('login by [REDACTED:secret-key]');
    const marked = { ...record, body: 'another text' };
    noteRecord(marked, { facts: undefined, templateMessage: true });
    expect(sanitizer.sanitizeRecord(marked).body).toBe('login by [REDACTED:secret-key]');
    expect(sanitizer.sanitizeRecord({ ...record, body: 'own words' }).body).toBe('own words');
  });

  it('never throws, and empties a record that the sanitizer failed on', () => {
    const broken = {
      sanitizeRecord: () => {
        throw new Error('boom');
      },
    } as unknown as Sanitizer;
    const { logger, exported } = pipeline({ sanitizer: broken });
    logger.emit({ body: 'secret', eventName: 'secret', attributes: { a: 'secret' } });
    expect(exported()[0]).toMatchObject({
      body: '[REDACTED:internal-error]',
      eventName: '[REDACTED:internal-error]',
      attributes: {},
    });
  });

  it('changes the content of attributes that cannot be replaced', () => {
    const attributes: Record<string, unknown> = { 'k\u0007': 1, password: 'hunter2', n: 1 };
    const record = Object.defineProperty({ body: 'x' }, 'attributes', { get: () => attributes, set: () => {} });
    sanitizingProcessor().onEmit(record as never);
    expect(attributes).toEqual({ 'k\\u0007': 1, password: '[REDACTED:secret-key]', n: 1 });
  });

  it('gives a record that the sanitizer failed on nothing that it had not', () => {
    const sanitizer = { sanitizeRecord: () => expect.fail('boom') } as unknown as Sanitizer;
    const record = { body: 'secret', attributes: { a: 'secret' } };
    sanitizingProcessor({ sanitizer }).onEmit(record as never);
    expect(record).toEqual({ body: '[REDACTED:internal-error]', attributes: {} });
  });

  it('asks for no record on its own', () => {
    expect(sanitizingProcessor().enabled?.({} as never)).toBe(false);
  });

  it('counts by rule and tells the telemetry', () => {
    const counted: unknown[] = [];
    const telemetry = { add: (...added: unknown[]) => void counted.push(added), reportOnce: () => {} };
    createSanitizer({ telemetry }).sanitizeValue('password', 'x');
    expect(counted).toEqual([['otelseal.sanitize.findings', 1, { rule: 'secret-key' }]]);
  });
});

describe('the sentence of a catalogued event', () => {
  const attributes = {
    'audit.actor.id': 'ada@example.com',
    'client.address': '203.0.113.50',
    'security.auth.method': 'password',
    'security.reason': 'wrong_password',
  };

  it('shows what its attributes show: the masked actor and the kept address', () => {
    const sanitizer = createSanitizer();
    const body = 'not from the template';
    const record = {
      eventName: 'security.authn.login.failure',
      body,
      attributes,
      instrumentationScope: { name: '@otelseal/security-events' },
    };
    expect(sanitizer.sanitizeRecord(record).body).toContain('from 203.0.113.50');
    expect(sanitizer.sanitizeRecord(record).body).not.toContain('ada@example.com');
    const kept = { ...record, attributes: { ...attributes, 'audit.actor.id': 'u-17' } };
    expect(sanitizer.sanitizeRecord(kept).body).toContain('from 203.0.113.50');
  });
});

describe('a marker that an attacker typed', () => {
  it('hides nothing behind it', () => {
    const sanitizer = createSanitizer();
    expect(sanitizer.sanitizeValue('note', '[REDACTED:pan] password=hunter2')).toBe(
      '[REDACTED:pan] password=[REDACTED:named-secret]',
    );
    expect(sanitizer.sanitizeText('password=[REDACTED:pan]hunter2')).not.toContain('hunter2');
  });
});
