import { describe, expect, it } from 'vitest';
import { leafHash, type SealedRecord, type StreamSealer } from '../src/index.js';
import { changed, setAttribute, verdictOf } from './judged.js';
import { at, loginFailure, open, STREAM, stored } from './sealed-streams.js';

/** A stream of so many leaves, closed, with the tiles that its sealer should send. */
function tiledStream(leaves: number): readonly SealedRecord[] {
  const sealer = open();
  const records = [sealer.open];
  const leaf = (record: SealedRecord): void => {
    records.push(record);
    if (sealer.size % 256 === 0) records.push(sealer.checkpoint(), sealer.tile());
  };
  while (sealer.size < leaves - 1) leaf(sealer.seal(loginFailure(sealer.size), at(sealer.size)));
  leaf(sealer.close({ reason: 'x' }, at(leaves)));
  records.push(sealer.checkpoint());
  if (sealer.size % 256 !== 0) records.push(sealer.tile());
  return records;
}

function tilesOf(records: readonly SealedRecord[]): Record<string, string>[] {
  return records.filter(({ kind }) => kind === 'tile').map(({ payload }) => JSON.parse(payload));
}

describe('a tile', () => {
  const records = tiledStream(600);

  it('holds the hashes of 256 leaves, the last one of what is left', () => {
    const tiles = tilesOf(records);
    expect(tiles.map(({ level, index, width }) => [level, index, width])).toEqual([
      ['0', '0', '256'],
      ['0', '1', '256'],
      ['0', '2', '88'],
    ]);
    const leaves = records.filter(({ kind }) => kind !== 'checkpoint' && kind !== 'tile');
    const hashes = Buffer.concat(leaves.map(({ payload }) => leafHash(Buffer.from(payload))));
    expect(Buffer.concat(tiles.map((tile) => Buffer.from(tile['hashes'] as string, 'base64')))).toEqual(hashes);
  });

  it('shows what a checkpoint shows, with the time of its last leaf, and fits into any store', () => {
    const tile = records.find(({ kind }) => kind === 'tile') as SealedRecord;
    expect(tile).toMatchObject({
      eventName: 'audit.tile',
      severityNumber: 9,
      body: 'Leaf hashes of this audit stream.',
      hrTime: at(255),
      sequence: 256,
    });
    expect(Object.keys(tile.attributes)).toEqual(['audit.payload', 'audit.sequence.stream_id', 'event.name']);
    expect(tile.payload.length).toBeLessThan(11_200);
  });

  it('changes no verdict, whether it is there or lost', () => {
    const all = stored(records);
    const isTile = (record: (typeof all)[number]): boolean => record.logRecord.eventName === 'audit.tile';
    expect(verdictOf(all)).toEqual(['INTACT']);
    expect(verdictOf(all.filter((record) => !isTile(record)))).toEqual(['INTACT']);
  });

  it('must not pass for anything else', () => {
    const all = stored(records);
    const at = all.findIndex(({ logRecord }) => logRecord.eventName === 'audit.tile');
    const dressedUp = changed(all, at, (record) => setAttribute(record, 'user.id', { stringValue: 'u1' }));
    expect(verdictOf(dressedUp)).toEqual(['DISPLAY_MISMATCH #- user.id']);
  });

  it('of a stream that has only just opened holds the open leaf', () => {
    const sealer: StreamSealer = open();
    expect(JSON.parse(sealer.tile().payload)).toEqual({
      v: '1',
      kind: 'tile',
      stream: STREAM,
      level: '0',
      index: '0',
      width: '1',
      hashes: Buffer.from(leafHash(Buffer.from(sealer.open.payload))).toString('base64'),
    });
  });
});
