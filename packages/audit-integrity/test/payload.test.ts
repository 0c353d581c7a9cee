import { describe, expect, it } from 'vitest';
import { type CanonicalObject, canonicalRecordText } from '../src/canonical-record.js';
import { type CheckpointPayload, readPayload, type TilePayload } from '../src/sealed-payload.js';
import { at, IDENTITY, loginFailure, open, STREAM } from './sealed-streams.js';

type Members = Record<string, unknown>;
const refused = (member: string) =>
  expect.objectContaining({
    code: 'ERR_PAYLOAD',
    message: `A sealed record's ${member} is not as version 1 has it.`,
  });

const sealer = open({ identity: { ...IDENTITY, namespace: 'eu' } });
const LEAF = JSON.parse(sealer.seal({ ...loginFailure(1), droppedAttributesCount: 2 }, at(20)).payload) as Members;
const CHECKPOINT = JSON.parse(sealer.checkpoint().payload) as Members;
const TILE = JSON.parse(sealer.tile().payload) as Members;

/** The payload with some members changed; undefined leaves one out. */
function textOf(payload: Members, change: Members = {}): string {
  const members = Object.entries({ ...payload, ...change }).filter(([, value]) => value !== undefined);
  return canonicalRecordText(Object.fromEntries(members) as CanonicalObject);
}
const TEXTS = [
  ...['dropped', 'environment', 'event', 'event_time', 'flags', 'instance', 'kind', 'namespace', 'organisation'],
  ...['prev', 'retention', 'salt', 'sequence', 'service', 'severity', 'severity_text', 'span', 'stream', 'tenant'],
  ...['time', 'trace'],
];

describe('the payload of a leaf', () => {
  it('has all of these members, and is read into as many', () => {
    expect(Object.keys(LEAF).sort()).toEqual(['attributes', 'body', ...TEXTS, 'v'].sort());
    const { attributes, body, prev, ...texts } = readPayload(textOf(LEAF)) as unknown as Members;
    expect(texts).toEqual({
      kind: 'record',
      stream: STREAM,
      sequence: 2,
      salt: LEAF['salt'],
      time: LEAF['time'],
      eventTime: LEAF['event_time'],
      identity: { ...IDENTITY, namespace: 'eu' },
      retention: 'audit',
      event: LEAF['event'],
      severity: '13',
      severityText: 'WARN',
      trace: LEAF['trace'],
      span: LEAF['span'],
      flags: '1',
      dropped: '2',
      control: undefined,
      rest: undefined,
    });
    expect(Buffer.from(prev as string, 'latin1').toString('base64url')).toBe(LEAF['prev']);
    expect(body).toBe(LEAF['body']);
    expect((attributes as { names: string[] }).names).toEqual(Object.keys(LEAF['attributes'] as object));
  });

  it.each(TEXTS.filter((name) => name !== 'kind'))('is refused with an empty or a nested %s', (name) => {
    for (const value of ['', { a: 's:x' }]) {
      expect(() => readPayload(textOf(LEAF, { [name]: value }))).toThrow(refused(name));
    }
  });

  it.each(['dropped', 'event', 'flags', 'severity', 'severity_text', 'span', 'trace', 'body'])(
    'may lack %s',
    (name) => {
      const leaf = readPayload(textOf(LEAF, { [name]: undefined })) as unknown as Members;
      expect(leaf[name === 'severity_text' ? 'severityText' : name]).toBe(name === 'body' ? undefined : '');
    },
  );

  it('may lack attributes and parts of its identity', () => {
    const change = { attributes: undefined, namespace: undefined, instance: undefined };
    const identity = { ...IDENTITY, namespace: '', instance: '' };
    expect(readPayload(textOf(LEAF, change))).toMatchObject({ identity, attributes: { names: [] } });
  });

  it.each<readonly [string, unknown, string]>([
    ['kind', 'records', 'kind'],
    ['kind', undefined, 'kind'],
    ['kind', { a: 's:x' }, 'kind'],
    ['attributes', 'x', 'attributes'],
    ['control', 'x', 'control'],
    ['rest', 'x', 'rest'],
    ['prev', undefined, 'prev'],
    ['prev', 'A'.repeat(42), 'prev'],
    ['prev', 'A'.repeat(44), 'prev'],
    ['prev', `${'A'.repeat(42)}B`, 'prev'],
    ['prev', `${'A'.repeat(42)}=`, 'prev'],
    ['sequence', undefined, 'sequence'],
    ['sequence', '0', 'sequence'],
    ['sequence', '01', 'sequence'],
    ['sequence', '-1', 'sequence'],
    ['sequence', '1.5', 'sequence'],
    ['sequence', '9007199254740992', 'sequence'],
    ['stream', undefined, 'stream'],
    ['stream', STREAM.slice(1), 'stream'],
    ['stream', `${STREAM}0`, 'stream'],
    ['stream', STREAM.toUpperCase(), 'stream'],
    ['time', undefined, 'time'],
    ['time', '123456789', 'time'],
    ['time', '0123456789', 'time'],
    ['time', '1'.repeat(21), 'time'],
    ['time', '1234567890x', 'time'],
    ['event_time', undefined, 'event_time'],
    ['event_time', '123456789', 'event_time'],
    ['event_time', 'x1234567890', 'event_time'],
    ['zone', 'x', 'member "zone"'],
    ['v2', 'x', 'member "v2"'],
  ])('is refused with %s as %j', (name, value, member) => {
    expect(() => readPayload(textOf(LEAF, { [name]: value }))).toThrow(refused(member));
  });

  it.each(['1234567890', '9'.repeat(20)])('may have as time %s', (time) => {
    expect(readPayload(textOf(LEAF, { time, event_time: time }))).toMatchObject({ time, eventTime: time });
  });

  it('may have every number that can be counted to', () => {
    for (const sequence of [1, Number.MAX_SAFE_INTEGER]) {
      expect(readPayload(textOf(LEAF, { sequence: String(sequence) }))).toMatchObject({ sequence });
    }
  });

  it.each(['open', 'heartbeat', 'gap', 'rotate', 'close', 'redaction', 'relay'])('may be of kind %s', (kind) => {
    expect(readPayload(textOf(LEAF, { kind })).kind).toBe(kind);
  });

  it.each(['2', '01', { a: 's:x' }, undefined])('of version %j is not read', (v) => {
    const error = {
      code: 'ERR_UNKNOWN_VERSION',
      message: 'The record was sealed by a newer version, or its version was changed.',
    };
    expect(() => readPayload(textOf(LEAF, { v }))).toThrow(expect.objectContaining(error));
  });
});

describe('the payload of a checkpoint', () => {
  const hash = (byte: number) => Buffer.alloc(32, byte).toString('base64');
  const proof = (length: number) => Object.fromEntries(Array.from({ length }, (_, n) => [String(n), hash(n)]));

  it('is read into note, stream and proof', () => {
    const given = { directory: 'd', proof: proof(12) };
    const read = readPayload(textOf(CHECKPOINT, given)) as CheckpointPayload;
    expect(read).toMatchObject({ kind: 'checkpoint', stream: STREAM, note: CHECKPOINT['note'], directory: 'd' });
    expect(read.proof.map((text) => text.charCodeAt(0))).toEqual(Array.from({ length: 12 }, (_, n) => n));
    expect(readPayload(textOf(CHECKPOINT, { proof: undefined }))).toMatchObject({ directory: '', proof: [] });
    expect(readPayload(textOf(CHECKPOINT, { proof: proof(53) }))).toMatchObject({ proof: { length: 53 } });
  });

  it.each<readonly [string, unknown, string]>([
    ['proof', {}, 'proof'],
    ['proof', proof(54), 'proof'],
    ['proof', 'x', 'proof'],
    ['proof', { 0: hash(0), 2: hash(2) }, 'proof'],
    ['proof', { 0: Buffer.alloc(31).toString('base64') }, 'proof'],
    ['proof', { 0: Buffer.alloc(33).toString('base64') }, 'proof'],
    ['proof', { 0: hash(0).slice(0, -1) }, 'proof'],
    ['proof', { 0: { a: 'x' } }, 'proof'],
    ['note', '', 'note'],
    ['directory', '', 'directory'],
    ['stream', 'x', 'stream'],
    ['stream', undefined, 'stream'],
    ['zone', 'x', 'member "zone"'],
  ])('is refused with %s as %j', (name, value, member) => {
    expect(() => readPayload(textOf(CHECKPOINT, { [name]: value }))).toThrow(refused(member));
  });
});

describe('the payload of a tile', () => {
  const hashes = (length: number) => Buffer.alloc(length).toString('base64');

  it('is read into its hashes', () => {
    for (const [change, length] of [
      [{}, 64],
      [{ width: '1', hashes: hashes(32) }, 32],
      [{ width: '256', hashes: hashes(256 * 32), index: String(2 ** 44) }, 256 * 32],
    ] as const) {
      const index = Number('index' in change ? change.index : 0);
      const tile = readPayload(textOf(TILE, change)) as TilePayload;
      expect(tile).toMatchObject({ kind: 'tile', stream: STREAM, index });
      expect(tile.hashes).toHaveLength(length);
    }
  });

  it.each<readonly [string, Members]>([
    ['no hashes', { width: '0', hashes: '' }],
    ['257 hashes', { width: '257', hashes: hashes(257 * 32) }],
    ['another width', { width: '3' }],
    ['no width', { width: undefined }],
    ['a part of a hash', { hashes: hashes(63) }],
    ['hashes that are no base64', { hashes: '!' }],
    ['no index', { index: undefined }],
    ['an index that is no number', { index: 'x' }],
    ['an index beyond all leaves', { index: String(2 ** 44 + 1) }],
    ['another level', { level: '1' }],
    ['no level', { level: undefined }],
    ['a member more', { more: 'x' }],
  ])('is worth nothing with %s', (_, change) => {
    expect(readPayload(textOf(TILE, change))).toEqual({ kind: 'tile', stream: STREAM, index: 0, hashes: '' });
  });

  it('is refused without a stream', () => {
    for (const stream of [undefined, 'x'])
      expect(() => readPayload(textOf(TILE, { stream }))).toThrow(refused('stream'));
  });
});
