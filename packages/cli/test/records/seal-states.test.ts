import type { Report } from '@otelseal/audit-integrity';
import { describe, expect, it } from 'vitest';

import { SealStates } from '../../src/records/seal-states.js';

const STREAM = 'a'.repeat(32);
const at = (sequence: number, stream = STREAM) => ({ seal: { stream, sequence, timeNs: 1n } });

function states(report: Partial<Report> = {}): SealStates {
  const stream = { stream: STREAM, trusted: true } as Report['streams'][number];
  const empty = { findings: [], conditions: [], counts: {}, streams: [stream] };
  return new SealStates({ ...empty, ...report } as unknown as Report);
}

const finding = (verdict: Report['findings'][number]['verdict'], sequence: string, field = '-') => ({
  verdict,
  stream: STREAM,
  sequence,
  field,
  detail: '',
});

describe('what is said of a record', () => {
  it('is sealed only in a trusted stream', () => {
    expect(states().of(at(1))).toBe('sealed');
    expect(states().of(at(1, 'b'.repeat(32)))).toBe('not proven (UNTRUSTED)');
    expect(states().of({ seal: undefined })).toBe('not sealed');
    expect(states().of({ seal: 'unreadable' })).toBe('seal unreadable');
  });

  it('is the finding on its number, or on its whole stream', () => {
    const some = states({ findings: [finding('MODIFIED', '4–6'), finding('DISPLAY_MISMATCH', '9', 'body')] });
    expect([3, 4, 6, 7, 9].map((number) => some.of(at(number)))).toEqual([
      'sealed',
      'MODIFIED',
      'MODIFIED',
      'sealed',
      'DISPLAY_MISMATCH body',
    ]);
    expect(states({ findings: [finding('FOREIGN_KEY', '-')] }).of(at(3))).toBe('FOREIGN_KEY');
  });

  it('is not spoilt by what is missing elsewhere, nor by the end of the stream', () => {
    const conditions = [{ condition: 'UNCLOSED', stream: STREAM, sequence: '-', detail: '' } as const];
    expect(states({ findings: [finding('MISSING', '-')], conditions }).of(at(3))).toBe('sealed');
    const open = [{ condition: 'UNANCHORED', stream: STREAM, sequence: '3–5', detail: '' } as const];
    expect(states({ conditions: open }).of(at(3))).toBe('not proven (UNANCHORED)');
  });

  it('is never sealed where the report lists fewer findings than there are', () => {
    const cut = states({ findings: [finding('MODIFIED', '4')], counts: { MODIFIED: 1_500 } });
    expect(cut.of(at(3))).toBe('not proven (more findings than are listed)');
  });

  it('makes a stream with forged records doubtful, and one that is shown otherwise not', () => {
    expect(states().isProven(STREAM)).toBe(true);
    expect(states({ findings: [finding('DISPLAY_MISMATCH', '9', 'body')] }).isProven(STREAM)).toBe(true);
    expect(states({ findings: [finding('REPLAY', '9')] }).isProven(STREAM)).toBe(false);
    expect(states({ streams: [] }).isProven(STREAM)).toBe(false);
    const provisional = [{ condition: 'PROVISIONAL', stream: STREAM, sequence: '-', detail: '' } as const];
    expect(states({ conditions: provisional }).isProven(STREAM)).toBe(false);
  });
});

describe('whether a trusted key signed what a record says', () => {
  it.each<readonly [what: string, isSo: boolean, report: Partial<Report>]>([
    ['so of a record on which nothing is said', true, {}],
    ['so where the source alone shows something else', true, { findings: [finding('DISPLAY_MISMATCH', '3', 'body')] }],
    ['not so of another text', false, { findings: [finding('MODIFIED', '3')] }],
    ['not so where both are said', false, { findings: [finding('DISPLAY_MISMATCH', '3'), finding('INSERTED', '3–4')] }],
    [
      'not so where more is found than is listed',
      false,
      { findings: [finding('MODIFIED', '9')], counts: { MODIFIED: 2 } },
    ],
  ])('is %s', (_, isSo, report) => {
    expect(states(report).speaksSigned(at(3))).toBe(isSo);
  });

  it('is not so in a stream of a stranger, whatever else is found there', () => {
    const stream = 'b'.repeat(32);
    const some = states({ findings: [{ ...finding('DISPLAY_MISMATCH', '3'), stream }] });
    expect(some.speaksSigned(at(3, stream))).toBe(false);
  });

  it('is not so without a seal', () => {
    expect(states().speaksSigned({ seal: undefined })).toBe(false);
  });
});
