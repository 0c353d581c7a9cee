import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FoundStreams } from '../src/index.js';
import type { SealedRecord } from '../src/sealed-record.js';
import { judge } from './judged.js';
import { at, IDENTITY, loginFailure, loginStream, open, STREAM, stored } from './sealed-streams.js';

function foundIn(records: readonly SealedRecord[]) {
  const found = new FoundStreams();
  for (const { payload } of records) found.add(payload);
  return found.streams;
}

/** Twelve leaves, of which the last two stand under no checkpoint. */
function crashed() {
  const sealer = open();
  const records = [sealer.open];
  for (let n = 1; n <= 11; n += 1) {
    records.push(sealer.seal(loginFailure(n), at(n * 10)));
    if (n % 3 === 0) records.push(sealer.checkpoint());
  }
  return { records, end: { stream: STREAM, size: sealer.size, root: sealer.root() } };
}

describe('what a sealer left', () => {
  it('says how far its stream came, beyond what was signed, and who spoke in it', () => {
    const { records, end } = crashed();
    expect(foundIn(records)).toEqual([{ ...end, identity: IDENTITY, retention: 'audit', closed: false }]);
  });

  it('needs no beginning: a checkpoint with its last leaf stands for all before it', () => {
    const { records, end } = crashed();
    for (const from of [1, 4, 5, 10, 11]) expect(foundIn(records.slice(from))).toMatchObject([end]);
    expect(foundIn(records.slice(-2)), 'two leaves, and no checkpoint').toEqual([]);
  });

  it('is told apart stream by stream, and says which is closed', () => {
    const other = loginStream(3, open({ streamId: 'b'.repeat(32) }));
    const mixed = loginStream(5).flatMap((record, index) => [record, ...other.slice(index, index + 1)]);
    expect(foundIn(mixed)).toMatchObject([
      { stream: STREAM, size: 7, closed: true },
      { stream: 'b'.repeat(32), size: 5, closed: true },
    ]);
  });

  it.each<[string, (records: SealedRecord[]) => SealedRecord[]]>([
    ['a leaf of the end is gone', (records) => records.toSpliced(-2, 1)],
    [
      'a leaf of the end was edited',
      (records) => records.with(-2, edited(records.at(-2) as SealedRecord, 'user10', 'user99')),
    ],
    ['leaves changed places', (records) => [...records.slice(0, -2), records.at(-1), records.at(-2)] as SealedRecord[]],
  ])('is not guessed where %s', (_, change) => {
    expect(foundIn(change(crashed().records))).toEqual([]);
  });

  it('is known again from the next checkpoint on', () => {
    const { records, end } = crashed();
    expect(foundIn(records.toSpliced(2, 1))).toMatchObject([end]);
  });

  it('is not believed where a checkpoint says otherwise', () => {
    const { records } = crashed();
    const rival = crashedOtherwise();
    expect(foundIn([...records.slice(0, 4), rival])).toEqual([]);
  });

  it('can be continued by an honest successor', () => {
    const { records } = crashed();
    const [predecessor] = foundIn(records.slice(4));
    const heir = open({ streamId: 'c'.repeat(32), predecessor, now: at(900) });
    const ended = [heir.open, heir.close({ reason: 'done' }, at(910)), heir.checkpoint()];
    const report = judge(stored([...records, ...ended]));
    expect(report.findings).toEqual([]);
    expect(report.conditions[0]).toMatchObject({ condition: 'UNPROMISED_TAIL', sequence: '11–12' });
  });

  it('never throws, and remembers a bounded number of streams', () => {
    const found = new FoundStreams();
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => found.add(text)));
    const { payload } = open().open;
    for (let n = 0; n < 10_240; n += 1) found.add(payload.replaceAll(STREAM, n.toString(16).padStart(32, '0')));
    expect(found.streams).toHaveLength(1_024);
  });
});

/** A checkpoint of the same size over other leaves. */
function crashedOtherwise(): SealedRecord {
  const sealer = open();
  for (let n = 1; n <= 3; n += 1) sealer.seal(loginFailure(n + 50), at(n * 10));
  return sealer.checkpoint();
}

function edited(record: SealedRecord, from: string, to: string): SealedRecord {
  return { ...record, payload: record.payload.replace(from, to) };
}
