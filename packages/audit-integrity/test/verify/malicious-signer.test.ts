import { describe, expect, it } from 'vitest';
import { MerkleTree } from '../../src/merkle-tree.js';
import { checkpointOf, handMadeStream, opening } from '../hand-made-streams.js';
import { judge, verdictOf } from '../judged.js';
import { certificateOf, EPOCH, keyOf, START, trustOf } from '../sealed-streams.js';

const close = { kind: 'close', control: { reason: 'x' } };
const record = { kind: 'record' };
const seconds = (offset: number): string => `${START[0] + offset}000000000`;

describe('a signer who breaks the rules', () => {
  it('makes an intact stream while it keeps them', () => {
    expect(verdictOf(handMadeStream([opening(), record, close]))).toEqual(['INTACT']);
  });

  it('cannot go without an open leaf', () => {
    expect(verdictOf(handMadeStream([record, record, close]))).toEqual(['NOT PROVEN UNANCHORED']);
  });

  it('cannot open with a certificate that is none', () => {
    expect(verdictOf(handMadeStream([{ kind: 'open', control: { certificate: 'x' } }, close]))).toEqual([
      'MODIFIED #1 control.certificate',
    ]);
    expect(verdictOf(handMadeStream([{ kind: 'open' }, close]))).toEqual(['MODIFIED #1 control.certificate']);
    const trust = trustOf({}, { expectedServices: ['shop'] });
    const report = judge(handMadeStream([{ kind: 'open', control: { certificate: 'x' } }, close]), { trust });
    expect(report.streams).toMatchObject([{ trusted: false, closed: false, checkpoints: 0, records: 2 }]);
    expect(report.findings.map(({ verdict }) => verdict)).toContain('STREAM_MISSING');
  });

  it('cannot open with the certificate of another stream', () => {
    const other = certificateOf({ stream: 'f'.repeat(32) });
    expect(verdictOf(handMadeStream([opening({ certificate: other }), close]))).toEqual([
      'REPLAY #1 control.certificate',
    ]);
  });

  it('cannot open with a later epoch', () => {
    const later = certificateOf({ epoch: 2 });
    expect(verdictOf(handMadeStream([opening({ certificate: later }), close]))).toEqual([
      'BAD_EPOCH #1 control.certificate',
    ]);
  });

  it('cannot seal outside the validity of its certificate', () => {
    const early = handMadeStream([opening(), { ...record, time: seconds(-61) }, close]);
    const late = handMadeStream([opening(), { ...record, time: seconds(86_401) }, close]);
    expect(verdictOf(early)).toEqual(['BAD_EPOCH #2 audit.time']);
    expect(verdictOf(late)).toEqual(['BAD_EPOCH #2 audit.time']);
  });

  it('cannot change the retention class within a stream', () => {
    expect(verdictOf(handMadeStream([opening(), { ...record, retention: 'operational' }, close]))).toEqual([
      'FOREIGN_KEY #2 identity',
    ]);
  });

  it('cannot go on after the close', () => {
    expect(verdictOf(handMadeStream([opening(), close, record]))).toEqual(['NOT PROVEN UNCLOSED']);
  });

  it('cannot sign with a key that its certificate does not name', () => {
    expect(verdictOf(handMadeStream([opening(), close], keyOf('other')))).toEqual(['FOREIGN_KEY #2 checkpoint']);
  });

  it.each([
    ['its own key', EPOCH],
    ['another key', keyOf('other')],
  ])('cannot have a checkpoint over nothing, signed by %s, within a range or not', (_, key) => {
    const leaves = [opening(), { ...record, time: seconds(10) }, { ...close, time: seconds(11) }];
    const records = [...handMadeStream(leaves), checkpointOf(new MerkleTree(), [], key, seconds(10))];
    const range = { from: [START[0] + 10, 0], to: undefined } as const;
    expect(verdictOf(records)).toEqual(['MODIFIED #- audit.payload']);
    expect(verdictOf(records, { range })).toEqual(['MODIFIED #- audit.payload']);
  });

  it('cannot leave out a number or use one twice', () => {
    expect(verdictOf(handMadeStream([opening(), record, { ...record, sequence: '5' }, close]))).toContain(
      'MISSING #3 -',
    );
    const twice = judge(handMadeStream([opening(), record, { ...record, sequence: '2' }, close]));
    expect(twice.findings.map(({ verdict }) => verdict)).toContain('INSERTED');
  });

  it.each([
    ['an unknown kind', { kind: 'secret' }],
    ['an unknown member', { kind: 'record', extra: 'x' }],
    ['an empty member', { kind: 'record', event: '' }],
    ['a number that is none', { kind: 'record', sequence: '2x' }],
    ['a time that is none', { kind: 'record', time: 'now' }],
    ['a time with a sign', { kind: 'record', event_time: '-1795449600000000000' }],
    ['a hash that is none', { kind: 'record', prev: 'A'.repeat(42) }],
    ['a text where an object belongs', { kind: 'record', attributes: 'x' }],
    ['an object where a text belongs', { kind: 'record', event: { a: 'b' } }],
  ])('cannot seal %s', (_, leaf) => {
    const report = judge(handMadeStream([opening(), leaf, close]));
    expect([report.verdict, report.findings[0]?.verdict]).toEqual(['NOT INTACT', 'MODIFIED']);
  });
});
