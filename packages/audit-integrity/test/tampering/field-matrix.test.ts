import { describe, expect, it } from 'vitest';
import { counted, scale } from '../../../../test/long/scale.ts';
import { verdictOf } from '../judged.js';
import { at, loginFailure, loginStream, open, stored } from '../sealed-streams.js';
import { fieldMatrix, memberMatrix, placeMatrix, type Tampering, type Target } from './field-matrix.js';

const OTHER = 'abcdef0123456789abcdef0123456789';

/** A record with every field and every type of attribute; two of them differ in all that can differ. */
function rich(n: number) {
  const record = loginFailure(n);
  return {
    ...record,
    severityNumber: 12 + n,
    severityText: `WARN${n}`,
    spanContext: { traceId: `${n}`.repeat(32), spanId: `${n}`.repeat(16), traceFlags: n },
    attributes: {
      ...record.attributes,
      'app.flag': n % 2 === 1,
      'app.ratio': n + 0.5,
      'app.bytes': Uint8Array.of(n, 2, 3),
      'app.list': [`a${n}`, 'b'],
      'app.map': { inner: `c${n}`, deep: { level: n } },
    },
  };
}

function target(): Target {
  const sealer = open();
  const records = [sealer.open];
  for (let n = 1; n <= 5; n += 1) {
    records.push(sealer.seal(rich(n), at(n * 10)));
    if (n % 4 === 0) records.push(sealer.checkpoint());
  }
  records.push(sealer.close({ reason: 'end' }, at(90)), sealer.checkpoint());
  const others = loginStream(10, open({ streamId: OTHER }));
  return { records: stored([...records, ...others]), index: 1, sequence: 2, neighbour: 2 };
}

const TARGET = target();

/** What the verifier says, but for the order of findings of one kind. */
function verdicts(records: Tampering['records']): string[] {
  return verdictOf(records).toSorted();
}

function expectAll(cases: Iterable<Tampering>): void {
  const wrong: unknown[] = [];
  let tried = 0;
  for (const { field, operation, records, expected } of cases) {
    tried += 1;
    const found = verdicts(records);
    if (JSON.stringify(found) !== JSON.stringify(expected.toSorted()))
      wrong.push({ field, operation, found, expected });
  }
  counted('tamperings', tried);
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(0);
}

/** `npm test` attacks one record; a long run attacks each of them in turn. */
const TARGETS: readonly Target[] = [2, 3, 4].slice(0, scale > 1 ? 3 : 1).map((sequence) => {
  const indexOf = (number: number): number =>
    TARGET.records.findIndex(({ logRecord }) =>
      logRecord.attributes?.some(
        ({ key, value }) => key === 'audit.sequence.number' && value?.intValue === String(number),
      ),
    );
  return { ...TARGET, sequence, index: indexOf(sequence), neighbour: indexOf(sequence + 1) };
});

describe('the tamper matrix', () => {
  it('rests upon an intact log', () => {
    expect(verdictOf(TARGET.records)).toEqual(['INTACT']);
  });

  it.each(TARGETS)('names every shown field of record $sequence for every operation on it', (attacked) => {
    expectAll(fieldMatrix(attacked));
  });

  it.each(TARGETS)('names every sealed member of record $sequence for every change of it', (attacked) => {
    expectAll(memberMatrix(attacked));
  });

  it.each(TARGETS)('names both places of record $sequence when it is moved', (attacked) => {
    expectAll(placeMatrix(attacked, OTHER));
  });
});
