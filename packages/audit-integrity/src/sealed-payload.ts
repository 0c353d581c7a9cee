import { CanonicalMap, readCanonicalText } from './canonical-reader.js';
import { sizeOf } from './checkpoint.js';
import { binaryOfBase64, binaryOfBase64url } from './hash-bytes.js';
import { IntegrityError } from './integrity-error.js';
import { MAX_PAYLOAD_LENGTH } from './leaf-text.js';
import { type BinaryHash, HASH_LENGTH } from './merkle-tree.js';
import type { SealKind } from './sealed-record.js';
import { isStreamId, type StreamIdentity } from './stream-identity.js';

/** A leaf's members, read from its canonical text. Absent texts are empty. */
export interface Leaf {
  readonly kind: Exclude<SealKind, 'checkpoint'>;
  readonly stream: string;
  readonly sequence: number;
  /** base64url */
  readonly prev: string;
  readonly salt: string;
  /** Nanoseconds since 1970, decimal. */
  readonly time: string;
  readonly eventTime: string;
  readonly identity: StreamIdentity;
  readonly retention: string;
  readonly event: string;
  readonly severity: string;
  readonly severityText: string;
  readonly trace: string;
  readonly span: string;
  readonly flags: string;
  readonly dropped: string;
  readonly body: string | CanonicalMap | undefined;
  readonly attributes: CanonicalMap;
  readonly control: CanonicalMap | undefined;
  readonly rest: CanonicalMap | undefined;
}

/** What a checkpoint record carries. */
export interface CheckpointPayload {
  readonly kind: 'checkpoint';
  readonly stream: string;
  readonly note: string;
  /** The inclusion proof of the last leaf. */
  readonly proof: readonly BinaryHash[];
}

/** A cache of leaf hashes that a verifier may use or ignore; version 1 of this verifier ignores it. */
export interface TilePayload {
  readonly kind: 'tile';
  readonly stream: string;
}

const LEAF_KINDS: ReadonlySet<string> = new Set(['record', 'open', 'heartbeat', 'gap', 'rotate', 'close', 'redaction']);

/** Members of a leaf; any other name makes a text unreadable, so that nothing signed goes unexamined. */
const TEXT_MEMBERS: ReadonlySet<string> = new Set(
  'dropped environment event event_time flags instance kind namespace organisation prev retention salt sequence service severity severity_text span stream tenant time trace v'.split(
    ' ',
  ),
);

/**
 * Reads what a record carries as `audit.payload`.
 *
 * @throws IntegrityError `ERR_NOT_CANONICAL`, `ERR_TOO_LARGE`, `ERR_TOO_DEEP`, `ERR_UNKNOWN_VERSION`, `ERR_PAYLOAD`
 */
export function readPayload(text: string): Leaf | CheckpointPayload | TilePayload {
  const map = readCanonicalText(text, MAX_PAYLOAD_LENGTH);
  const version = map.text('v');
  if (version !== '1') {
    throw new IntegrityError(
      'ERR_UNKNOWN_VERSION',
      'The record was sealed by a newer version, or its version was changed.',
    );
  }
  const kind = map.text('kind') ?? '';
  if (kind === 'checkpoint') return checkpointOf(map);
  if (kind === 'tile') return { kind, stream: streamOf(map) };
  if (!LEAF_KINDS.has(kind)) throw unreadable('kind');
  return leafOf(map, kind as Leaf['kind']);
}

const NO_ATTRIBUTES = new CanonicalMap();

function leafOf(map: CanonicalMap, kind: Leaf['kind']): Leaf {
  for (let index = 0; index < map.names.length; index += 1) checkMember(map.names[index] as string, map.values[index]);
  const sequence = sizeOf(map.text('sequence') ?? '');
  const time = map.text('time') ?? '';
  const eventTime = map.text('event_time') ?? '';
  if (sequence === undefined || sequence < 1) throw unreadable('sequence');
  if (!isNanoseconds(time)) throw unreadable('time');
  if (!isNanoseconds(eventTime)) throw unreadable('event_time');
  const text = (name: string): string => map.text(name) ?? '';
  const member = (name: string): CanonicalMap | undefined => map.get(name) as CanonicalMap | undefined;
  return {
    kind,
    stream: streamOf(map),
    sequence,
    prev: hashMember(map, 'prev'),
    salt: text('salt'),
    time,
    eventTime,
    identity: {
      organisation: text('organisation'),
      tenant: text('tenant'),
      environment: text('environment'),
      service: text('service'),
      namespace: text('namespace'),
      instance: text('instance'),
    },
    retention: text('retention'),
    event: text('event'),
    severity: text('severity'),
    severityText: text('severity_text'),
    trace: text('trace'),
    span: text('span'),
    flags: text('flags'),
    dropped: text('dropped'),
    body: map.get('body'),
    attributes: member('attributes') ?? NO_ATTRIBUTES,
    control: member('control'),
    rest: member('rest'),
  };
}

function checkMember(name: string, value: unknown): void {
  if (TEXT_MEMBERS.has(name) ? typeof value === 'string' && value !== '' : name === 'body') return;
  if (!(name === 'attributes' || name === 'control' || name === 'rest') || typeof value === 'string')
    throw unreadable(name);
}

function checkpointOf(map: CanonicalMap): CheckpointPayload {
  const stream = streamOf(map);
  const note = map.text('note');
  const proof = map.get('proof') ?? NO_ATTRIBUTES;
  if (note === undefined) throw unreadable('note');
  if (typeof proof === 'string' || proof.names.length > 64) throw unreadable('proof');
  const hashes: BinaryHash[] = [];
  for (let index = 0; index < proof.names.length; index += 1) {
    const hash = binaryOfBase64(proof.text(String(index)) ?? '');
    if (hash?.length !== HASH_LENGTH) throw unreadable('proof');
    hashes.push(hash);
  }
  const expected = hashes.length === 0 ? 4 : 5;
  if (map.names.length !== expected) throw unreadable('an unknown member');
  return { kind: 'checkpoint', stream, note, proof: hashes };
}

function streamOf(map: CanonicalMap): string {
  const stream = map.text('stream') ?? '';
  if (!isStreamId(stream)) throw unreadable('stream');
  return stream;
}

function hashMember(map: CanonicalMap, name: string): string {
  const text = map.text(name) ?? '';
  if (text.length !== 43 || binaryOfBase64url(text) === undefined) throw unreadable(name);
  return text;
}

function isNanoseconds(text: string): boolean {
  return /^[1-9][0-9]{9,19}$/.test(text);
}

function unreadable(member: string): IntegrityError {
  return new IntegrityError('ERR_PAYLOAD', `A sealed record's ${member} is not as version 1 has it.`);
}
