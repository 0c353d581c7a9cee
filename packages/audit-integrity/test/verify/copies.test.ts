import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../src/index.js';
import { changed, editPayload, judge, setAttribute, without } from '../judged.js';
import { at, loginFailure, loginStream, open, stored } from '../sealed-streams.js';

const RECORDS = stored(loginStream(6));
const told = (records: readonly StoredRecord[]) =>
  judge(records).findings.map(({ verdict, sequence, field, place }) => `${verdict} ${sequence} ${field} ${place}`);
const copyOf = (index: number, place: string, change: Parameters<typeof changed>[2]): StoredRecord => ({
  ...(changed(RECORDS, index, change)[index] as StoredRecord),
  place,
});
/** #3 as another service's. */
const asAnothers = (place: string) =>
  copyOf(2, place, (record) => {
    record.resource = [{ key: 'service.name', value: { stringValue: 'bank' } }, ...record.resource.slice(1)];
  });
const shownOtherwise = (index: number, place: string) =>
  copyOf(index, place, (record) => setAttribute(record, 'user.id', { stringValue: 'eve' }));

describe('a record that is shown under another identity', () => {
  it('besides its own place was replayed, whichever came first', () => {
    expect(told([...RECORDS, asAnothers('copy')])).toEqual(['REPLAY 3 service.name copy']);
    expect(told([asAnothers('copy'), ...RECORDS])).toEqual(['REPLAY 3 service.name copy']);
  });

  it('in its own place is shown otherwise, however often', () => {
    const gone = without(RECORDS, 2);
    expect(told([...gone, asAnothers('a')])).toEqual(['DISPLAY_MISMATCH 3 service.name a']);
    expect(told([...gone, asAnothers('a'), asAnothers('b')])).toEqual([
      'DISPLAY_MISMATCH 3 service.name a',
      'DISPLAY_MISMATCH 3 service.name b',
    ]);
  });

  it('was replayed, too, where another record is shown otherwise', () => {
    const other = [...RECORDS.slice(0, 3), shownOtherwise(3, 'other'), ...RECORDS.slice(4)];
    expect(told([...other, asAnothers('copy')]).sort()).toEqual([
      'DISPLAY_MISMATCH 4 user.id other',
      'REPLAY 3 service.name copy',
    ]);
    expect(told([...RECORDS, shownOtherwise(2, 'other'), asAnothers('copy')]).sort()).toEqual([
      'DISPLAY_MISMATCH 3 user.id other',
      'REPLAY 3 service.name copy',
    ]);
  });
});

describe('of several records with one number', () => {
  const rivals = [20, 30].map((n) => {
    const sealer = open();
    const leaves = [1, n].map((user) => sealer.seal(loginFailure(user), at(user * 10)));
    return { ...(stored(leaves)[1] as StoredRecord), place: `rival ${n}` };
  }) as [StoredRecord, StoredRecord];

  it('those were inserted that are not the signed one, whichever came first', () => {
    expect(told([...RECORDS, rivals[0]])).toEqual(['INSERTED 3 - rival 20']);
    expect(told([rivals[0], ...RECORDS])).toEqual(['INSERTED 3 - undefined']);
    expect(told([rivals[0], ...RECORDS, rivals[1]])).toEqual(['INSERTED 3 - undefined', 'INSERTED 3 - rival 30']);
    expect(told([...RECORDS, ...rivals, ...rivals])).toEqual(['INSERTED 3 - rival 20', 'INSERTED 3 - rival 30']);
  });

  it('behind the close all were, and nothing else is said of them', () => {
    const sealer = open();
    const leaves = [sealer.open, ...Array.from({ length: 10 }, (_, n) => sealer.seal(loginFailure(n + 20), at(n)))];
    const behind = stored(leaves).slice(8, 10);
    expect(told([...RECORDS, ...behind])).toEqual(['INSERTED 9–10 - undefined']);
  });
});

describe('a record that cannot be read', () => {
  const unread = (index: number) =>
    copyOf(index, 'unread', (record) => setAttribute(record, 'audit.payload', undefined));

  it('stands for its own number and for no other that is gone', () => {
    expect(told([...without(RECORDS, 2, 4), unread(4)])).toEqual([
      'MODIFIED 5 audit.payload unread',
      'MISSING 3 - undefined',
    ]);
    expect(told([...without(RECORDS, 3), unread(1)])).toEqual([
      'MODIFIED 2 audit.payload unread',
      'MISSING 4 - undefined',
    ]);
    expect(told([...without(RECORDS, 2, 3), unread(2)])).toEqual([
      'MODIFIED 3 audit.payload unread',
      'MISSING 4 - undefined',
    ]);
  });
});

describe('a changed text', () => {
  it('that is shown as it says has no place but its number', () => {
    const edited = changed(RECORDS, 2, (record) => editPayload(record, /"salt":"../, '"salt":"QQ'));
    expect(judge(edited).findings).toEqual([
      expect.objectContaining({ verdict: 'MODIFIED', sequence: '3', field: 'audit.payload' }),
    ]);
    expect(judge(edited).findings[0]).not.toHaveProperty('place');
  });
});
