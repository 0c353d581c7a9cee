import { describe, expect, it } from 'vitest';
import { counted } from '../../../../test/long/scale.ts';
import type { SealedRecord, StoredRecord, StoredValue } from '../../src/index.js';
import { changed, type Mutable, payloadOf, setAttribute, verdictOf } from '../judged.js';
import { at, loginFailure, open, STREAM, stored } from '../sealed-streams.js';

/* Tiles as an exporter sends them: one for each 256 leaves, and one of the rest before the end. Nobody signed them. */

const OTHER = 'abcdef0123456789abcdef0123456789';
const LEAVES = 600;

function tiled(streamId: string): SealedRecord[] {
  const sealer = open({ streamId });
  const records = [sealer.open];
  for (let n = 1; sealer.size < LEAVES; n += 1) {
    records.push(
      sealer.size === LEAVES - 1 ? sealer.close({ reason: 'end' }, at(n)) : sealer.seal(loginFailure(n), at(n)),
    );
    if (sealer.size % 256 === 0 || sealer.closed) records.push(sealer.tile(), sealer.checkpoint());
  }
  return records;
}

const SEALED = tiled(STREAM);
const RECORDS = stored(SEALED);
const TILES = SEALED.flatMap(({ kind }, index) => (kind === 'tile' ? [index] : []));
const OTHERS = stored(tiled(OTHER).filter(({ kind }) => kind === 'tile'));

/** Without leaves 301 to 303, which only a tile can bridge. */
const HOLED = RECORDS.filter((_, index) => {
  const { kind, sequence } = SEALED[index] as SealedRecord;
  return kind !== 'record' || sequence < 301 || sequence > 303;
});
const HOLE = ['MISSING #301–303 -'];
const tilesIn = (records: readonly StoredRecord[]): number[] =>
  records.flatMap(({ logRecord }, index) => (logRecord.eventName === 'audit.tile' ? [index] : []));

type Change = (record: Mutable<StoredRecord>) => void;
const carried =
  (from: string | RegExp, to: string): Change =>
  (record) => {
    const text = payloadOf(record as StoredRecord);
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`The tile has no ${from}`);
    setAttribute(record, 'audit.payload', { stringValue: edited });
  };

/** Every member of what a tile carries × what can be done to it. */
const CARRIED: readonly (readonly [string, Change])[] = [
  ['level: another', carried('"level":"0"', '"level":"1"')],
  ['level: none', carried('"level":"0",', '')],
  ['index: the next', carried(/"index":"(\d)"/, '"index":"7"')],
  ['index: negative', carried(/"index":"(\d)"/, '"index":"-1"')],
  ['index: huge', carried(/"index":"(\d)"/, '"index":"9007199254740991"')],
  ['width: less', carried(/"width":"\d+"/, '"width":"3"')],
  ['width: none', carried(/,"width":"\d+"/, '')],
  ['hashes: a bit', carried('"hashes":"', '"hashes":"AAAA')],
  ['hashes: one other', carried(/"hashes":"[^"]{43}/, `"hashes":"${'A'.repeat(43)}`)],
  ['hashes: empty', carried(/"hashes":"[^"]*"/, '"hashes":"AAAA"')],
  ['a member more', carried('"v":"1"', '"v":"1","w":"1"')],
];

/** Everything that a tile shows. */
const SHOWN: readonly (readonly [field: string, Change])[] = [
  ['eventName', (record) => Object.assign(record.logRecord, { eventName: 'audit.other' })],
  ['severityNumber', (record) => Object.assign(record.logRecord, { severityNumber: 17 })],
  ['severityText', (record) => Object.assign(record.logRecord, { severityText: 'ERROR' })],
  ['body', (record) => Object.assign(record.logRecord, { body: { stringValue: 'All is well.' } })],
  ['user.id', (record) => setAttribute(record, 'user.id', text('eve'))],
  ['audit.sequence.stream_id', (record) => setAttribute(record, 'audit.sequence.stream_id', text(OTHER))],
  ['event.name', (record) => setAttribute(record, 'event.name', text('audit.close'))],
];

function text(stringValue: string): StoredValue {
  return { stringValue };
}

describe('tiles', () => {
  it('dropped one by one, or all, are never tampering', () => {
    for (const dropped of [...TILES.map((tile) => [tile]), TILES]) {
      counted('tamperings', 1);
      expect(verdictOf(RECORDS.filter((_, index) => !dropped.includes(index)))).toEqual(['INTACT']);
    }
  });

  it('bridge a hole, and their loss makes nothing of it look honest', () => {
    expect(verdictOf(HOLED)).toEqual(HOLE);
    const bare = HOLED.filter(({ logRecord }) => logRecord.eventName !== 'audit.tile');
    expect(verdictOf(bare)).toEqual(HOLE);
  });

  it.each(CARRIED)('with %s are worth nothing, and change no verdict', (_, change) => {
    for (const which of [0, 1, 2]) {
      counted('tamperings', 2);
      expect(verdictOf(changed(RECORDS, TILES[which] as number, change))).toEqual(['INTACT']);
      expect(verdictOf(changed(HOLED, tilesIn(HOLED)[which] as number, change))).toEqual(HOLE);
    }
  });

  it.each(SHOWN)('that show another %s are a DISPLAY_MISMATCH', (field, change) => {
    counted('tamperings', 1);
    const found = verdictOf(changed(RECORDS, TILES[1] as number, change));
    expect(found.map((words) => words.replace(/#\S+/, '#'))).toEqual([`DISPLAY_MISMATCH # ${field}`]);
  });

  it('of another stream, spliced in under this one’s name, are ignored', () => {
    const spliced = OTHERS.map((tile) => JSON.parse(JSON.stringify(tile).replaceAll(OTHER, STREAM)) as StoredRecord);
    expect(verdictOf([...spliced, ...RECORDS])).toEqual(['INTACT']);
    expect(verdictOf([...RECORDS, ...spliced])).toEqual(['INTACT']);
    expect(verdictOf([...spliced, ...HOLED])[0]).toMatch(/^MISSING #301–303 /);
  });

  it('moved to another number, or repeated, are ignored', () => {
    const [first, second] = TILES.map((index) => payloadOf(RECORDS[index] as StoredRecord)) as [string, string];
    const moved = changed(RECORDS, TILES[0] as number, (record) =>
      setAttribute(record, 'audit.payload', text(second.replace('"index":"1"', '"index":"0"'))),
    );
    expect(verdictOf(moved)).toEqual(['INTACT']);
    expect(first).not.toBe(second);
    expect(verdictOf([...RECORDS, RECORDS[TILES[0] as number] as StoredRecord])).toEqual(['INTACT']);
  });
});
