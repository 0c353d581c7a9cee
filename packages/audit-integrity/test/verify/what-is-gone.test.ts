import { describe, expect, it } from 'vitest';
import { formatNote, formatRedaction, leafHash, type StoredRecord, type VerifierOptions } from '../../src/index.js';
import { handMadeStream, opening } from '../hand-made-streams.js';
import { judge, payloadOf, verdictOf, without } from '../judged.js';
import {
  at,
  EPOCH,
  epochKeyOf,
  keyOf,
  loginFailure,
  loginStream,
  open,
  rotationOf,
  START,
  STREAM,
  signWith,
  stored,
  type TestKey,
  trustOf,
  vkeyOf,
} from '../sealed-streams.js';

const REDACTOR = keyOf('redactor');
const OTHER = 'f'.repeat(32);

function trustWith(redactor: Readonly<Record<string, unknown>> = {}) {
  const may = { organisation: 'default', tenant: 'default', environment: 'any', services: ['*'] };
  const sealing = { vkey: vkeyOf(keyOf('root-1')), ...may };
  return trustOf({}, { roots: [sealing, { vkey: vkeyOf(REDACTOR), ...may, purpose: ['redact'], ...redactor }] });
}

const RECORDS = stored(loginStream(7));
const NUMBER_4 = 3; // open, three logins

type Said = readonly [sequence: number, leafHash: Uint8Array];

/** A closed stream of an administrator, which carries the statement. */
function statements(
  key: TestKey = REDACTOR,
  change: (text: string) => string = (text) => text,
  rewrite: (note: string) => string = (note) => note,
): StoredRecord[] {
  const hash = leafHash(Buffer.from(payloadOf(RECORDS[NUMBER_4] as StoredRecord)));
  const text = formatRedaction({ stream: STREAM, sequence: 4, leafHash: hash, reason: 'case 4711', time: START[0] });
  const note = formatNote(change(text), {
    name: key.name,
    publicKey: key.publicKey,
    signature: signWith(key, change(text)),
  });
  const sealer = open({ streamId: OTHER });
  return stored([
    sealer.open,
    sealer.redaction({ statement: rewrite(note) }, at(5)),
    sealer.close({ reason: 'done' }, at(6)),
    sealer.checkpoint(),
  ]);
}

describe('a record that was erased', () => {
  const trust = trustWith();

  it('counts a statement only by its first 16 signature lines', () => {
    const behind = (lines: number) => (note: string) => {
      const [text = '', line = ''] = note.split('\n\n');
      return `${text}\n\n${line.replace('redactor', 'somebody').repeat(lines)}${line}`;
    };
    expect(
      verdictOf([...without(RECORDS, NUMBER_4), ...statements(REDACTOR, undefined, behind(15))], { trust }),
    ).toEqual(['NOT PROVEN REDACTED']);
    expect(
      verdictOf([...without(RECORDS, NUMBER_4), ...statements(REDACTOR, undefined, behind(16))], { trust }),
    ).toEqual(['MISSING #4 -']);
  });

  it('is missing without a statement, and redacted with one', () => {
    expect(verdictOf(without(RECORDS, NUMBER_4), { trust })).toEqual(['MISSING #4 -']);
    const erased = [...without(RECORDS, NUMBER_4), ...statements()];
    expect(verdictOf(erased, { trust })).toEqual(['NOT PROVEN REDACTED']);
    expect(judge(erased, { trust }).conditions).toEqual([
      {
        ...{ condition: 'REDACTED', stream: STREAM, sequence: '4' },
        detail: 'erased; a redaction key signed that it was, and its hash still stands under the signed root',
      },
    ]);
  });

  it('is still named when redactions are accepted', () => {
    const report = judge([...statements(), ...without(RECORDS, NUMBER_4)], { trust, accept: ['redacted'] });
    expect(report.verdict).toBe('INTACT');
    expect(report.conditions).toMatchObject([{ condition: 'REDACTED', stream: STREAM, sequence: '4' }]);
  });

  it.each<readonly [string, StoredRecord[], VerifierOptions]>([
    ['by a key of another purpose', statements(), { trust: trustWith({ purpose: ['seal'] }) }],
    ['by a key of another service', statements(), { trust: trustWith({ services: ['bank'] }) }],
    ['by a key that nobody knows', statements(keyOf('stranger')), { trust }],
    ['by a key in other hands', statements(), { trust: trustWith({ compromisedAfter: '2026-01-01T00:00:00Z' }) }],
    ['after the key was over', statements(), { trust: trustWith({ notAfter: '2026-01-01T00:00:00Z' }) }],
    ['of another hash', statements(REDACTOR, (text) => text.replace(/leaf .{4}/, 'leaf AAAA')), { trust }],
    ['that is no note', statements(REDACTOR, undefined, () => 'x'), { trust }],
    ['that is another text', statements(REDACTOR, () => 'hello\n'), { trust }],
    ['before the key began', statements(), { trust: trustWith({ notBefore: '2027-01-01T00:00:00Z' }) }],
    ['of another record', statements(REDACTOR, (text) => text.replace('sequence 4', 'sequence 5')), { trust }],
  ])('is missing with a statement %s', (_, carried, options) => {
    expect(verdictOf([...without(RECORDS, NUMBER_4), ...carried], options)).toEqual(['MISSING #4 -']);
  });

  it.each([
    ['began', { notBefore: '2026-11-23T16:00:00Z' }],
    ['ended', { notAfter: '2026-11-23T16:00:00Z' }],
  ])('is redacted with a statement of the very second in which the key %s', (_, validity) => {
    expect(verdictOf([...without(RECORDS, NUMBER_4), ...statements()], { trust: trustWith(validity) })).toEqual([
      'NOT PROVEN REDACTED',
    ]);
  });

  /** A closed stream of an administrator with these statements, each of a number and a hash. */
  const saying = (...said: readonly Said[]): StoredRecord[] => {
    const sealer = open({ streamId: OTHER });
    const carried = said.map(([sequence, hash], n) => {
      const text = formatRedaction({ stream: STREAM, sequence, leafHash: hash, reason: 'x', time: START[0] });
      const { name, publicKey } = REDACTOR;
      const statement = formatNote(text, { name, publicKey, signature: signWith(REDACTOR, text) });
      return sealer.redaction({ statement }, at(n));
    });
    return stored([sealer.open, ...carried, sealer.close({ reason: 'done' }, at(500)), sealer.checkpoint()]);
  };
  const hashOf = (record: StoredRecord | undefined) => leafHash(Buffer.from(payloadOf(record as StoredRecord)));

  it('is redacted, however wrong the statements are that stand before its own or those of others', () => {
    const records = stored(loginStream(7, undefined, 99));
    const [fourth, sixth] = [hashOf(records[3]), hashOf(records[5])];
    const gone = without(records, 3, 5);
    const redacted = (...said: readonly Said[]) => {
      const { findings, conditions } = judge([...gone, ...saying(...said)], { trust });
      return [...findings, ...conditions].map(({ sequence }) => sequence);
    };
    const wrong = new Uint8Array(32);
    expect(redacted([4, fourth], [6, sixth])).toEqual(['4', '6']);
    expect(redacted([4, fourth], [6, wrong], [6, sixth])).toEqual(['4', '6']);
    expect(redacted([6, wrong], [6, wrong.map(() => 1)], [6, sixth], [4, fourth])).toEqual(['4', '6']);
    expect(verdictOf([...gone, ...saying([4, fourth], [6, wrong], [6, sixth])], { trust })).toEqual([
      'NOT PROVEN REDACTED',
    ]);
  });

  it.each<readonly [string, number, boolean, readonly string[]]>([
    ['15 others', 15, true, ['NOT PROVEN REDACTED']],
    ['16 others', 16, true, ['MISSING #4 -']],
    ['160 others', 160, true, ['MISSING #4 -']],
    ['160 times one other', 160, false, ['NOT PROVEN REDACTED']],
  ])('is redacted with a statement behind %s of the same number: %#', (_, count, differ, expected) => {
    const others = Array.from({ length: count }, (_, n) => new Uint8Array(32).fill(differ ? n + 1 : 1));
    const carried = saying(...[...others, hashOf(RECORDS[NUMBER_4])].map((hash) => [4, hash] as const));
    expect(verdictOf([...without(RECORDS, NUMBER_4), ...carried], { trust })).toEqual(expected);
  });

  it('is missing where there is no trust file, whatever a statement says', () => {
    const { verdict, findings } = judge([...without(RECORDS, NUMBER_4), ...statements()], { trust: undefined });
    expect([verdict, findings.map(({ sequence }) => sequence)]).toEqual(['NOT PROVEN', ['4']]);
  });

  it('is nothing where its stream is not here, or the statement is not', () => {
    expect(verdictOf(statements(), { trust })).toEqual(['INTACT']);
    const close = { kind: 'close', control: { reason: 'x' } };
    expect(verdictOf(handMadeStream([opening(), { kind: 'redaction' }, close]), { trust })).toEqual(['INTACT']);
  });

  it('is redacted also where it opened the stream, and a rotation says who speaks from there on', () => {
    const sealer = open();
    const next = keyOf('epoch-2');
    const certificate = rotationOf(sealer, EPOCH, { key: next, epoch: 2 });
    const rotated = sealer.rotate({ certificate, epochKey: epochKeyOf(next) }, at(1));
    const rest = stored([...rotated, sealer.close({ reason: 'shutdown' }, at(2)), sealer.checkpoint()]);
    const opened = hashOf(stored([sealer.open])[0]);
    expect(verdictOf([...rest, ...saying([1, opened])], { trust })).toEqual(['NOT PROVEN REDACTED']);
    expect(verdictOf(rest, { trust })).toEqual(['MISSING #1 -']);
  });

  it('leaves a record alone that is still there', () => {
    expect(verdictOf([...RECORDS, ...statements()], { trust })).toEqual(['INTACT']);
  });
});

describe('the beginning of a stream', () => {
  const sealer = open({ minimumRetentionSeconds: 3_600 });
  const next = keyOf('epoch-2');
  const records = stored([
    sealer.open,
    sealer.seal(loginFailure(1), at(10)),
    sealer.checkpoint(),
    sealer.seal(loginFailure(2), at(20)),
    ...sealer.rotate(
      { certificate: rotationOf(sealer, EPOCH, { key: next, epoch: 2 }), epochKey: epochKeyOf(next) },
      at(30_000),
    ),
    sealer.seal(loginFailure(3), at(40_000)),
    sealer.close({ reason: 'shutdown' }, at(50_000)),
    sealer.checkpoint(),
  ]);
  const late = at(3_600_020);

  it('may be gone once it is older than the stream promised to be kept', () => {
    const rest = records.slice(3);
    expect(verdictOf(rest, { asOf: late })).toEqual(['INTACT']);
    expect(judge(rest, { asOf: late }).conditions).toEqual([
      {
        ...{ condition: 'EXPIRED', stream: STREAM, sequence: '1–2' },
        detail: 'older than the time for which the stream promised to be kept',
      },
    ]);
  });

  it('may be gone while checkpoints of it are still kept, as a store with longer retention for these does', () => {
    const rest = without(records, 0, 1);
    expect(verdictOf(rest, { asOf: late })).toEqual(['INTACT']);
    expect(judge(rest, { asOf: late }).conditions).toMatchObject([{ condition: 'EXPIRED', sequence: '1–2' }]);
  });

  it('is missing before that, or where nobody says what time it is', () => {
    expect(verdictOf(records.slice(3), { asOf: at(3_600_019) })).toEqual(['MISSING #1–2 -']);
    expect(verdictOf(records.slice(3))).toEqual(['MISSING #1–2 -']);
  });

  it('is all that may be gone, and only where what is left is proven', () => {
    expect(verdictOf(without(records, 0, 1, 2, 6), { asOf: late })).toEqual(['MISSING #1–2 -', 'MISSING #5 -']);
    expect(verdictOf(without(records, 1), { asOf: late })).toEqual(['MISSING #2 -']);
  });

  it('may not be gone where the stream promised nothing', () => {
    const plain = loginStream(7);
    expect(verdictOf(stored(plain.slice(3)), { asOf: at(99_000_000) })).not.toContain('INTACT');
  });
});
