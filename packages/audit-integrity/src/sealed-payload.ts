import { CanonicalMap, type CanonicalValue, readCanonicalText } from './canonical-reader.js';
import { sizeOf } from './checkpoint.js';
import { binaryOfBase64, binaryOfBase64url } from './hash-bytes.js';
import { IntegrityError } from './integrity-error.js';
import { MAX_PAYLOAD_LENGTH } from './leaf.js';
import { type BinaryHash, HASH_LENGTH } from './merkle-tree.js';
import { printable } from './printable.js';
import type { SealKind } from './sealed-record.js';
import { isStreamId, type StreamIdentity } from './stream-identity.js';

/** A leaf's members, read from its canonical text. Absent texts are empty. */
export interface Leaf {
  readonly kind: Exclude<SealKind, 'checkpoint' | 'tile'>;
  readonly stream: string;
  readonly sequence: number;
  readonly prev: BinaryHash;
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
  /** What a witness said of its directory when it cosigned the note; empty when none did. */
  readonly directory: string;
  /** The inclusion proof of the last leaf. */
  readonly proof: readonly BinaryHash[];
}

/** A cache of leaf hashes: nobody signed it, so it only ever serves as a guess that a signed root confirms. */
export interface TilePayload {
  readonly kind: 'tile';
  readonly stream: string;
  /** From 0: its first hash is that of leaf `index` · 256 + 1. */
  readonly index: number;
  /** Joined; empty when the tile is not as version 1 has it, which makes it worthless and nothing more. */
  readonly hashes: string;
}

/** Leaf hashes in a whole tile, as in C2SP tlog-tiles. */
export const TILE_WIDTH = 256;

const LEAF_KINDS: ReadonlySet<string> = new Set([
  'record',
  'open',
  'heartbeat',
  'gap',
  'rotate',
  'close',
  'redaction',
  'relay',
]);

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
  if (kind === 'tile') return tileOf(map);
  if (!LEAF_KINDS.has(kind)) throw unreadable('kind');
  return leafOf(map, kind as Leaf['kind']);
}

const NO_ATTRIBUTES = new CanonicalMap();

/**
 * Takes the members of a map one by one. They stand in canonical order, so asking for names in that order finds each
 * with one comparison, and whatever was not asked for shows in the end: nothing signed goes unexamined.
 */
class MemberCursor {
  readonly #map: CanonicalMap;
  #at = 0;

  constructor(map: CanonicalMap) {
    this.#map = map;
  }

  /** The member of this name, if it comes next. */
  any(name: string): CanonicalValue | undefined {
    if (this.#map.names[this.#at] !== name) return undefined;
    this.#at += 1;
    return this.#map.values[this.#at - 1];
  }

  /** A text, or '' when it is absent; an empty one is refused, because that would be a second way to say so. */
  text(name: string): string {
    const value = this.any(name);
    if (value === undefined) return '';
    if (typeof value !== 'string' || value === '') throw unreadable(name);
    return value;
  }

  object(name: string): CanonicalMap | undefined {
    const value = this.any(name);
    if (typeof value === 'string') throw unreadable(name);
    return value;
  }

  end(): void {
    const unknown = this.#map.names[this.#at];
    if (unknown !== undefined) throw unreadable(`member ${printable(unknown)}`);
  }
}

function leafOf(map: CanonicalMap, kind: Leaf['kind']): Leaf {
  const members = new MemberCursor(map);
  const attributes = members.object('attributes') ?? NO_ATTRIBUTES;
  const body = members.any('body');
  const control = members.object('control');
  const dropped = members.text('dropped');
  const environment = members.text('environment');
  const event = members.text('event');
  const eventTime = nanoseconds(members.text('event_time'), 'event_time');
  const flags = members.text('flags');
  const instance = members.text('instance');
  members.text('kind');
  const namespace = members.text('namespace');
  const organisation = members.text('organisation');
  const prev = hashOfText(members.text('prev'), 'prev');
  const rest = members.object('rest');
  const retention = members.text('retention');
  const salt = members.text('salt');
  const sequence = sizeOf(members.text('sequence'));
  const service = members.text('service');
  const severity = members.text('severity');
  const severityText = members.text('severity_text');
  const span = members.text('span');
  const stream = streamId(members.text('stream'));
  const tenant = members.text('tenant');
  const time = nanoseconds(members.text('time'), 'time');
  const trace = members.text('trace');
  members.text('v');
  members.end();
  if (sequence === undefined || sequence < 1) throw unreadable('sequence');
  const identity = { organisation, tenant, environment, service, namespace, instance };
  return {
    kind,
    stream,
    sequence,
    prev,
    salt,
    time,
    eventTime,
    identity,
    retention,
    event,
    severity,
    severityText,
    trace,
    span,
    flags,
    dropped,
    body,
    attributes,
    control,
    rest,
  };
}

function checkpointOf(map: CanonicalMap): CheckpointPayload {
  const members = new MemberCursor(map);
  const directory = members.text('directory');
  members.text('kind');
  const note = members.text('note');
  const proof = members.object('proof');
  const stream = streamId(members.text('stream'));
  members.text('v');
  members.end();
  return { kind: 'checkpoint', stream, note, directory, proof: proof === undefined ? [] : proofOf(proof) };
}

/** Hashes under their index; an empty proof is left out instead. */
function proofOf(map: CanonicalMap): BinaryHash[] {
  const { length } = map.names;
  if (length === 0 || length > MAX_PROOF_LENGTH) throw unreadable('proof');
  return Array.from({ length }, (_, index) => {
    const hash = binaryOfBase64(map.text(String(index)) ?? '');
    if (hash?.length !== HASH_LENGTH) throw unreadable('proof');
    return hash;
  });
}

/** The height of a tree of 2^53 leaves. */
const MAX_PROOF_LENGTH = 53;

function tileOf(map: CanonicalMap): TilePayload {
  const stream = streamId(map.text('stream') ?? '');
  const index = sizeOf(map.text('index') ?? '');
  const width = sizeOf(map.text('width') ?? '') ?? 0;
  const hashes = binaryOfBase64(map.text('hashes') ?? '') ?? '';
  const isSound =
    index !== undefined &&
    index <= MAX_TILE_INDEX &&
    width >= 1 &&
    width <= TILE_WIDTH &&
    hashes.length === width * HASH_LENGTH &&
    map.text('level') === '0' &&
    map.names.length === 7;
  return isSound ? { kind: 'tile', stream, index, hashes } : { kind: 'tile', stream, index: 0, hashes: '' };
}

/** So that numbers of leaves stay exact. */
const MAX_TILE_INDEX = 2 ** 44;

function streamId(text: string): string {
  if (!isStreamId(text)) throw unreadable('stream');
  return text;
}

function hashOfText(text: string, member: string): BinaryHash {
  const hash = text.length === 43 ? binaryOfBase64url(text) : undefined;
  if (hash === undefined) throw unreadable(member);
  return hash;
}

function nanoseconds(text: string, member: string): string {
  if (!/^[1-9][0-9]{9,19}$/.test(text)) throw unreadable(member);
  return text;
}

function unreadable(member: string): IntegrityError {
  return new IntegrityError('ERR_PAYLOAD', `A sealed record's ${member} is not as version 1 has it.`);
}
