import { describe, expect, it } from 'vitest';
import { CONDITIONS, type Finding, type ReportedCondition, TAMPER_VERDICTS } from '../../src/verdict.js';
import { decide, type Grounds } from '../../src/verify/decide.js';

const finding = (verdict: Finding['verdict']): Finding => ({
  verdict,
  stream: '-',
  sequence: '-',
  field: '-',
  detail: '',
});
const condition = (name: ReportedCondition['condition']): ReportedCondition => ({
  condition: name,
  stream: '-',
  sequence: '-',
  detail: '',
});
const GOOD: Grounds = {
  hasTrust: true,
  findings: [],
  conditions: [],
  streams: 1,
  producers: true,
  require: [],
  accept: [],
};
const INTACT = { verdict: 'INTACT', exitCode: 0, reason: '' };
const notProven = (reason: string) => ({ verdict: 'NOT PROVEN', exitCode: 2, reason });

describe('the decision', () => {
  it('row 1: without a trust file nothing is proven, whatever else holds', () => {
    expect(decide({ ...GOOD, hasTrust: false, findings: [finding('MODIFIED')] })).toEqual(notProven('UNTRUSTED'));
  });

  it.each(TAMPER_VERDICTS)('row 2: %s is tampering, whatever condition holds', (verdict) => {
    const grounds = { ...GOOD, findings: [finding(verdict)], conditions: [condition('UNCLOSED')] };
    expect(decide(grounds)).toEqual({ verdict: 'NOT INTACT', exitCode: 1, reason: '' });
  });

  it.each(['UNTRUSTED', 'PROVISIONAL', 'UNPROMISED_TAIL', 'UNANCHORED', 'UNCLOSED'] as const)(
    'row 3: %s proves nothing',
    (name) => {
      expect(decide({ ...GOOD, conditions: [condition('DUPLICATE_BENIGN'), condition(name)] })).toEqual(
        notProven(name),
      );
    },
  );

  it('row 3: names the first condition by precedence', () => {
    expect(decide({ ...GOOD, conditions: CONDITIONS.map(condition).reverse() })).toEqual(notProven('UNTRUSTED'));
  });

  it('row 4: a redaction proves nothing unless it is accepted', () => {
    expect(decide({ ...GOOD, conditions: [condition('REDACTED')] })).toEqual(notProven('REDACTED'));
    expect(decide({ ...GOOD, conditions: [condition('REDACTED')], accept: ['redacted'] })).toEqual(INTACT);
  });

  it('row 5: nothing sealed proves nothing', () => {
    expect(decide({ ...GOOD, streams: 0 })).toEqual(notProven('NOTHING_SEALED'));
  });

  it('row 6 and 7: a producer or a witness that is required and absent proves nothing', () => {
    expect(decide({ ...GOOD, conditions: [condition('NOT_WITNESSED')] })).toEqual(notProven('NOT_WITNESSED'));
    expect(decide({ ...GOOD, require: ['closed', 'producer'] })).toEqual(INTACT);
    expect(decide({ ...GOOD, producers: false, require: ['producer'] })).toEqual(notProven('NOT_PRODUCER'));
  });

  it.each(['EXPIRED', 'DUPLICATE_BENIGN'] as const)('row 8: %s changes nothing', (name) => {
    expect(decide({ ...GOOD, conditions: [condition(name)] })).toEqual(INTACT);
  });
});
