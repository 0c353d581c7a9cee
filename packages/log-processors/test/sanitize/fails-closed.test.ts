import { createSecretKey } from 'node:crypto';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { KeywordAutomaton } from '../../src/sanitize/detect/keyword-automaton.js';
import { TextScanner } from '../../src/sanitize/detect/text-scanner.js';
import { FieldPolicies } from '../../src/sanitize/field-policies.js';
import { FieldSanitizer } from '../../src/sanitize/field-sanitizer.js';
import { FoundSpans } from '../../src/sanitize/found-spans.js';
import { FieldNames } from '../../src/sanitize/keys/field-names.js';
import { Pseudonyms } from '../../src/sanitize/pseudonym.js';
import { RecentTexts } from '../../src/sanitize/recent-texts.js';
import { UserRules } from '../../src/sanitize/rules/user-rules.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';
import { sanitizingProcessor } from '../../src/sanitize/sanitizing-processor.js';
import { TextSanitizer } from '../../src/sanitize/text-sanitizer.js';

const CANARY = 'Kanarie7Xq9z';
const RECORD = {
  eventName: `event password=${CANARY}`,
  severityText: `level password=${CANARY}`,
  body: { text: `password=${CANARY}`, mail: `${CANARY}@example.com`, list: [`token: ${CANARY}`] },
  attributes: {
    note: `password=${CANARY} \u0007`,
    apiKey: CANARY,
    'session.id': CANARY,
    contact: `${CANARY}@example.com`,
    nested: { password: CANARY, bytes: Buffer.from(`password=${CANARY}`) },
    'exception.stacktrace': `Error: password=${CANARY}\n    at f (a.js:1:1)`,
    [`password=${CANARY}`]: 1,
  },
};
const PSEUDONYM = { keyId: 'k', key: createSecretKey(Buffer.alloc(32, 1)) };

/** Every method that stands between a value and its marker. */
const PARTS: readonly (readonly [string, object, string])[] = [
  ['the keyword table', KeywordAutomaton.prototype, 'find'],
  ['the scan', TextScanner.prototype, 'survey'],
  ['the judgement', TextScanner.prototype, 'judge'],
  ['the collection of findings', FoundSpans.prototype, 'secret'],
  ['the memory of texts', RecentTexts.prototype, 'isClean'],
  ['the policies of fields', FieldPolicies.prototype, 'of'],
  ['the knowledge of names', FieldNames.prototype, 'of'],
  ['the pseudonyms', Pseudonyms.prototype, 'of'],
  ['the rules of users', UserRules.prototype, 'actionFor'],
  ['a field', FieldSanitizer.prototype, 'leaf'],
  ['a stack trace', FieldSanitizer.prototype, 'stackTrace'],
  ['a text', TextSanitizer.prototype, 'sanitize'],
  ['a name', TextSanitizer.prototype, 'sanitizeName'],
  ['the encoding', TextSanitizer.prototype, 'encode'],
];

function breakPart(prototype: object, method: string): void {
  vi.spyOn(prototype as Record<string, () => never>, method).mockImplementation(() => {
    throw new Error(`broken ${CANARY}`);
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

const options = { pseudonym: PSEUDONYM, rules: { 'no.such.path': 'mask' } } as const;

describe.each(PARTS)('when %s fails', (_part, prototype, method) => {
  it('every value that it was needed for is a marker, and each is counted', () => {
    const sanitizer = createSanitizer(options);
    breakPart(prototype, method);
    const clean = sanitizer.sanitizeRecord(RECORD);
    const text = JSON.stringify(clean, (_name, part) =>
      part instanceof Uint8Array ? Buffer.from(part).toString('latin1') : part,
    );
    expect(text).not.toContain(CANARY);
    expect(text).toContain('[REDACTED:internal-error]');
    expect(sanitizer.findings['internal-error']).toBeGreaterThan(0);
  });

  it('nothing throws into the application, and nothing is exported as it was', () => {
    const exporter = new InMemoryLogRecordExporter();
    const processors = [sanitizingProcessor(options), new SimpleLogRecordProcessor({ exporter })];
    const logger = new LoggerProvider({ processors }).getLogger('app');
    breakPart(prototype, method);
    expect(() => logger.emit(RECORD as never)).not.toThrow();
    const { body, attributes, eventName, severityText } = exporter.getFinishedLogRecords()[0] ?? {};
    expect(JSON.stringify({ body, attributes, eventName, severityText })).not.toContain(CANARY);
  });
});

describe('a listener that throws', () => {
  const broken = () => {
    throw new Error('no telemetry');
  };

  it('changes nothing of what is taken out, and is not thrown on', () => {
    const sanitizer = createSanitizer({ telemetry: { add: broken, reportOnce: broken } });
    expect(sanitizer.sanitizeText(`password=${CANARY}`)).toBe('password=[REDACTED:named-secret]');
    breakPart(TextScanner.prototype, 'survey');
    expect(sanitizer.sanitizeText(`password=${CANARY}`)).toBe('[REDACTED:internal-error]');
  });
});

describe('a catalogue or a period that throws', () => {
  const broken = () => {
    throw new Error(CANARY);
  };

  it('leaves a marker in the place of the message', () => {
    const sanitizer = createSanitizer({ catalogue: { render: broken } });
    const record = { eventName: 'a.b', body: `password=${CANARY}`, attributes: { password: CANARY } };
    expect(sanitizer.sanitizeRecord(record).body).toBe('[REDACTED:internal-error]');
  });

  it('leaves a marker in the place of the person', () => {
    const sanitizer = createSanitizer({ pseudonym: { ...PSEUDONYM, period: broken } });
    expect(sanitizer.sanitizeValue('contact', 'ada@example.com')).toBe('[REDACTED:internal-error]');
  });
});
