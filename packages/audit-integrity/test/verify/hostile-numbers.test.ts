import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as ed25519 from '../../src/ed25519.js';
import type { StoredRecord, StreamSealer } from '../../src/index.js';
import { changed, editPayload, judge, payloadOf, setAttribute } from '../judged.js';
import { at, EPOCH, epochKeyOf, keyOf, loginFailure, open, rotationOf, stored } from '../sealed-streams.js';

const counts = vi.hoisted(() => ({ signatures: 0, trees: 0 }));
vi.mock('../../src/ed25519.js', async (original) => {
  const real = await original<typeof ed25519>();
  const verifyStrictly: typeof ed25519.verifyStrictly = (...claim) => {
    counts.signatures += 1;
    return real.verifyStrictly(...claim);
  };
  return { ...real, verifyStrictly };
});
vi.mock('../../src/verify/signed-roots.js', async (original) => {
  const real = await original<typeof import('../../src/verify/signed-roots.js')>();
  const treeAt: typeof real.treeAt = (...claim) => {
    counts.trees += 1;
    return real.treeAt(...claim);
  };
  return { ...real, treeAt };
});

beforeEach(() => Object.assign(counts, { signatures: 0, trees: 0 }));

/** Forty records, a rotation, forty more; checkpoints after every fourth. */
function rotated(): StoredRecord[] {
  const sealer: StreamSealer = open();
  const records = [sealer.open];
  const next = keyOf('epoch-2');
  for (let n = 1; n <= 80; n += 1) {
    records.push(sealer.seal(loginFailure(n), at(n * 1_000)));
    if (n % 4 === 0) records.push(sealer.checkpoint());
    if (n !== 40) continue;
    const certificate = rotationOf(sealer, EPOCH, { key: next, epoch: 2 });
    records.push(...sealer.rotate({ certificate, epochKey: epochKeyOf(next) }, at(40_500)));
  }
  return stored([...records, sealer.close({ reason: 'shutdown' }, at(80_500)), sealer.checkpoint()]);
}

const HONEST = rotated();
const is = (kind: string) => (record: StoredRecord) => payloadOf(record).includes(`"kind":"${kind}"`);
const ROTATION = HONEST.find(is('rotate')) as StoredRecord;
/** The outgoing key's last one: its leaf is the rotation. */
const LAST_OF_EPOCH = HONEST[HONEST.indexOf(ROTATION) + 1] as StoredRecord;

/** The same again many times, each with something else in place of a text that nobody signed for this number. */
function copies(record: StoredRecord, count: number, edit: (copy: StoredRecord, n: number) => StoredRecord) {
  return Array.from({ length: count }, (_, n) => edit(record, n));
}

const otherSalt = (record: StoredRecord, n: number): StoredRecord =>
  changed([record], 0, (copy) =>
    editPayload(copy, /"salt":"[^"]{22}"/, `"salt":"${Buffer.alloc(16, n).fill(String(n)).toString('base64url')}"`),
  )[0] as StoredRecord;

const otherProof = (record: StoredRecord, n: number): StoredRecord =>
  changed([record], 0, (copy) => {
    const hash = Buffer.alloc(32).fill(String(n)).toString('base64');
    setAttribute(copy, 'audit.payload', { stringValue: payloadOf(record).replace(/"0":"[^"]{44}"/, `"0":"${hash}"`) });
  })[0] as StoredRecord;

describe('what anybody can send without a key', () => {
  it('a rotation a thousand times over beside a checkpoint a thousand times over: each signature is verified once', () => {
    const range = { from: at(60_000), to: at(70_000), marginSeconds: 1 };
    const rotations = copies(ROTATION, 1_000, otherSalt);
    const checkpoints = copies(LAST_OF_EPOCH, 1_000, otherProof);
    const report = judge([...rotations, ...checkpoints, ...HONEST], { range });
    expect(report.verdict).not.toBe('INTACT');
    // 2 for each rotation's certificate, 1 for each checkpoint; a million before they were remembered
    expect(counts.signatures).toBeLessThan(5_000);
    expect(counts.trees, 'pairs of a leaf and a proof').toBeLessThan(100_000);
  });

  it('leaves for a number and proofs of its checkpoint by the thousand: they are not all tried with each other', () => {
    const last = HONEST[HONEST.findIndex(is('checkpoint')) - 1] as StoredRecord;
    const checkpoint = HONEST.find(is('checkpoint')) as StoredRecord;
    const rivals = copies(last, 1_000, otherSalt);
    const checkpoints = copies(checkpoint, 4_000, otherProof);
    const report = judge([...rivals, ...checkpoints, ...HONEST.filter((record) => record !== last)]);
    expect(report.verdict).not.toBe('INTACT');
    expect(counts.trees).toBeLessThan(16_384 + 8 * 5_200);
    expect(counts.signatures).toBeLessThan(6_000);
  });

  it('does not hide what the honest records prove', () => {
    expect(judge(HONEST).verdict).toBe('INTACT');
    const more = [...HONEST, ...copies(HONEST.find(is('checkpoint')) as StoredRecord, 100, otherProof)];
    const { findings } = judge(more);
    expect(new Set(findings.map(({ verdict, field }) => `${verdict} ${field}`))).toEqual(new Set(['MODIFIED proof']));
  });
});
