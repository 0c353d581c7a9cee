import { describe, expect, it } from 'vitest';
import { counted, scale } from '../../../../test/long/scale.ts';
import type { SealedRecord, StoredRecord, StreamSealer, VerifierOptions } from '../../src/index.js';
import { judge, verdictOf } from '../judged.js';
import {
  at,
  EPOCH,
  epochKeyOf,
  keyOf,
  loginFailure,
  loginStream,
  open,
  rotationOf,
  STREAM,
  stored,
  type TestKey,
} from '../sealed-streams.js';
import { WitnessBench, witnessTrust } from '../witness/witnessed.js';

const OTHER = 'abcdef0123456789abcdef0123456789';
/** Leaves of the stream under attack; checkpoints stand after every 16th failure. */
const LEAVES = 400;
const SEALED = loginStream(LEAVES - 2, open(), 16);
const RECORDS = stored(SEALED);

const isLeaf = (record: SealedRecord): boolean => record.kind !== 'checkpoint';
const without = (drop: (record: SealedRecord) => boolean): StoredRecord[] =>
  RECORDS.filter((_, index) => !drop(SEALED[index] as SealedRecord));
const dropped = (first: number, count: number): StoredRecord[] =>
  without((record) => isLeaf(record) && record.sequence >= first && record.sequence < first + count);
const run = (first: number, count: number): string => (count === 1 ? `${first}` : `${first}–${first + count - 1}`);

describe('records dropped', () => {
  const step = scale > 1 ? 1 : 37;
  it.each([1, 2, 300])('%i at a time are MISSING by their numbers, wherever they were', (count) => {
    for (let first = 2; first + count - 1 < LEAVES; first += step) {
      counted('tamperings', 1);
      expect([first, verdictOf(dropped(first, count))]).toEqual([first, [`MISSING #${run(first, count)} -`]]);
    }
  });

  it('at the head take the certificate along', () => {
    expect(verdictOf(dropped(1, 1))).toEqual(['MISSING #1 -']);
    expect(verdictOf(dropped(1, 20))).toEqual(['MISSING #1–20 -']);
  });

  it('at the tail are MISSING while a checkpoint remembers them, and leave a stream without end when it goes, too', () => {
    expect(verdictOf(dropped(LEAVES, 1))).toEqual([`MISSING #${LEAVES} -`]);
    expect(verdictOf(dropped(LEAVES - 9, 10))).toEqual([`MISSING #${LEAVES - 9}–${LEAVES} -`]);
    for (const last of [17, 33, 200]) {
      const cut = without((record) => record.sequence > last);
      expect(judge(cut)).toMatchObject({ verdict: 'NOT PROVEN', findings: [] });
    }
  });

  it('are the close alone: MISSING, and never INTACT without the checkpoints behind it', () => {
    expect(verdictOf(without(({ kind }) => kind === 'close'))).toEqual([`MISSING #${LEAVES} -`]);
    expect(judge(without(({ sequence }) => sequence === LEAVES)).reason).not.toBe('');
  });

  it('are a whole stream: nobody knows but a witness', () => {
    const bench = new WitnessBench();
    bench.witnessed(SEALED);
    const others = stored(bench.witnessed(loginStream(5, open({ streamId: OTHER }))));
    expect(verdictOf(others)).toEqual(['INTACT']);
    expect(judge(others).coverage.join()).toContain('streams not enumerable');
    const options = { trust: witnessTrust(), directory: bench.directory() };
    expect(judge(others, options).findings).toMatchObject([{ verdict: 'STREAM_MISSING', stream: STREAM }]);
  });
});

describe('checkpoints dropped', () => {
  it('one by one or in any number change nothing, as long as one covers the end', () => {
    const sizes = SEALED.filter((record) => !isLeaf(record)).map(({ sequence }) => sequence);
    for (const size of sizes.slice(0, -1)) {
      counted('tamperings', 1);
      expect(verdictOf(without((record) => !isLeaf(record) && record.sequence === size))).toEqual(['INTACT']);
    }
    expect(verdictOf(without((record) => !isLeaf(record) && record.sequence < LEAVES))).toEqual(['INTACT']);
  });

  it('all of them leave nothing proven', () => {
    expect(verdictOf(without((record) => !isLeaf(record)))).toEqual(['NOT PROVEN UNANCHORED']);
  });
});

describe('records put elsewhere', () => {
  it('spliced from a stream of the same service are INSERTED or MISSING in the other one', () => {
    const other = stored(loginStream(20, open({ streamId: OTHER })));
    const renumbered = other.map(
      (record) => JSON.parse(JSON.stringify(record).replaceAll(OTHER, STREAM)) as StoredRecord,
    );
    const found = new Set(verdictOf([...RECORDS, ...renumbered.slice(1, 4)]).map((words) => words.split(' ')[0]));
    expect(found).toEqual(new Set(['INSERTED']));
  });

  it('replayed as a whole are counted and harmless; under another service they are REPLAY', () => {
    expect(judge([...RECORDS, ...RECORDS]).conditions.map(({ condition }) => condition)).toEqual(['DUPLICATE_BENIGN']);
    const moved = RECORDS.slice(0, 9).map((record) => ({
      ...record,
      resource: record.resource.map((attribute) =>
        attribute.key === 'service.name' ? { key: 'service.name', value: { stringValue: 'bank' } } : attribute,
      ),
    }));
    const found = new Set(verdictOf([...RECORDS, ...moved]).map((words) => words.replace(/#\d+/, '#')));
    expect(found).toContain('REPLAY # service.name');
  });

  it('signed again by another epoch key are FOREIGN_KEY, by another root BAD or unknown', () => {
    const forged = stored(loginStream(LEAVES - 2, open({ key: keyOf('forger'), root: keyOf('forged-root') }), 16));
    expect(verdictOf(forged)).toEqual(['FOREIGN_KEY #1 control.certificate']);
    const again = [
      ...RECORDS.filter((_, index) => isLeaf(SEALED[index] as SealedRecord)),
      ...forged.filter(({ logRecord }) => logRecord.eventName === 'audit.checkpoint'),
    ];
    expect(verdictOf(again)[0]).toMatch(/^FOREIGN_KEY #\d+ checkpoint$/);
  });
});

const KEYS: readonly TestKey[] = [EPOCH, keyOf('epoch-2'), keyOf('epoch-3')];
/** Leaves of each epoch: open and three records; then rotate leaf and three records; the last one closes. */
const EPOCH_ENDS = [5, 9, 13];

/** A stream of three epochs. `forge` changes the n-th record; `holds` says which keys its maker has: without one, no checkpoint of that epoch. */
function threeEpochs(
  forge = 0,
  holds: (epoch: number) => boolean = () => true,
): { readonly records: SealedRecord[]; readonly sealer: StreamSealer } {
  const sealer = open();
  const records: SealedRecord[] = [sealer.open];
  let n = 0;
  for (const epoch of [1, 2, 3]) {
    for (let count = 0; count < 3; count += 1) {
      n += 1;
      records.push(sealer.seal(loginFailure(n === forge ? n + 100 : n), at(n * 10)));
      if (count === 0 && holds(epoch)) records.push(sealer.checkpoint());
    }
    if (epoch === 3) break;
    const [outgoing, incoming] = [KEYS[epoch - 1] as TestKey, KEYS[epoch] as TestKey];
    const certificate = rotationOf(sealer, outgoing, { epoch: epoch + 1, key: incoming });
    const [leaf, last] = sealer.rotate({ certificate, epochKey: epochKeyOf(incoming) }, at(n * 10 + 1));
    records.push(leaf, ...(holds(epoch) ? [last] : []));
  }
  records.push(sealer.close({ reason: 'end' }, at(200)), ...(holds(3) ? [sealer.checkpoint()] : []));
  return { records, sealer };
}

describe('a host that is taken over in epoch k', () => {
  const honest = threeEpochs().records;
  const bench = new WitnessBench();
  const witnessed = stored(bench.witnessed(honest));
  const byWitness: VerifierOptions = { trust: witnessTrust(), directory: bench.directory() };
  const epochOf = (n: number): number => Math.ceil(n / 3);

  /** What an attacker with the store, all records and the keys from epoch k on shows: a changed record, all after it made anew. */
  function forgery(n: number, k: number): StoredRecord[] {
    const forged = threeEpochs(n, (epoch) => epoch >= k).records;
    const from = forged.findIndex(({ kind, sequence }) => kind === 'record' && sequence === n + epochOf(n));
    const sequence = forged[from]?.sequence as number;
    const kept = honest.filter((record) => record.kind === 'checkpoint' && record.sequence < sequence);
    return stored([...forged, ...kept]);
  }

  it('is honest to begin with', () => {
    expect(verdictOf(stored(honest))).toEqual(['INTACT']);
    expect(verdictOf(witnessed, byWitness)).toEqual(['INTACT']);
    expect(honest.filter(({ kind }) => kind === 'rotate').map(({ sequence }) => sequence)).toEqual(
      EPOCH_ENDS.slice(0, 2),
    );
  });

  it.each([2, 3])('cannot tell anything of an epoch before %i otherwise', (k) => {
    for (let n = 1; epochOf(n) < k; n += 1) {
      counted('tamperings', 1);
      const found = verdictOf(forgery(n, k));
      expect([n, found]).toEqual([n, expect.arrayContaining([`BAD_EPOCH #${EPOCH_ENDS[epochOf(n) - 1]} checkpoint`])]);
    }
  });

  it.each([1, 2, 3])('can tell epoch %i and later ones anew, and a witness shows it', (k) => {
    for (let n = 3 * k - 2; n <= 9; n += 1) {
      counted('tamperings', 1);
      const forged = forgery(n, k);
      expect([n, verdictOf(forged)]).toEqual([n, ['INTACT']]);
      expect([n, verdictOf(forged, byWitness)]).toEqual([
        n,
        expect.arrayContaining([expect.stringMatching(/^EQUIVOCATION #\d+ root$/)]),
      ]);
    }
  });

  it('cannot sign with an old key what belongs to a newer epoch, nor the other way round', () => {
    const sizes = honest.filter(({ kind }) => kind === 'checkpoint').map(({ sequence }) => sequence);
    expect(sizes).toEqual([2, 5, 6, 9, 10, 13]);
    const wrong = stored(loginStream(10, open({ key: KEYS[1] as TestKey }))).filter(
      ({ logRecord }) => logRecord.eventName === 'audit.checkpoint',
    );
    expect(verdictOf([...stored(honest), ...wrong.slice(0, 1)])).toEqual(['BAD_EPOCH #5 checkpoint']);
  });
});
