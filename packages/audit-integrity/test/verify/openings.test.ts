import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../src/index.js';
import { handMadeStream, opening } from '../hand-made-streams.js';
import { judge, verdictOf } from '../judged.js';
import { certificateOf, keyOf } from '../sealed-streams.js';

const close = { kind: 'close', control: { reason: 'x' } };
const record = { kind: 'record' };
const foreign = certificateOf({ root: keyOf('stranger') });
const openOf = (certificate: string) => handMadeStream([opening({ certificate }), close])[0] as StoredRecord;
const judged = (records: readonly StoredRecord[]) => {
  const { verdict, findings, streams } = judge(records);
  return [verdict, streams[0]?.trusted, ...findings.map((finding) => `${finding.verdict} ${finding.sequence}`)];
};

describe('the leaf that opens a stream', () => {
  it('is its first', () => {
    expect(verdictOf(handMadeStream([opening(), record, close]))).toEqual(['INTACT']);
    expect(judged(handMadeStream([record, opening(), close]))).toEqual(['NOT PROVEN', false]);
    expect(judged(handMadeStream([record, record, { ...opening(), sequence: '3' }]))).toEqual(['NOT PROVEN', false]);
  });

  it('says that it does', () => {
    for (const kind of ['close', 'heartbeat', 'gap']) {
      expect(judged(handMadeStream([{ ...opening(), kind }, record, close]))).toEqual(['NOT PROVEN', false]);
    }
  });

  it.each([
    ['a stranger', foreign],
    ['nobody', 'x'],
  ])('is of several the one that a trusted root vouches for, whatever came before of %s', (_, certificate) => {
    const stream = handMadeStream([opening(), record, close]);
    expect(judged([openOf(certificate), ...stream])).toEqual(['NOT INTACT', true, 'INSERTED 1']);
    expect(judged([...stream, openOf(certificate)])).toEqual(['NOT INTACT', true, 'INSERTED 1']);
  });

  it('is of several that nobody trusts the one with a certificate', () => {
    const stream = handMadeStream([opening({ certificate: foreign }), record, close]);
    expect(judge([openOf('x'), ...stream]).findings).toContainEqual(
      expect.objectContaining({ verdict: 'FOREIGN_KEY', sequence: '1', field: 'control.certificate' }),
    );
    expect(judge([openOf('x'), ...stream]).streams[0]).toMatchObject({ trusted: false, checkpoints: 1 });
  });
});
