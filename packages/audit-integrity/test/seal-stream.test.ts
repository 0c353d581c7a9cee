import { describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../src/checkpoint.js';
import {
  canonicalRecordText,
  leafHash,
  openStream,
  type SealedRecord,
  type StreamOptions,
  verifyInclusion,
} from '../src/index.js';
import { splitNote } from '../src/signed-note.js';
import { judge, verdictOf } from './judged.js';
import {
  at,
  certificateOf,
  EPOCH,
  epochKeyOf,
  freshKey,
  IDENTITY,
  keyOf,
  loginFailure,
  loginStream,
  open,
  rotationOf,
  START,
  STREAM,
  seededBytes,
  signWith,
  stored,
} from './sealed-streams.js';

const payload = (record: SealedRecord) => JSON.parse(record.payload);
const hashOf = (record: SealedRecord): string =>
  Buffer.from(leafHash(Buffer.from(record.payload))).toString('base64url');

describe('the first leaf', () => {
  it('commits identity, retention and certificate, and names no leaf before it', () => {
    const { open: first } = open();
    expect(payload(first)).toMatchObject({
      ...{ v: '1', kind: 'open', stream: STREAM, sequence: '1', prev: 'A'.repeat(43), retention: 'audit' },
      ...{ organisation: 'default', tenant: 'default', environment: 'production', service: 'shop', instance: 'shop-1' },
      control: { certificate: certificateOf() },
    });
    expect(payload(first)).not.toHaveProperty('namespace');
    expect(first).toMatchObject({
      eventName: 'audit.open',
      severityNumber: 9,
      body: 'Audit stream opened.',
      sequence: 1,
    });
  });

  it('names the predecessor and says that it is provisional', () => {
    const root = new Uint8Array(32).fill(7);
    const { open: first } = open({ predecessor: { stream: 'f'.repeat(32), size: 12, root }, provisional: true });
    expect(payload(first).control).toMatchObject({
      predecessor: { stream: 'f'.repeat(32), size: '12', root: Buffer.from(root).toString('base64url') },
      provisional: 'true',
    });
  });
});

describe('each further leaf', () => {
  it('names the hash of the one before, and bears a salt of its own', () => {
    const leaves = loginStream(70).filter(({ kind }) => kind !== 'checkpoint');
    expect(leaves.slice(1).map((leaf) => payload(leaf).prev)).toEqual(leaves.slice(0, -1).map(hashOf));
    expect(new Set(leaves.map((leaf) => payload(leaf).salt)).size).toBe(leaves.length);
  });

  it('is the canonical text of what it says, with the attributes shown beside it', () => {
    for (const leaf of loginStream(3)) {
      expect(canonicalRecordText(payload(leaf))).toBe(leaf.payload);
      expect(leaf.attributes['audit.payload']).toBe(leaf.payload);
    }
    const login = open().seal(loginFailure(1), at(10));
    expect(login.attributes).toMatchObject({
      'audit.sequence.number': 2,
      'audit.sequence.stream_id': STREAM,
      'audit.time': '1795449600010000000',
      'event.name': 'security.authn.login.failure',
    });
  });

  it('is renamed for what stands around it, however many have stood there', () => {
    const sealer = open();
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < 160; index += 1) {
        const { attributes } = sealer.seal({ attributes: { shared: 1, other: 2 } }, at(20), [`a${index}`, 'shared']);
        expect(attributes).toMatchObject({ 'renamed.0.shared': 1, other: 2 });
      }
    }
  });

  it('never goes back in time, whatever the clock does', () => {
    const sealer = open();
    const times = [at(50), at(10), [Number.NaN, 0] as const, at(60)].map((now) => payload(sealer.seal({}, now)).time);
    expect(times).toEqual(['1795449600050000000', '1795449600050000000', '1795449600050000000', '1795449600060000000']);
  });

  it('takes the sealing time as its own when the record has none that OTLP could carry', () => {
    const sealer = open();
    for (const hrTime of [undefined, [0, 0], [1.5, 0], [1, -1], [Number.NaN, 0], [2 ** 60, 0], 'now']) {
      const sealed = sealer.seal({ hrTime: hrTime as never }, at(5));
      expect([sealed.hrTime, payload(sealed).event_time]).toEqual([at(5), '1795449600005000000']);
    }
  });
});

describe('control leaves', () => {
  it('declare losses and signs of life', () => {
    const sealer = open();
    expect(payload(sealer.heartbeat({ dropped: 2, pending: 7 }, at(1))).control).toEqual({
      dropped: '2',
      pending: '7',
    });
    const gap = sealer.gap({ count: 5, reason: 'queue full', from: at(2), to: at(3) }, at(4));
    expect(payload(gap).control).toEqual({
      count: '5',
      reason: 'queue full',
      from_time: '1795449600002000000',
      to_time: '1795449600003000000',
    });
    expect(gap).toMatchObject({
      eventName: 'audit.gap',
      severityNumber: 13,
      severityText: 'WARN',
      body: '5 records were lost before they could be sealed: queue full',
    });
  });

  it('appear in the report', () => {
    const sealer = open();
    const records = [
      sealer.open,
      sealer.gap({ count: 5, reason: 'queue full', from: at(2), to: at(3) }, at(4)),
      sealer.close({ reason: 'x' }, at(5)),
      sealer.checkpoint(),
    ];
    expect(judge(stored(records))).toMatchObject({
      verdict: 'INTACT',
      gaps: [
        {
          stream: STREAM,
          sequence: 2,
          count: '5',
          reason: 'queue full',
          from: '2026-11-23T16:00:00.002Z',
          to: '2026-11-23T16:00:00.003Z',
        },
      ],
    });
  });

  it('end the stream with close', () => {
    const sealer = open();
    sealer.close({ reason: 'shutdown' }, at(1));
    expect(sealer.closed).toBe(true);
    for (const seal of [
      () => sealer.seal({}, at(2)),
      () => sealer.heartbeat({}, at(2)),
      () => sealer.close({ reason: '' }, at(2)),
    ]) {
      expect(seal).toThrow(expect.objectContaining({ code: 'ERR_STREAM' }));
    }
    expect(sealer.checkpoint().sequence).toBe(2);
  });

  it('keep what strangers put into a reason short and harmless', () => {
    const sealer = open();
    const records = [
      sealer.open,
      sealer.close({ reason: `\ud800\u001b[31m${'x'.repeat(5_000)}` }, at(1)),
      sealer.checkpoint(),
    ];
    expect(payload(records[1] as SealedRecord).control.reason).toHaveLength(1_000);
    expect(verdictOf(stored(records))).toEqual(['INTACT']);
  });
});

describe('a checkpoint', () => {
  it('proves the last leaf under the root that the epoch key signed', () => {
    const sealer = open();
    const last = sealer.seal(loginFailure(1), at(10));
    const { note, proof } = payload(sealer.checkpoint());
    const { origin, size, root } = parseCheckpoint(splitNote(note).text);
    expect({ origin, size }).toEqual({ origin: `otelseal/default/default/production/shop/${STREAM}`, size: 2 });
    expect(Buffer.from(root, 'latin1').equals(sealer.root())).toBe(true);
    const path = Object.values(proof as Record<string, string>).map((hash) =>
      Uint8Array.from(Buffer.from(hash, 'base64')),
    );
    const leaf = leafHash(Buffer.from(last.payload));
    expect(verifyInclusion({ leafIndex: 1n, treeSize: 2n, leafHash: leaf, proof: path, root: sealer.root() })).toBe(
      true,
    );
  });

  it('bears the time of its last leaf, and shows nothing that is not signed', () => {
    const sealer = open();
    sealer.seal(loginFailure(1), at(10));
    const checkpoint = sealer.checkpoint();
    expect(checkpoint.hrTime).toEqual(at(10));
    expect(Object.keys(checkpoint.attributes)).toEqual(['audit.payload', 'audit.sequence.stream_id', 'event.name']);
  });

  it('can wait for its signature while sealing goes on', () => {
    const sealer = open();
    const records = [sealer.open, sealer.seal(loginFailure(1), at(10))];
    const pending = sealer.checkpointToSign();
    records.push(sealer.seal(loginFailure(2), at(20)));
    records.push(
      pending.record(signWith(EPOCH, pending.text)),
      sealer.close({ reason: 'x' }, at(30)),
      sealer.checkpoint(),
    );
    expect(pending.size).toBe(2);
    expect(verdictOf(stored(records))).toEqual(['INTACT']);
  });
});

describe('a rotation', () => {
  const next = keyOf('epoch-2');
  const rotating = (certificate: (sealer: ReturnType<typeof open>) => string) => {
    const sealer = open();
    const records = [sealer.open, sealer.seal(loginFailure(1), at(10))];
    records.push(...sealer.rotate({ certificate: certificate(sealer), epochKey: epochKeyOf(next) }, at(20)));
    records.push(sealer.seal(loginFailure(3), at(30)), sealer.close({ reason: 'x' }, at(40)), sealer.checkpoint());
    return records;
  };

  it('hands over to a key that root and outgoing key both certify', () => {
    expect(verdictOf(stored(rotating((sealer) => rotationOf(sealer, EPOCH, { key: next, epoch: 2 }))))).toEqual([
      'INTACT',
    ]);
  });

  it('without the outgoing key is BAD_EPOCH', () => {
    const alone = rotating(() => certificateOf({ key: next, epoch: 2 }));
    expect(verdictOf(stored(alone))).toEqual(['FOREIGN_KEY #5 checkpoint', 'BAD_EPOCH #3 control.certificate']);
  });

  it('makes checkpoints of the outgoing key beyond its end BAD_EPOCH', () => {
    const records = rotating((sealer) => rotationOf(sealer, EPOCH, { key: next, epoch: 2 }));
    const { text } = splitNote(payload(records.at(-1) as SealedRecord).note);
    const other = open();
    for (const n of [1, 2, 3]) other.seal(loginFailure(n), at(n));
    other.close({ reason: 'x' }, at(5));
    const forged = other.checkpointToSign();
    expect(text).toContain(`\n${forged.size}\n`);
    expect(verdictOf(stored([...records, forged.record(signWith(EPOCH, forged.text))]))).toEqual([
      'BAD_EPOCH #5 checkpoint',
    ]);
  });

  it('is refused at once for a certificate that a verifier would refuse', () => {
    const sealer = open();
    const rotate = (certificate: string) => () => sealer.rotate({ certificate, epochKey: epochKeyOf(next) }, at(1));
    expect(rotate(certificateOf({ key: next, epoch: 3 }))).toThrow(
      expect.objectContaining({ code: 'ERR_CERTIFICATE' }),
    );
    expect(rotate(certificateOf({ key: EPOCH, epoch: 2 }))).toThrow(
      expect.objectContaining({ code: 'ERR_CERTIFICATE' }),
    );
    expect(sealer.size).toBe(1);
  });
});

describe('opening a stream', () => {
  const good: StreamOptions = {
    identity: IDENTITY,
    retention: 'audit',
    streamId: STREAM,
    certificate: certificateOf(),
    epochKey: epochKeyOf(EPOCH),
    randomBytes: seededBytes('x'),
    now: START,
  };

  it.each([
    ['an empty service', { identity: { ...IDENTITY, service: '' } }, 'ERR_IDENTITY'],
    ['an identity part that is too long', { identity: { ...IDENTITY, instance: 'x'.repeat(257) } }, 'ERR_IDENTITY'],
    ['an identity part with a lone surrogate', { identity: { ...IDENTITY, namespace: '\ud800' } }, 'ERR_IDENTITY'],
    ['an identity part that is no text', { identity: { ...IDENTITY, tenant: 5 as never } }, 'ERR_IDENTITY'],
    ['a stream id in upper case', { streamId: STREAM.toUpperCase() }, 'ERR_STREAM'],
    ['no retention class', { retention: '' }, 'ERR_STREAM'],
    ['no time', { now: [0, 0] as const }, 'ERR_STREAM'],
    ['an impossible predecessor', { predecessor: { stream: 'x', size: 1, root: new Uint8Array(32) } }, 'ERR_STREAM'],
    [
      'the certificate of another stream',
      { certificate: certificateOf({ stream: 'f'.repeat(32) }) },
      'ERR_CERTIFICATE',
    ],
    ['the certificate of another key', { certificate: certificateOf({ key: freshKey('other') }) }, 'ERR_CERTIFICATE'],
    [
      'the certificate of another tenant',
      { certificate: certificateOf({ identity: { ...IDENTITY, tenant: 'b' } }) },
      'ERR_CERTIFICATE',
    ],
    [
      'the certificate of another environment',
      { certificate: certificateOf({ environment: 'staging' }) },
      'ERR_CERTIFICATE',
    ],
    ['the certificate of a later epoch', { certificate: certificateOf({ epoch: 2 }) }, 'ERR_CERTIFICATE'],
    [
      'a key of small order',
      { epochKey: { publicKey: new Uint8Array(32), sign: () => new Uint8Array(64) } },
      'ERR_KEY_REFUSED',
    ],
  ])('with %s is refused', (_, change, code) => {
    expect(() => openStream({ ...good, ...change })).toThrow(expect.objectContaining({ name: 'IntegrityError', code }));
  });

  it('is refused with a certificate that is none', () => {
    expect(() => openStream({ ...good, certificate: 'x' })).toThrow(
      expect.objectContaining({ code: 'ERR_NOTE_MALFORMED' }),
    );
  });
});

describe('names with escapes', () => {
  it('stay apart from names that end with a backslash, however often those came before', () => {
    const sealer = open();
    const keysOf = (name: string) =>
      Object.keys(sealer.seal({ attributes: { [name]: 1, x: 2 } }, at(1)).attributes).slice(0, 2);
    for (let n = 0; n < 5; n += 1) expect(keysOf('r.\\')).toEqual(['r.\\', 'x']);
    expect(keysOf('r.\u0000')).toEqual(['r.\u0000', 'x']);
  });
});
