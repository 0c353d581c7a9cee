import { describe, expect, it } from 'vitest';
import type { StreamSealer } from '../../src/seal-stream.js';
import type { SealedRecord } from '../../src/sealed-record.js';
import { changed, editPayload, judge, setAttribute, verdictOf, without } from '../judged.js';
import { at, IDENTITY, loginFailure, open, STREAM, stored } from '../sealed-streams.js';

const NEXT = 'a'.repeat(32);
const THIRD = 'b'.repeat(32);

/** A stream that ended in a crash: two leaves under a checkpoint, two more. */
function crashed(): { readonly sealer: StreamSealer; readonly records: SealedRecord[] } {
  const sealer = open();
  const records = [sealer.open, sealer.seal(loginFailure(1), at(10)), sealer.checkpoint()];
  records.push(sealer.seal(loginFailure(2), at(20)), sealer.seal(loginFailure(3), at(30)));
  return { sealer, records };
}

function successor(
  predecessor: { stream: string; size: number; root: Uint8Array },
  streamId = NEXT,
  service = 'shop',
): SealedRecord[] {
  const sealer = open({ streamId, predecessor, now: at(100), identity: { ...IDENTITY, service } });
  return [sealer.open, sealer.close({ reason: 'done' }, at(110)), sealer.checkpoint()];
}

const { sealer: first, records } = crashed();
const FOUND = { stream: STREAM, size: first.size, root: first.root() };
const CRASHED = stored(records);

describe('a stream whose successor found leaves beyond the last checkpoint', () => {
  it('has a tail that nobody promised, and is not closed', () => {
    const report = judge([...CRASHED, ...stored(successor(FOUND))]);
    expect(report.reason).toBe('UNPROMISED_TAIL');
    expect(report.conditions).toMatchObject([
      {
        ...{ condition: 'UNPROMISED_TAIL', stream: STREAM, sequence: '3–4' },
        detail: 'nobody but the successor, who found them, vouches for them',
      },
      { condition: 'UNCLOSED', stream: STREAM },
    ]);
  });

  it.each([
    ['the last leaf cut off', without(CRASHED, 4), ['TRUNCATED #4 -']],
    ['a leaf of the tail gone', without(CRASHED, 3), ['MISSING #3 -']],
    ['the tail changed', changed(CRASHED, 3, (r) => editPayload(r, 'user2', 'user9')), ['MODIFIED #3 user.id']],
    ['its last leaf changed', changed(CRASHED, 4, (r) => editPayload(r, 'user3', 'user9')), ['MODIFIED #4 user.id']],
    [
      'the tail shown otherwise',
      changed(CRASHED, 4, (r) => setAttribute(r, 'user.id', { stringValue: 'eve' })),
      ['DISPLAY_MISMATCH #4 user.id'],
    ],
  ])('shows %s', (_, tampered, expected) => {
    expect(verdictOf([...tampered, ...stored(successor(FOUND))])).toEqual(expected);
  });

  it('is only unclosed when there was nothing beyond', () => {
    const short = open();
    const kept = [short.open, short.checkpoint()];
    const found = { stream: STREAM, size: 1, root: short.root() };
    expect(verdictOf(stored([...kept, ...successor(found)]))).toEqual(['NOT PROVEN UNCLOSED']);
  });

  it('has two histories when the successor found fewer leaves than it had signed, or others', () => {
    const signed = [...CRASHED, ...stored([first.checkpoint()])];
    const shorter = open();
    shorter.seal(loginFailure(1), at(10));
    const fewer = { stream: STREAM, size: shorter.size, root: shorter.root() };
    expect(verdictOf([...signed, ...stored(successor(fewer))])).toEqual(['EQUIVOCATION #2 root']);
    const others = { ...FOUND, root: new Uint8Array(32) };
    expect(verdictOf([...signed, ...stored(successor(others))])).toEqual(['EQUIVOCATION #4 root']);
  });

  it('has one successor', () => {
    const both = [...CRASHED, ...stored(successor(FOUND)), ...stored(successor(FOUND, THIRD))];
    expect(verdictOf(both)).toEqual(['EQUIVOCATION #1 control.predecessor']);
  });

  it('is not continued by another service', () => {
    const bank = stored(successor(FOUND, NEXT, 'bank'), { ...IDENTITY, service: 'bank' });
    expect(verdictOf([...CRASHED, ...bank])).toEqual(['FOREIGN_KEY #1 control.predecessor']);
  });

  it('is not judged by a successor whose opening is not proven', () => {
    const unproven = stored(successor(FOUND).slice(0, 1));
    const report = judge([...CRASHED, ...unproven]);
    expect(report.conditions.map(({ condition }) => condition)).not.toContain('UNPROMISED_TAIL');
  });
});

describe('a stream that was closed', () => {
  it('is continued by a successor that names its end', () => {
    const { sealer, records: before } = crashed();
    before.push(sealer.close({ reason: 'rotation' }, at(40)), sealer.checkpoint());
    const found = { stream: STREAM, size: sealer.size, root: sealer.root() };
    expect(verdictOf(stored([...before, ...successor(found)]))).toEqual(['INTACT']);
  });
});
