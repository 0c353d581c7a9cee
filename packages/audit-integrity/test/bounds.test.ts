import { describe, expect, it } from 'vitest';
import {
  canonicalize,
  canonicalRecordText,
  formatRedaction,
  openNote,
  parseTrust,
  type StoredRecord,
  verifyConsistency,
  verifyInclusion,
  wireSafeRecord,
} from '../src/index.js';
import { parseRedaction } from '../src/redaction-statement.js';
import { isKeyName } from '../src/verifier-key.js';
import type { CheckpointClaim } from '../src/verify/checkpoint-claim.js';
import { CollectedStream } from '../src/verify/collected-stream.js';
import { verifyStream } from '../src/verify/verify-stream.js';
import { formatAddCheckpoint, parseAddCheckpoint } from '../src/witness/witness-request.js';
import { changed, payloadOf, setAttribute, verdictOf } from './judged.js';
import { loginStream, ROOT, START, STREAM, stored, vkeyOf } from './sealed-streams.js';

const refused = (code: string) => expect.objectContaining({ code });

/** Each bound is exceeded tenfold; the others have tests where they are used. */
describe('ten times as much as is allowed', () => {
  it('of an event name or a severity text is cut', () => {
    const record = wireSafeRecord({ eventName: 'e'.repeat(2_560), severityText: 's'.repeat(2_560) });
    expect([record.eventName, record.severityText]).toEqual(['e'.repeat(256), 's'.repeat(256)]);
  });

  it('of an attribute name is cut', () => {
    const { attributes } = wireSafeRecord({ attributes: { ['n'.repeat(2_560)]: 1 } });
    expect(attributes).toEqual({ [`renamed.0.${'n'.repeat(256)}`]: 1 });
  });

  it('of attributes is counted as dropped', () => {
    const attributes = Object.fromEntries(Array.from({ length: 40_960 }, (_, n) => [`app.n${n}`, n]));
    const record = wireSafeRecord({ attributes });
    expect([Object.keys(record.attributes).length, record.droppedAttributesCount]).toEqual([4_096, 36_864]);
  });

  it('of nesting in JSON is refused', () => {
    let deep: unknown = 0;
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    expect(() => canonicalize(deep)).toThrow(refused('ERR_TOO_DEEP'));
  });

  it('of a key name names no key', () => {
    expect([isKeyName('k'.repeat(8_192)), isKeyName('k'.repeat(81_920))]).toEqual([true, false]);
  });

  it('of a note is refused before its lines are looked at', () => {
    expect(() => openNote(`${'x'.repeat(10_000_000)}\n\n`, [vkeyOf(ROOT)])).toThrow(refused('ERR_NOTE_MALFORMED'));
  });

  it('of roots in a trust file is refused', () => {
    const entry = { vkey: vkeyOf(ROOT), organisation: 'a', tenant: 'a', environment: 'any', services: ['*'] };
    const roots = Array.from({ length: 10_000 }, () => entry);
    expect(() => parseTrust(JSON.stringify({ version: 1, roots }))).toThrow(refused('ERR_TRUST'));
  });

  it('of hashes in a proof makes it none', () => {
    const [hash, root] = [new Uint8Array(32), new Uint8Array(32)];
    const proof = Array.from({ length: 640 }, () => hash);
    const [leafIndex, treeSize] = [0n, 0xffff_ffff_ffff_ffffn];
    expect(verifyInclusion({ leafIndex, treeSize, leafHash: hash, proof, root })).toBe(false);
    expect(verifyConsistency({ size1: 1n, size2: treeSize, root1: hash, root2: root, proof })).toBe(false);
  });

  it("of hashes in a checkpoint's proof makes the record unreadable, which is MODIFIED", () => {
    const records = stored(loginStream(1));
    const hashes = Array.from({ length: 530 }, (_, index) => [index, Buffer.alloc(32).toString('base64')]);
    const payload = payloadOf(records.at(-1) as StoredRecord);
    const lengthened = canonicalRecordText({ ...JSON.parse(payload), proof: Object.fromEntries(hashes) });
    const damaged = changed(records, -1, (record) => {
      setAttribute(record, 'audit.payload', { stringValue: lengthened });
    });
    const long = changed(records, -1, (record) => {
      const few = canonicalRecordText({ ...JSON.parse(payload), proof: Object.fromEntries(hashes.slice(0, 54)) });
      setAttribute(record, 'audit.payload', { stringValue: few });
    });
    expect([verdictOf(damaged), verdictOf(long)]).toEqual([
      ['MODIFIED #- audit.payload'],
      ['MODIFIED #- audit.payload'],
    ]);
  });

  it('of hashes in what is shown to a witness is refused', () => {
    const proof = Array.from({ length: 630 }, () => '\0'.repeat(32));
    expect(() => parseAddCheckpoint(formatAddCheckpoint({ oldSize: 7, proof, note: 'n' }))).toThrow(
      refused('ERR_WITNESS'),
    );
  });

  it('of checkpoints, or of their characters, is told as too many to be listed', () => {
    const [stream, long] = [new CollectedStream(STREAM), new CollectedStream(STREAM)];
    const claim = { size: 1, length: 1 } as CheckpointClaim;
    for (let n = 0; n < 2_000_000; n += 1) stream.addCheckpoint(claim);
    long.addCheckpoint({ ...claim, length: 2_684_354_560 });
    expect([stream.checkpoints.length, [...stream.overflow]]).toEqual([200_000, [['INSERTED', 1_800_000]]]);
    expect([long.checkpoints.length, [...long.overflow]]).toEqual([0, [['INSERTED', 1]]]);
    const around = { trust: undefined, redactions: new Map(), range: undefined, asOf: undefined, adopted: undefined };
    const verdict = verifyStream(stream, { ...around, live: false, requireClosed: false });
    expect(verdict?.findings).toMatchObject([
      { verdict: 'INSERTED', detail: '1800000 more records of this stream, too many to be listed' },
    ]);
  });

  it('of a reason for an erasure is refused, by who writes it and by who reads it', () => {
    const statement = { stream: STREAM, sequence: 4, leafHash: new Uint8Array(32), time: START[0] };
    expect(() => formatRedaction({ ...statement, reason: 'r'.repeat(10_000) })).toThrow(refused('ERR_REDACTION'));
    const text = formatRedaction({ ...statement, reason: 'rr' });
    expect(() => parseRedaction(text.replace('reason rr', `reason ${'r'.repeat(10_000)}`))).toThrow(
      refused('ERR_REDACTION'),
    );
  });
});
