import { sign } from 'node:crypto';
import {
  canonicalRecordText,
  formatNote,
  formatRedaction,
  formatVkey,
  leafHash,
  type SealedRecord,
} from '../dist/index.js';
import { DistinctRecords } from './distinct-records.ts';
import { type Case, judged } from './judged-case.ts';
import { timeVectors } from './time-vectors.ts';
import {
  at,
  EPOCH,
  IDENTITY,
  keyOf,
  loginFailure,
  logins,
  open,
  ROOT,
  request,
  rotation,
  STREAM,
  signed,
  toLogRecord,
  trustFile,
} from './vector-streams.ts';

const NEXT = 'a'.repeat(32);
const THIRD = 'b'.repeat(32);
const ADMIN = 'c'.repeat(32);
const REDACTOR = keyOf('vectors-redactor');

type Logs = readonly unknown[];

/** Ranges, streams that go on, expiry, redactions, tiles, successors and counter-seals. */
export function relationVectors(): Readonly<Record<string, unknown>> {
  const about =
    'SPEC.md sections 6, 9, 10 and 13. As streams.json, with `options`: `from`, `to`, `asOf` (nanoseconds since 1970), `source`, `require`, `accept`; `conditions` are the names of all conditions that hold but DUPLICATE_BENIGN.';
  const table = new DistinctRecords();
  const all = [...timeVectors(), ...redactions(), ...tiles(), ...successors(), ...relays()];
  const cases = all.map((one) => judged({ options: {}, ...one }, table));
  return {
    'stream-relations.json': {
      about,
      scope: '@otelseal/security-events',
      resources: table.resources,
      records: table.records,
      cases,
    },
  };
}

const one = (logs: Logs): unknown[] => [request(logs)];
const logsOf = (records: readonly SealedRecord[]): Logs => records.map(toLogRecord);
const without = (logs: Logs, ...indices: number[]): Logs => logs.filter((_, index) => !indices.includes(index));
const ns = (ms: number): string => `${at(ms)[0]}${String(at(ms)[1]).padStart(9, '0')}`;

const RECORDS = logins(7);
const LOGS = logsOf(RECORDS);
const hashOf = (sequence: number, records = RECORDS): Uint8Array =>
  leafHash(Buffer.from(records.find((r) => r.kind !== 'checkpoint' && r.sequence === sequence)?.payload ?? ''));

/** The second leaf is a rotation. */
function rotatedAtOnce(): readonly [SealedRecord, ...SealedRecord[]] {
  const sealer = open();
  const key = keyOf('vectors-epoch-2');
  const certificate = rotation(sealer, EPOCH, { stream: STREAM, key, root: ROOT, epoch: 2 });
  const epochKey = { publicKey: key.publicKey, sign: (message: Uint8Array) => sign(null, message, key.privateKey) };
  const rotated = sealer.rotate({ certificate, epochKey }, at(1));
  return [sealer.open, ...rotated, sealer.close({ reason: 'shutdown' }, at(2)), sealer.checkpoint()];
}

function redactions(): Case[] {
  const may = { organisation: 'acme', tenant: 'default', environment: 'any', services: ['*'] };
  const sealing = { vkey: formatVkey(ROOT.name, ROOT.publicKey), ...may };
  const redacting = { vkey: formatVkey(REDACTOR.name, REDACTOR.publicKey), ...may, purpose: ['redact'] };
  const trust = trustFile({}, { roots: [sealing, redacting] });
  const statements = (of: readonly (readonly [number, Uint8Array])[], key = REDACTOR): Logs => {
    const sealer = open({ streamId: ADMIN });
    const said = of.map(([sequence, leafHash]) => {
      const text = formatRedaction({
        ...{ stream: STREAM, sequence, leafHash, reason: 'case 4711, § 17', time: at(0)[0] },
      });
      const note = formatNote(text, { name: key.name, publicKey: key.publicKey, signature: signed(key, text) });
      return sealer.redaction({ statement: note }, at(1));
    });
    return logsOf([sealer.open, ...said, sealer.close({ reason: 'done' }, at(2)), sealer.checkpoint()]);
  };
  const statement = (sequence: number, hash: Uint8Array, key = REDACTOR): Logs => statements([[sequence, hash]], key);
  const erased = without(LOGS, 3);
  const case4 = statement(4, hashOf(4));
  const [opening, ...rest] = rotatedAtOnce();
  const opened = leafHash(Buffer.from(opening.payload));
  return [
    { name: 'an erased record', trust, requests: [...one(erased), ...one(case4)], expected: ['NOT PROVEN REDACTED'] },
    {
      name: 'an erased record, accepted',
      trust,
      options: { accept: ['redacted'] },
      requests: [...one(case4), ...one(erased)],
      expected: ['INTACT'],
    },
    {
      name: 'an erased leaf that opened its stream, and a rotation that says who speaks',
      trust,
      requests: [...one(logsOf(rest)), ...one(statement(1, opened))],
      expected: ['NOT PROVEN REDACTED'],
    },
    {
      name: 'a statement by a key of another purpose',
      trust,
      requests: [...one(erased), ...one(statement(4, hashOf(4), ROOT))],
      expected: ['MISSING #4 -'],
    },
    {
      name: 'a statement by a key that nobody knows',
      requests: [...one(erased), ...one(case4)],
      expected: ['MISSING #4 -'],
    },
    {
      name: 'a statement with another hash',
      trust,
      requests: [...one(erased), ...one(statement(4, hashOf(5)))],
      expected: ['MISSING #4 -'],
    },
    {
      name: 'two statements about one record, of which the second has its hash',
      trust,
      requests: [
        ...one(erased),
        ...one(
          statements([
            [4, hashOf(5)],
            [4, hashOf(4)],
          ]),
        ),
      ],
      expected: ['NOT PROVEN REDACTED'],
    },
    {
      name: 'a statement with another hash beside one with the right one',
      trust,
      requests: [
        ...one(without(LOGS, 5, 6)),
        ...one(
          statements([
            [5, hashOf(5)],
            [6, hashOf(5)],
          ]),
        ),
      ],
      expected: ['MISSING #6 -'],
    },
    {
      name: 'a statement about a record that is there',
      trust,
      requests: [...one(LOGS), ...one(case4)],
      expected: ['INTACT'],
    },
    {
      name: 'another record gone beside an erased one',
      trust,
      requests: [...one(without(erased, 6)), ...one(case4)],
      expected: ['MISSING #7 -'],
    },
  ];
}

function tiles(): Case[] {
  const sealer = open();
  const records = [sealer.open];
  for (let n = 1; n <= 7; n += 1) records.push(sealer.seal(loginFailure(n), at(n * 10)));
  records.push(sealer.close({ reason: 'shutdown' }, at(100)), sealer.checkpoint());
  const logs = logsOf(records);
  const hashes = Array.from({ length: 9 }, (_, index) => Buffer.from(hashOf(index + 1, records)));
  const tile = (of: readonly Uint8Array[], index = '0'): unknown => {
    const payload = canonicalRecordText({
      ...{ v: '1', kind: 'tile', stream: STREAM, level: '0', index, width: String(of.length) },
      hashes: Buffer.concat(of).toString('base64'),
    });
    const texts = { 'audit.payload': payload, 'audit.sequence.stream_id': STREAM, 'event.name': 'audit.tile' };
    return {
      timeUnixNano: ns(100),
      severityNumber: 9,
      severityText: 'INFO',
      body: { stringValue: 'Leaf hashes of this audit stream.' },
      eventName: 'audit.tile',
      attributes: Object.entries(texts).map(([key, stringValue]) => ({ key, value: { stringValue } })),
    };
  };
  const holed = without(logs, 4, 5);
  const holedAndChanged = JSON.parse(JSON.stringify(holed).replaceAll('user2', 'user9')) as Logs;
  const expected = ['MISSING #5–6 -'];
  return [
    { name: 'a hole without a tile', requests: one(holed), expected },
    { name: 'a hole with a tile', requests: one([...holed, tile(hashes)]), expected },
    { name: 'a hole with a wrong tile', requests: one([tile(hashes.toReversed()), ...holed]), expected },
    {
      name: 'a change before a hole, with a tile',
      requests: one([...holedAndChanged, tile(hashes)]),
      expected: ['MODIFIED #3 audit.payload', ...expected],
    },
    { name: 'a whole stream with a wrong tile', requests: one([...logs, tile(hashes.slice(3))]), expected: ['INTACT'] },
  ];
}

function successors(): Case[] {
  const sealer = open();
  const records = [sealer.open, sealer.seal(loginFailure(1), at(10)), sealer.checkpoint()];
  records.push(sealer.seal(loginFailure(2), at(20)), sealer.seal(loginFailure(3), at(30)));
  const logs = logsOf(records);
  const found = { stream: STREAM, size: sealer.size, root: sealer.root() };
  const ownEnd = logsOf([sealer.checkpoint()]);
  const next = (predecessor: typeof found, streamId = NEXT, service = 'shop'): unknown => {
    const identity = { ...IDENTITY, service, instance: 'shop-2' };
    const one_ = open({ streamId, predecessor, identity, now: at(100) });
    const taken = [one_.open, one_.close({ reason: 'done' }, at(110)), one_.checkpoint()];
    return request(logsOf(taken), identity);
  };
  const closed = open();
  const before = [closed.open, closed.close({ reason: 'rotation' }, at(40)), closed.checkpoint()];
  const end = { stream: STREAM, size: closed.size, root: closed.root() };
  const changed = (from: string): Logs => JSON.parse(JSON.stringify(logs).replaceAll(from, 'user9')) as Logs;
  return [
    {
      name: 'a closed stream and its successor',
      requests: [...one(logsOf(before)), next(end)],
      expected: ['INTACT'],
    },
    {
      name: 'a tail that a successor found',
      requests: [...one(logs), next(found)],
      expected: ['NOT PROVEN UNPROMISED_TAIL'],
    },
    {
      name: 'a stream without a tail that a successor found',
      requests: [...one([...logs, ...ownEnd]), next(found)],
      expected: ['NOT PROVEN UNCLOSED'],
    },
    { name: 'a tail cut off', requests: [...one(logs.slice(0, 4)), next(found)], expected: ['TRUNCATED #4 -'] },
    {
      name: 'a tail cut off at a checkpoint',
      requests: [...one(logs.slice(0, 3)), next(found)],
      expected: ['TRUNCATED #3–4 -'],
    },
    { name: 'a hole in a tail', requests: [...one(without(logs, 3)), next(found)], expected: ['MISSING #3 -'] },
    {
      name: 'a changed tail',
      requests: [...one(changed('user2')), next(found)],
      expected: ['MODIFIED #3 audit.payload'],
    },
    {
      name: 'a tail whose end was changed',
      requests: [...one(changed('user3')), next(found)],
      expected: ['MODIFIED #4 audit.payload'],
    },
    {
      name: 'a successor upon another history',
      requests: [...one([...logs, ...ownEnd]), next({ ...found, root: new Uint8Array(32) })],
      expected: ['EQUIVOCATION #4 root'],
    },
    {
      name: 'a successor upon a shorter history than was signed',
      requests: [...one([...logs, ...ownEnd]), next({ ...found, size: 3 })],
      expected: ['EQUIVOCATION #3 root'],
    },
    {
      name: 'two successors',
      requests: [...one(logs), next(found), next(found, THIRD)],
      expected: ['EQUIVOCATION #1 control.predecessor'],
    },
    {
      name: 'a successor of another service',
      requests: [...one(logs), next(found, NEXT, 'bank')],
      expected: ['FOREIGN_KEY #1 control.predecessor'],
    },
    { name: 'a predecessor that is not here', requests: [next(found)], expected: ['INTACT'] },
  ];
}

function relays(): Case[] {
  const relay = (sequence: number, hash: Uint8Array): unknown => {
    const sealer = open({ streamId: ADMIN, signer: 'collector' });
    const passed = sealer.relay({ stream: STREAM, sequence, leafHash: hash }, at(1));
    return request(logsOf([sealer.open, passed, sealer.close({ reason: 'done' }, at(2)), sealer.checkpoint()]));
  };
  return [
    { name: 'a counter-seal', requests: [...one(LOGS), relay(4, hashOf(4))], expected: ['INTACT'] },
    {
      name: 'a counter-seal of another record',
      requests: [...one(LOGS), relay(4, hashOf(5))],
      expected: ['MODIFIED #4 audit.payload'],
    },
    {
      name: 'a counter-seal of a record that was cut off',
      requests: [...one(LOGS), relay(99, hashOf(5))],
      expected: ['MISSING #99 -'],
    },
  ];
}
