import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../src/index.js';
import { changed, editPayload, judge, verdictOf, without } from '../judged.js';
import { loginStream, stored } from '../sealed-streams.js';

// #1 open, #2–#5 logins, a checkpoint of five, then #6–#11 that nothing signs
const RECORDS = stored(loginStream(10))
  .filter(({ logRecord }, index) => logRecord.eventName !== 'audit.checkpoint' || index === 5)
  .slice(0, -1);
const at = (sequence: number): number => (sequence <= 5 ? sequence - 1 : sequence);

const otherSalt = (records: readonly StoredRecord[], sequence: number) =>
  changed(records, at(sequence), (record) => editPayload(record, /"salt":"../, '"salt":"QQ'));
const otherPrev = (records: readonly StoredRecord[], sequence: number) =>
  changed(records, at(sequence), (record) => editPayload(record, /"prev":"../, '"prev":"QQ'));
const isUnanchored = ({ condition }: { condition: string }) => condition === 'UNANCHORED';
const modified = (records: readonly StoredRecord[]) =>
  verdictOf(records).map((finding) => finding.replace(' audit.payload', ''));

describe('a tail behind the last signed root', () => {
  it('is unanchored, from the first number that nothing signed to the last', () => {
    const { verdict, conditions } = judge(RECORDS);
    expect(verdict).toBe('NOT PROVEN');
    expect(conditions.filter(isUnanchored)).toMatchObject([{ sequence: '6–11' }]);
  });

  it('is unanchored but for what is known to be other', () => {
    const { conditions } = judge(otherSalt(RECORDS, 8));
    expect(conditions.filter(isUnanchored).map(({ sequence }) => sequence)).toEqual(['6–7', '9–11']);
  });

  it('of one leaf that does not fit the last signed one is other, not the signed one', () => {
    expect(modified(otherPrev(RECORDS.slice(0, 7), 6))).toEqual(['MODIFIED #6']);
  });

  it('with a hole misses the numbers of the hole, also right behind the root', () => {
    expect(verdictOf(without(RECORDS, at(8), at(9)))).toEqual(['MISSING #8–9 -']);
    expect(verdictOf(without(RECORDS, at(6)))).toEqual(['MISSING #6 -']);
    expect(verdictOf(without(RECORDS, at(4), at(5), at(6), at(7)))).toEqual(['MISSING #4–7 -']);
  });

  it.each([6, 7, 8, 10])('names #%i alone when only its content is other', (sequence) => {
    expect(modified(otherSalt(RECORDS, sequence))).toEqual([`MODIFIED #${sequence}`]);
  });

  it.each([6, 7, 8, 10])('names #%i alone when what it says of the leaf before it is other', (sequence) => {
    expect(modified(otherPrev(RECORDS, sequence))).toEqual([`MODIFIED #${sequence}`]);
  });

  it('names two neighbours when both are other, and two that are apart', () => {
    expect(modified(otherPrev(otherPrev(RECORDS, 8), 7))).toEqual(['MODIFIED #7', 'MODIFIED #8']);
    expect(modified(otherPrev(otherSalt(RECORDS, 7), 10))).toEqual(['MODIFIED #7', 'MODIFIED #10']);
  });

  it('cannot tell which of the last two is other, and names the earlier', () => {
    expect(modified(otherPrev(RECORDS, 11))).toEqual(['MODIFIED #10']);
  });

  it('says nothing of what the last leaf holds: no leaf names it', () => {
    expect(judge(otherSalt(RECORDS, 11)).verdict).toBe('NOT PROVEN');
  });
});
