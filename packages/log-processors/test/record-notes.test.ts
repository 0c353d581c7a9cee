import { inspect } from 'node:util';
import type { DetectionFacts } from '@otelseal/semantic-conventions';
import { describe, expect, it } from 'vitest';
import { detectionFactsOf } from '../src/detection-facts-of.js';
import { forgetDetectionFacts } from '../src/forget-detection-facts.js';
import { noteRecord, notesOf } from '../src/record-notes.js';
import { createSanitizer } from '../src/sanitize/sanitizer.js';
import { sanitizingProcessor } from '../src/sanitize/sanitizing-processor.js';

const facts = { details: { actor: 'ada@example.com' } } as unknown as DetectionFacts;
const note = { facts, templateMessage: true };
const NOTES = Symbol.for('otelseal.record.notes.1');
const ENCODED = Symbol.for('otelseal.sanitize.encoded.1');

describe('what is noted about a record', () => {
  it.each([
    ['spread', (record: object) => ({ ...record })],
    ['assigned', (record: object) => Object.assign({}, record)],
    ['inherited', (record: object) => Object.create(record) as object],
  ])('is not true of what is %s from it', (_how, copyOf) => {
    const record = { eventName: 'a.b' };
    noteRecord(record, note);
    expect(detectionFactsOf(record)).toBe(facts);
    expect(notesOf(copyOf(record))).toBeUndefined();
  });

  it('shows in no print of the record', () => {
    const record = {};
    noteRecord(record, note);
    expect(inspect(record, { depth: null, getters: false })).not.toContain('ada@example.com');
    expect(JSON.stringify(record)).toBe('{}');
  });

  it('is kept for a record that takes no property, and for one whose prototype has the place', () => {
    const frozen = Object.freeze({});
    const below = Object.freeze(Object.create({ [NOTES]: undefined }) as object);
    for (const record of [frozen, below]) {
      noteRecord(record, note);
      expect(detectionFactsOf(record)).toBe(facts);
    }
  });

  it('loses its facts, and nothing else, when they are to be forgotten', () => {
    for (const record of [{}, Object.freeze({})]) {
      forgetDetectionFacts(record); // nothing noted yet
      noteRecord(record, note);
      forgetDetectionFacts(record);
      expect(detectionFactsOf(record)).toBeUndefined();
      expect(notesOf(record)?.templateMessage).toBe(true);
    }
  });

  it('is not forged by what an application puts there', () => {
    expect(notesOf({ [NOTES]: note })).toBeUndefined();
  });
});

describe('the mark of an encoded record', () => {
  const emit = (record: Record<PropertyKey, unknown>) => {
    sanitizingProcessor({ sanitizer: createSanitizer() }).onEmit(record as never, undefined as never);
    return record;
  };

  it('spares the record a second escape', () => {
    const record = emit(emit({ body: 'a\u0007 \\u0007', attributes: {} }));
    expect(record['body']).toBe('a\\u0007 \\u005cu0007');
  });

  it('is not true of a copy with another body', () => {
    const record = emit({ body: 'a', attributes: {} });
    const copy = emit({ ...record, body: '\\u0007', attributes: {} });
    expect(copy['body']).toBe('\\u005cu0007');
  });

  it('lets no secret through, whatever stands there', () => {
    for (const mark of [true, {}, 1]) {
      const record = emit({ [ENCODED]: mark, body: 'password=hunter2 \\u0007', attributes: {} });
      expect(record['body']).toBe('password=[REDACTED:named-secret] \\u005cu0007');
    }
    const forged: Record<PropertyKey, unknown> = { body: 'password=hunter2 \u0007', attributes: {} };
    forged[ENCODED] = forged;
    expect(emit(forged)['body']).toBe('password=[REDACTED:named-secret] \\u0007');
  });
});
