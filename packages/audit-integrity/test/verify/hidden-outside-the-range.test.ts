import { describe, expect, it } from 'vitest';
import {
  createVerifier,
  formatNote,
  formatRedaction,
  leafHash,
  type StoredRecord,
  storedRecords,
  type VerifierOptions,
} from '../../src/index.js';
import { handMadeStream, opening } from '../hand-made-streams.js';
import { changed, editPayload, judge, payloadOf, verdictOf, without } from '../judged.js';
import {
  at,
  EPOCH,
  epochKeyOf,
  keyOf,
  loginFailure,
  open,
  ROOT,
  rotationOf,
  START,
  STREAM,
  signWith,
  stored,
  trustOf,
  vkeyOf,
} from '../sealed-streams.js';
import { WitnessBench, witnessTrust } from '../witness/witnessed.js';

/* What somebody puts outside the range must not change what is said of the range. */

const THIEF = keyOf('epoch-2');

/** A record a second, a checkpoint after every fourth, a rotation after the 40th. */
function stream(count = 80) {
  const sealer = open();
  const records = [sealer.open];
  for (let n = 1; n <= count; n += 1) {
    records.push(sealer.seal({ ...loginFailure(n), body: `${n}` }, at(n * 1_000)));
    if (n % 4 === 0) records.push(sealer.checkpoint());
    if (n !== 40) continue;
    const certificate = rotationOf(sealer, EPOCH, { key: THIEF, epoch: 2 });
    records.push(...sealer.rotate({ certificate, epochKey: epochKeyOf(THIEF) }, at(40_500)));
  }
  return [...records, sealer.close({ reason: 'shutdown' }, at(count * 1_000 + 500)), sealer.checkpoint()];
}

const HONEST = stored(stream());
const within = (from: number, to: number, marginSeconds = 5): VerifierOptions => ({
  range: { from: at(from * 1_000), to: at(to * 1_000), marginSeconds },
});
const indexOf = (body: string): number => HONEST.findIndex(({ logRecord }) => logRecord.body?.stringValue === body);

describe('a range', () => {
  it('does not begin behind a removed record because a rival of a later one bears an earlier time', () => {
    const cut = without(HONEST, indexOf('31'));
    const [rival] = changed([HONEST[indexOf('33')] as StoredRecord], 0, (record) => {
      editPayload(record, /"time":"\d+"/, `"time":"${START[0] + 28}000000000"`);
    });
    expect(verdictOf(HONEST, within(30, 50))).toEqual(['INTACT']);
    expect(judge([rival as StoredRecord, ...cut], within(30, 50)).verdict).toBe('NOT INTACT');
  });

  it('does not believe a rotation outside that takes the number of a leaf inside', () => {
    const record = (n: number) => ({ kind: 'record', time: `${START[0] + n}000000000` });
    const leaves = [
      opening(),
      ...Array.from({ length: 38 }, (_, n) => record(n + 2)),
      { ...record(41), kind: 'close' },
    ];
    // up to 20 as it was; behind it what the second epoch's key, in other hands, told anew
    const told = [...handMadeStream(leaves.slice(0, 20)), ...handMadeStream(leaves, THIEF)];
    const sealer = open();
    const certificate = rotationOf(sealer, EPOCH, { key: THIEF, epoch: 2 });
    const early = handMadeStream([
      ...leaves.slice(0, 19),
      { ...record(5_000), kind: 'rotate', control: { certificate } },
    ]).slice(19, 20);
    const { verdict, findings } = judge([...told, ...early], within(10, 35));
    expect(verdict).toBe('NOT INTACT');
    expect(findings).toContainEqual(
      expect.objectContaining({
        ...{ verdict: 'BAD_EPOCH', sequence: '20', field: 'control.certificate' },
        detail: 'no checkpoint of the outgoing key ends with this rotation',
      }),
    );
  });

  const shownAt = (n: number, record: StoredRecord): StoredRecord =>
    ({ ...record, logRecord: { ...record.logRecord, timeUnixNano: `${START[0] + n}000000000` } }) as StoredRecord;

  it.each([5, Number.POSITIVE_INFINITY])(
    'holds no copy of a record outside that shows a time within (margin %d)',
    (margin) => {
      for (const n of [3, 28, 29, 52, 53, 79]) {
        const copy = shownAt(40, HONEST[indexOf(String(n))] as StoredRecord);
        const expected = [`DISPLAY_MISMATCH #${n + (n > 40 ? 2 : 1)} timeUnixNano`];
        expect(verdictOf([...HONEST, copy], within(30, 50, margin))).toEqual(expected);
        expect(verdictOf([copy, ...without(HONEST, indexOf(String(n)))], within(30, 50, margin))).toEqual(expected);
      }
    },
  );

  it('holds no copy of a record of a stream that had ended long before', () => {
    const copy = shownAt(5_000, HONEST[indexOf('7')] as StoredRecord);
    expect(verdictOf([...HONEST, copy], within(4_900, 5_100))).toEqual(['DISPLAY_MISMATCH #8 timeUnixNano']);
  });

  it('holds no record that shows a time within and carries what cannot be read', () => {
    const [broken] = changed([shownAt(40, HONEST[indexOf('3')] as StoredRecord)], 0, (record) => {
      editPayload(record, '"body":', '"bodies":');
    });
    expect(verdictOf([...HONEST, broken as StoredRecord], within(30, 50))).toEqual(['MODIFIED #4 audit.payload']);
  });

  it('tells of records that happened within and say that they were sealed outside, however they are read', () => {
    const sealer = open();
    const records = [sealer.open];
    for (let n = 1; n <= 60; n += 1) {
      const hrTime = at((n >= 52 ? 40 : n) * 1_000);
      records.push(sealer.seal({ ...loginFailure(n), hrTime }, at(n * 1_000)));
      if (n % 4 === 0) records.push(sealer.checkpoint());
    }
    records.push(sealer.close({ reason: 'shutdown' }, at(61_000)), sealer.checkpoint());
    const given = stored(records);
    const verifier = createVerifier({ trust: trustOf(), ...within(30, 50, 5) });
    const lines = verifier.lines((bytes) => JSON.parse(Buffer.from(bytes).toString()));
    let quick = 0;
    for (const { logRecord, resource, scopeName, place } of given) {
      const scopeLogs = [{ scope: { name: scopeName }, logRecords: [logRecord] }];
      const request = { resourceLogs: [{ resource: { attributes: resource }, scopeLogs }] };
      if (lines.take(Buffer.from(JSON.stringify(request)), place)) quick += 1;
      else {
        for (const record of storedRecords(request, place)) verifier.add(record);
        lines.learn(request);
      }
    }
    const line =
      '9 records show a time within the range and say that they were sealed outside of it: whether they were is not judged, first audit.jsonl:65';
    for (const { verdict, coverage } of [verifier.finish(), judge(given, within(30, 50, 5))]) {
      expect([verdict, coverage.filter((one) => one.includes('show a time'))]).toEqual(['INTACT', [line]]);
    }
    expect(quick).toBeGreaterThan(40);
  });

  it('is sealed by an expired key when the key had expired before it', () => {
    const late = (n: number) => ({ kind: 'record', time: `${START[0] + n}000000000` });
    const leaves = [
      opening(),
      ...Array.from({ length: 30 }, (_, n) => late(86_390 + n)),
      { kind: 'close', time: late(86_420).time },
    ];
    expect(verdictOf(handMadeStream(leaves), within(86_412, 86_500, 6))).toEqual(['BAD_EPOCH #24 audit.time']);
  });

  it('is not believed behind what a witness saw before the compromise of the root', () => {
    const records = stream();
    const bench = new WitnessBench();
    const seen = bench.witnessed(records.slice(0, 10));
    const trust = witnessTrust({}, { compromisedAfter: new Date(START[0] * 1000 + 3_600_000).toISOString() });
    const { verdict, reason } = judge(stored([...seen, ...records.slice(10)]), { trust, ...within(50, 70) });
    expect([verdict, reason]).toEqual(['NOT PROVEN', 'UNTRUSTED']);
  });

  it("is believed for a witness's word about a later size only where all records up to that are here", () => {
    const seen = stored(new WitnessBench().witnessed(stream()));
    const trust = witnessTrust({}, { compromisedAfter: new Date(START[0] * 1000 + 3_600_000).toISOString() });
    expect(verdictOf(seen, { trust, ...within(50, 60) })).toEqual(['NOT PROVEN UNTRUSTED']);
    expect(judge(seen, { trust, ...within(50, 60) }).conditions).toContainEqual(
      expect.objectContaining({
        condition: 'UNTRUSTED',
        detail: 'its root may be in other hands, and the records up to what a witness saw before are not all here',
      }),
    );
    expect(verdictOf(seen, { trust, ...within(50, 60, Number.POSITIVE_INFINITY) })).toEqual(['INTACT']);
  });

  it('is not believed behind a rotation that a compromised root certified', () => {
    const other = keyOf('root-2');
    const sealer = open();
    const records = [sealer.open];
    for (let n = 1; n <= 60; n += 1) {
      records.push(sealer.seal(loginFailure(n), at(n * 1_000)));
      if (n % 4 === 0) records.push(sealer.checkpoint());
      if (n !== 20) continue;
      const certificate = rotationOf(sealer, EPOCH, { key: THIEF, epoch: 2, root: other });
      records.push(...sealer.rotate({ certificate, epochKey: epochKeyOf(THIEF) }, at(20_500)));
    }
    records.push(sealer.close({ reason: 'shutdown' }, at(61_000)), sealer.checkpoint());
    const entry = { organisation: 'default', tenant: 'default', environment: 'any', services: ['*'] };
    const roots = [
      { ...entry, vkey: vkeyOf(ROOT) },
      { ...entry, vkey: vkeyOf(other), compromisedAfter: '2026-01-01T00:00:00Z' },
    ];
    const trust = trustOf({}, { roots });
    expect(verdictOf(stored(records), { trust })).toEqual(['NOT PROVEN UNTRUSTED']);
    expect(verdictOf(stored(records), { trust, ...within(40, 50) })).toEqual(['NOT PROVEN UNTRUSTED']);
  });

  it('takes a collector for the producer by no open leaf that nothing proves', () => {
    const sealed = stored([...collectorStream()]);
    const require = ['producer'] as const;
    expect(verdictOf(sealed, { require })).toEqual(['NOT PROVEN NOT_PRODUCER']);
    const edited = changed(sealed, 0, (record) => editPayload(record, '"signer":"collector"', '"signed":"producer!"'));
    expect(verdictOf(edited, { require, ...within(30, 40) })).toEqual(['NOT PROVEN NOT_PRODUCER']);
    expect(verdictOf(HONEST, { require })).toEqual(['INTACT']);
  });

  it("lets nobody's redaction key erase by a record outside that claims the stream for its owner", () => {
    const redactor = keyOf('redactor');
    const victim = HONEST[indexOf('33')] as StoredRecord;
    const { sequence } = JSON.parse(payloadOf(victim));
    const text = formatRedaction({
      ...{ stream: STREAM, sequence: Number(sequence), reason: 'x', time: START[0] },
      leafHash: leafHash(Buffer.from(payloadOf(victim))),
    });
    const statement = formatNote(text, {
      name: redactor.name,
      publicKey: redactor.publicKey,
      signature: signWith(redactor, text),
    });
    const own = { ...{ organisation: 'default', tenant: 'default', environment: 'any', services: ['*'] } };
    const roots = [
      { ...own, vkey: vkeyOf(ROOT) },
      { ...own, tenant: 'other', vkey: vkeyOf(redactor), purpose: ['redact'] },
    ];
    const trust = trustOf({}, { roots });
    const carrier = open({ streamId: 'f'.repeat(32) });
    const erasing = [
      carrier.open,
      carrier.redaction({ statement }, at(31_000)),
      carrier.close({ reason: 'x' }, at(32_000)),
    ];
    const claimed = changed([HONEST[indexOf('27')] as StoredRecord], 0, (record) =>
      editPayload(record, '"tenant":"default"', '"tenant":"other"'),
    );
    const log = [...claimed, ...without(HONEST, indexOf('33')), ...stored([...erasing, carrier.checkpoint()])];
    expect(judge(log, { trust, accept: ['redacted'], ...within(30, 50) }).verdict).toBe('NOT INTACT');
  });
});

function* collectorStream() {
  const sealer = open({ signer: 'collector' });
  yield sealer.open;
  for (let n = 1; n <= 60; n += 1) {
    yield sealer.seal(loginFailure(n), at(n * 1_000));
    if (n % 4 === 0) yield sealer.checkpoint();
  }
  yield sealer.close({ reason: 'shutdown' }, at(61_000));
  yield sealer.checkpoint();
}
