import { createHash } from 'node:crypto';
import { canonicalRecordText, formatNote, leafHash, nodeHash, originOf } from '../dist/index.js';
import { DistinctRecords } from './distinct-records.ts';
import { type Case, judged } from './judged-case.ts';
import {
  certificate,
  certificateText,
  EPOCH,
  IDENTITY,
  keyOf,
  request,
  START,
  STREAM,
  signed,
  type VectorKey,
} from './vector-streams.ts';

type Members = Readonly<Record<string, unknown>>;

const NEXT = keyOf('vectors-epoch-2');
const STAND_IN = keyOf('vectors-stand-in');
const ORIGIN = originOf(IDENTITY, STREAM);
const TIME = `${START}000000000`;
const ROOT = keyOf('vectors-root');

/** Rotations, endorsements and checkpoints that no honest sealer writes. */
export function rotationVectors(): Readonly<Record<string, unknown>> {
  const about =
    'SPEC.md sections 6, 7 and 10, steps 1 and 8. As stream-relations.json; what a sealer sends that has the keys and does not keep the rules.';
  const table = new DistinctRecords();
  const cases = [...endorsements(), ...resumed(), ...empty()].map((one) => judged({ options: {}, ...one }, table));
  const { resources, records } = table;
  return { 'rotations.json': { about, scope: '@otelseal/security-events', resources, records, cases } };
}

function endorsements(): Case[] {
  const provisional = { certificate: certificate({ stream: STREAM, key: EPOCH, root: STAND_IN }), provisional: 'true' };
  const word = { endorsement: certificate({ stream: STREAM, key: EPOCH, root: ROOT }) };
  const both = { ...word, certificate: nextCertificate() };
  const stream = (control: Members, last: VectorKey): unknown[] => [
    request(
      fourLeaves(
        [{ kind: 'open', control: provisional }, { kind: 'record' }, { kind: 'rotate', control }, { kind: 'close' }],
        last,
      ),
    ),
  ];
  return [
    { name: 'a root vouches for a provisional stream', requests: stream(word, EPOCH), expected: ['INTACT'] },
    {
      name: 'a leaf with an endorsement and a certificate begins no epoch',
      requests: stream(both, EPOCH),
      expected: ['INTACT'],
    },
    {
      name: 'so the key of that certificate signs nothing',
      requests: stream(both, NEXT),
      expected: ['FOREIGN_KEY #4 checkpoint'],
    },
    {
      name: 'and an endorsement in such a leaf of a stream that needs none is ignored',
      requests: [
        request(
          fourLeaves(
            [
              { kind: 'open', control: { certificate: word.endorsement } },
              { kind: 'record' },
              { kind: 'rotate', control: both },
              { kind: 'close' },
            ],
            EPOCH,
          ),
        ),
      ],
      expected: ['INTACT'],
    },
  ];
}

/** The beginning is gone, and a rotation says who speaks. */
function resumed(): Case[] {
  const leaves = (last: Members): Members[] => [
    { kind: 'open', control: { certificate: certificate({ stream: STREAM, key: EPOCH, root: ROOT }) } },
    { kind: 'record' },
    { kind: 'rotate', control: { certificate: nextCertificate() } },
    { kind: 'close', ...last },
  ];
  const ends: Members[] = [{ kind: 'record' }, { kind: 'record' }, { kind: 'close' }];
  const rest = (last: Members): unknown[] => [request(fourLeaves(leaves(last), NEXT).slice(2))];
  return [
    { name: 'a stream without its beginning', requests: rest({}), expected: ['MISSING #1–2 -'] },
    {
      name: 'a leaf of another tenant in a stream without its beginning',
      requests: rest({ tenant: 'other' }),
      expected: ['FOREIGN_KEY #4 identity', 'MISSING #1–2 -'],
    },
    {
      name: 'a leaf of another retention class in a stream without its beginning',
      requests: rest({ retention: 'operational' }),
      expected: ['FOREIGN_KEY #4 identity', 'MISSING #1–2 -'],
    },
    {
      name: 'a stream whose first leaf is a rotation',
      requests: [request(fourLeaves([{ kind: 'rotate', control: { certificate: nextCertificate() } }, ...ends], NEXT))],
      expected: ['BAD_EPOCH #1 kind'],
    },
  ];
}

/** A checkpoint over nothing. */
function empty(): Case[] {
  const leaves: Members[] = [
    { kind: 'open', control: { certificate: certificate({ stream: STREAM, key: EPOCH, root: ROOT }) } },
    { kind: 'record' },
    { kind: 'record' },
    { kind: 'close' },
  ];
  const rotated = leaves.with(2, { kind: 'rotate', control: { certificate: nextCertificate() } });
  const nothing = { size: 0, root: createHash('sha256').digest() };
  const cases: readonly (readonly [string, VectorKey, unknown[], string[]])[] = [
    ['', EPOCH, fourLeaves(leaves, EPOCH), []],
    [', by a key that is not the stream’s', NEXT, fourLeaves(leaves, EPOCH), []],
    [', of a stream without its beginning', EPOCH, fourLeaves(rotated, NEXT).slice(2), ['MISSING #1–2 -']],
  ];
  return cases.map(([what, key, logs, expected]) => ({
    name: `a checkpoint of size 0${what}`,
    requests: [request([...logs, checkpoint(nothing, key)])],
    expected: ['MODIFIED #- audit.payload', ...expected],
  }));
}

function nextCertificate(): string {
  const fields = { stream: STREAM, key: NEXT, root: ROOT, epoch: 2 };
  const text = certificateText(fields);
  const lines = [ROOT, { ...EPOCH, name: ORIGIN }].map(({ name, publicKey, privateKey }) =>
    formatNote(text, { name, publicKey, signature: signed({ name, publicKey, privateKey }, text) }),
  );
  return `${lines[0]}${lines[1]?.slice(text.length + 1)}`;
}

/** Four leaves, chained, under a checkpoint of this key. */
function fourLeaves(leaves: readonly Members[], key: VectorKey): unknown[] {
  const hashes: Uint8Array[] = [];
  const logs = leaves.map((members, index) => {
    const before = hashes.at(-1);
    const prev = before === undefined ? 'A'.repeat(43) : Buffer.from(before).toString('base64url');
    const leaf: Members = {
      ...{ v: '1', stream: STREAM, sequence: String(index + 1), prev, salt: 'AAAAAAAAAAAAAAAAAAAAAA' },
      ...{ time: TIME, event_time: TIME, retention: 'audit', ...IDENTITY, ...members },
    };
    const payload = canonicalRecordText(leaf as never);
    hashes.push(leafHash(Buffer.from(payload)));
    const texts = { 'audit.payload': payload, 'audit.sequence.stream_id': STREAM, 'audit.time': TIME };
    const number = { key: 'audit.sequence.number', value: { intValue: String(index + 1) } };
    return { timeUnixNano: TIME, attributes: [...attributesOf(texts), number] };
  });
  const [a, b, c, d] = hashes as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const [left, right] = [nodeHash(a, b), nodeHash(c, d)];
  const proof = { '0': base64(c), '1': base64(left) };
  return [...logs, checkpoint({ size: 4, root: nodeHash(left, right), proof }, key)];
}

interface Tree {
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof?: Readonly<Record<string, string>>;
}

function checkpoint({ size, root, ...rest }: Tree, key: VectorKey): unknown {
  const text = `${ORIGIN}\n${size}\n${base64(root)}\n`;
  const note = formatNote(text, { name: ORIGIN, publicKey: key.publicKey, signature: signed(key, text) });
  const payload = canonicalRecordText({ v: '1', kind: 'checkpoint', stream: STREAM, note, ...rest });
  const texts = { 'audit.payload': payload, 'audit.sequence.stream_id': STREAM, 'event.name': 'audit.checkpoint' };
  return {
    ...{ timeUnixNano: TIME, severityNumber: 9, severityText: 'INFO', eventName: 'audit.checkpoint' },
    body: { stringValue: `Checkpoint: ${size} records sealed, root ${base64(root)}.` },
    attributes: attributesOf(texts),
  };
}

function base64(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64');
}

function attributesOf(texts: Readonly<Record<string, string>>): unknown[] {
  return Object.entries(texts).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}
