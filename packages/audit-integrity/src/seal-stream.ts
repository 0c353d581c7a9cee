import { type CanonicalObject, canonicalRecordText } from './canonical-record.js';
import { type Checkpoint, formatCheckpoint } from './checkpoint.js';
import type { ControlKind } from './control-body.js';
import { presentedControl, treeRecord } from './control-record.js';
import { base64Of, bytesOf } from './hash-bytes.js';
import { IntegrityError } from './integrity-error.js';
import { hashedLeaf, MAX_PAYLOAD_LENGTH } from './leaf.js';
import { LeafChain } from './leaf-chain.js';
import { leafText, type StreamFragments, streamFragments } from './leaf-text.js';
import {
  EVENT_ATTRIBUTE,
  PAYLOAD_ATTRIBUTE,
  type RecordInput,
  SEQUENCE_ATTRIBUTE,
  type SealedRecord,
  type SealKind,
  STREAM_ATTRIBUTE,
  TIME_ATTRIBUTE,
} from './sealed-record.js';
import { formatNote, splitNote } from './signed-note.js';
import { originOf, type StreamIdentity } from './stream-identity.js';
import { checkCertificate, checkStreamOptions, type EpochKey, type StreamOptions } from './stream-options.js';
import { isBefore, nanosecondsText, type UnixTime } from './unix-time.js';
import { NO_ATTRIBUTES, NO_ATTRIBUTES_NO_EVENT } from './wire/attribute-plan.js';
import { AttributePlans } from './wire/attribute-plans.js';
import { attributesOf, type LaidOutRecord, layOut } from './wire/wire-safe-record.js';

/**
 * A checkpoint that waits for its signature, for keys that cannot sign at once.
 *
 * @stable
 */
export interface CheckpointToSign {
  /** Leaves that it covers. */
  readonly size: number;
  /** The bytes to sign are this text's UTF-8. */
  readonly text: string;
  /** The record to send. Leaves sealed in the meantime do not matter. */
  record(signature: Uint8Array): SealedRecord;
}

/**
 * Seals the records of one stream, in order. Synchronous and pure: time, randomness and signatures come from outside.
 *
 * @stable
 */
export interface StreamSealer {
  readonly streamId: string;
  /** Origin line and key name of its checkpoints. */
  readonly origin: string;
  /** The first leaf, already sealed: send it before all others. */
  readonly open: SealedRecord;
  /** Leaves so far, control leaves included. */
  readonly size: number;
  /** The last leaf's `audit.time`; later ones are never before it. */
  readonly time: UnixTime;
  /** After `close` every sealing method throws `ERR_STREAM`; checkpoints can still be made. */
  readonly closed: boolean;
  /** The root over all leaves so far, 32 bytes; a successor's `predecessor` names it. */
  root(): Uint8Array;
  /**
   * Makes the record wire-safe and seals it. Never throws for what is in the record.
   *
   * @param neighbours attribute names of this record's resource and scope, where they are not those of the stream. What is worked out for
   *   them is remembered by the list itself: give the same one for the same names.
   */
  seal(record: RecordInput, now: UnixTime, neighbours?: readonly string[]): SealedRecord;
  /** A sign of life when nothing happens. `dropped` and `pending` are counts. */
  heartbeat(state: { readonly dropped?: number; readonly pending?: number }, now: UnixTime): SealedRecord;
  /** Declares records that were lost before they had a number. */
  gap(loss: Gap, now: UnixTime): SealedRecord;
  /**
   * The next epoch: `certificate` is a note signed by the root *and* by the outgoing key (`checkpoint` line included in
   * SPEC.md, "Rotation"). The outgoing key must sign a checkpoint of exactly this size, so rotate returns it, too.
   */
  rotate(
    next: { readonly certificate: string; readonly epochKey: EpochKey },
    now: UnixTime,
  ): readonly [SealedRecord, SealedRecord];
  /** Carries a redaction key's statement about a record of this or another stream: a note over `formatRedaction`'s text. */
  redaction(erasure: { readonly statement: string }, now: UnixTime): SealedRecord;
  /** Counter-seals a sealed record of another stream that passed by, unchanged. */
  relay(
    passed: { readonly stream: string; readonly sequence: number; readonly leafHash: Uint8Array },
    now: UnixTime,
  ): SealedRecord;
  /**
   * A root's late word for a stream that opened as provisional, because the root was away: `certificate` is the text of
   * the `open` leaf's certificate, signed by the root. SPEC.md, "rotate".
   *
   * @throws IntegrityError `ERR_CERTIFICATE` when it is for anything else, `ERR_STREAM` when the stream is not provisional.
   */
  endorse(endorsement: { readonly certificate: string }, now: UnixTime): SealedRecord;
  /** The last leaf. Follow it with `checkpoint`. */
  close(end: { readonly reason: string }, now: UnixTime): SealedRecord;
  /** The signed root of all leaves so far, as a record to send; not a leaf itself. It bears the last leaf's time. */
  checkpoint(): SealedRecord;
  checkpointToSign(): CheckpointToSign;
  /**
   * The hashes of the last up to 256 leaves, aligned: an unsigned cache for readers, not a leaf. Send it when `size` is a
   * multiple of 256, and of a longer stream after `close`; a reader that never gets one loses speed, not proof.
   */
  tile(): SealedRecord;
}

/** @stable */
export interface Gap {
  readonly count: number;
  /** Why, in a few words; cut at 1,000 characters. */
  readonly reason: string;
  readonly from?: UnixTime | undefined;
  readonly to?: UnixTime | undefined;
}

/**
 * Opens a stream and seals its first leaf.
 *
 * @example
 * const sealer = openStream({ identity, retention: 'audit', streamId, certificate, epochKey, randomBytes, now });
 * send(sealer.open);
 * send(sealer.seal(record, now));
 * send(sealer.checkpoint());
 * @throws IntegrityError `ERR_IDENTITY`, `ERR_STREAM`, `ERR_CERTIFICATE`, when a verifier could never accept the stream.
 * @stable
 */
export function openStream(options: StreamOptions): StreamSealer {
  checkStreamOptions(options);
  return new SealedStream(options);
}

/** Lists of neighbours that plans are remembered for; beyond it all are forgotten, so that attacker-made ones cost time but no memory. */
const MAX_NEIGHBOURHOODS = 16;
/** Salts drawn from the caller's randomness at once. */
const SALTS_A_DRAW = 64;
const SALT_LENGTH = 16;

class SealedStream implements StreamSealer {
  readonly streamId: string;
  readonly origin: string;
  readonly open: SealedRecord;
  readonly #identity: StreamIdentity;
  readonly #fragments: StreamFragments;
  readonly #neighbours: readonly string[];
  readonly #randomBytes: (count: number) => Uint8Array;
  readonly #chain = new LeafChain();
  /** By what the record has around it. */
  readonly #plans = new Map<readonly string[], AttributePlans>();
  /** Repeated in rotations, so that it is known when the beginning is gone. */
  readonly #retentionPromise: CanonicalObject;
  /** The text of the certificate that a root has yet to sign; empty once one has. */
  #unendorsed: string;
  #epochKey: EpochKey;
  #epoch: number;
  #time: UnixTime;
  #salts: Buffer = Buffer.alloc(0);
  #saltAt = 0;
  #closed = false;

  constructor(options: StreamOptions) {
    const { identity, streamId, retention, predecessor } = options;
    this.streamId = streamId;
    this.origin = originOf(identity, streamId);
    this.#identity = identity;
    this.#fragments = streamFragments(identity, streamId, retention);
    this.#neighbours = options.neighbours ?? [];
    this.#randomBytes = options.randomBytes;
    this.#epochKey = options.epochKey;
    this.#time = options.now;
    this.#epoch = 1;
    const { minimumRetentionSeconds: seconds } = options;
    this.#retentionPromise = seconds === undefined ? {} : { minimum_retention: String(seconds) };
    this.#unendorsed = options.provisional === true ? splitNote(options.certificate).text : '';
    this.open = this.#control('open', options.now, {
      certificate: options.certificate,
      ...(predecessor === undefined
        ? {}
        : {
            predecessor: {
              stream: predecessor.stream,
              size: String(predecessor.size),
              root: Buffer.from(predecessor.root).toString('base64url'),
            },
          }),
      ...(options.provisional === true ? { provisional: 'true' } : {}),
      ...(options.signer === 'collector' ? { signer: 'collector' } : {}),
      ...this.#retentionPromise,
    });
  }

  get size(): number {
    return this.#chain.size;
  }

  get time(): UnixTime {
    return this.#time;
  }

  get closed(): boolean {
    return this.#closed;
  }

  root(): Uint8Array {
    return bytesOf(this.#chain.root());
  }

  seal(record: RecordInput, now: UnixTime, neighbours: readonly string[] = this.#neighbours): SealedRecord {
    return this.#append('record', layOut(record, neighbours, this.#plansFor(neighbours)), now, '');
  }

  heartbeat(state: { readonly dropped?: number; readonly pending?: number }, now: UnixTime): SealedRecord {
    return this.#control('heartbeat', now, {
      dropped: String(state.dropped ?? 0),
      pending: String(state.pending ?? 0),
    });
  }

  gap(loss: Gap, now: UnixTime): SealedRecord {
    return this.#control('gap', now, {
      count: String(loss.count),
      reason: shortText(loss.reason),
      ...(loss.from === undefined ? {} : { from_time: nanosecondsText(loss.from) }),
      ...(loss.to === undefined ? {} : { to_time: nanosecondsText(loss.to) }),
    });
  }

  rotate(
    next: { readonly certificate: string; readonly epochKey: EpochKey },
    now: UnixTime,
  ): readonly [SealedRecord, SealedRecord] {
    const { certificate, epochKey } = next;
    checkCertificate({
      identity: this.#identity,
      streamId: this.streamId,
      certificate,
      epochKey,
      epoch: this.#epoch + 1,
    });
    const leaf = this.#control('rotate', now, { certificate, ...this.#retentionPromise });
    const last = this.checkpoint();
    this.#epochKey = epochKey;
    this.#epoch += 1;
    return [leaf, last];
  }

  redaction({ statement }: { readonly statement: string }, now: UnixTime): SealedRecord {
    return this.#control('redaction', now, { statement });
  }

  relay(
    {
      stream,
      sequence,
      leafHash,
    }: { readonly stream: string; readonly sequence: number; readonly leafHash: Uint8Array },
    now: UnixTime,
  ): SealedRecord {
    const leaf = Buffer.from(leafHash).toString('base64url');
    return this.#control('relay', now, { leaf, sequence: String(sequence), stream });
  }

  endorse({ certificate }: { readonly certificate: string }, now: UnixTime): SealedRecord {
    if (this.#unendorsed === '') throw new IntegrityError('ERR_STREAM', 'Only a provisional stream can be endorsed.');
    if (splitNote(certificate).text !== this.#unendorsed) {
      const problem = 'An endorsement must sign the very certificate that the stream opened with.';
      throw new IntegrityError('ERR_CERTIFICATE', problem);
    }
    const leaf = this.#control('rotate', now, { endorsement: certificate });
    this.#unendorsed = '';
    return leaf;
  }

  close(end: { readonly reason: string }, now: UnixTime): SealedRecord {
    const leaf = this.#control('close', now, { reason: shortText(end.reason) });
    this.#closed = true;
    return leaf;
  }

  checkpoint(): SealedRecord {
    const pending = this.checkpointToSign();
    return pending.record(this.#epochKey.sign(Buffer.from(pending.text)));
  }

  checkpointToSign(): CheckpointToSign {
    const { size, streamId } = this;
    const checkpoint: Checkpoint = { origin: this.origin, size, root: this.#chain.root() };
    const text = formatCheckpoint(checkpoint);
    const hashes = this.#chain.proofOfLast().map((hash, index) => [index, base64Of(hash)]);
    const proof = hashes.length === 0 ? {} : { proof: Object.fromEntries(hashes) };
    const shown = { size: String(size), root: base64Of(checkpoint.root) };
    const { publicKey } = this.#epochKey;
    const time = this.#time;
    const record = (signature: Uint8Array): SealedRecord => {
      const note = formatNote(text, { name: this.origin, publicKey, signature });
      return treeRecord('checkpoint', { streamId, size, time, shown, members: { note, ...proof } });
    };
    return { size, text, record };
  }

  tile(): SealedRecord {
    const { index, width, hashes } = this.#chain.tile();
    const members = { level: '0', index: String(index), width: String(width), hashes };
    return treeRecord('tile', { streamId: this.streamId, size: this.size, time: this.#time, shown: {}, members });
  }

  #plansFor(neighbours: readonly string[]): AttributePlans {
    const known = this.#plans.get(neighbours);
    if (known !== undefined) return known;
    const plans = new AttributePlans();
    if (this.#plans.size >= MAX_NEIGHBOURHOODS) this.#plans.clear();
    this.#plans.set(neighbours, plans);
    return plans;
  }

  #control(kind: ControlKind, now: UnixTime, control: CanonicalObject): SealedRecord {
    const { kind: _, ...presented } = presentedControl(kind, control, this.#laterOf(now));
    const plan = presented.eventName === undefined ? NO_ATTRIBUTES_NO_EVENT : NO_ATTRIBUTES;
    return this.#append(kind, { ...presented, plan, values: [] }, now, canonicalRecordText(control));
  }

  #append(kind: SealKind, record: LaidOutRecord, now: UnixTime, control: string): SealedRecord {
    if (this.#closed) throw new IntegrityError('ERR_STREAM', `The stream ${this.streamId} is closed.`);
    this.#time = this.#laterOf(now);
    const time = nanosecondsText(this.#time);
    const hrTime = record.hrTime ?? this.#time;
    const eventTime = nanosecondsText(hrTime);
    const sequence = this.size + 1;
    const prev = this.#chain.previous;
    const leaf = { kind, sequence, prev, salt: this.#nextSalt(), time, eventTime, control };
    const text = leafText(this.#fragments, leaf, record);
    if (text.length > MAX_PAYLOAD_LENGTH) {
      const problem = `Identity and certificate leave no room within ${MAX_PAYLOAD_LENGTH} characters.`;
      throw new IntegrityError('ERR_IDENTITY', problem);
    }
    const { payload, hash } = hashedLeaf(text);
    this.#chain.add(hash);
    const { eventName, severityNumber, severityText, spanContext, body, droppedAttributesCount } = record;
    const attributes = attributesOf(record.plan, record.values, record.plan.sealedTemplate);
    attributes[PAYLOAD_ATTRIBUTE] = payload;
    attributes[SEQUENCE_ATTRIBUTE] = sequence;
    attributes[STREAM_ATTRIBUTE] = this.streamId;
    attributes[TIME_ATTRIBUTE] = time;
    if (eventName !== undefined) attributes[EVENT_ATTRIBUTE] = eventName;
    return {
      hrTime,
      eventName,
      severityNumber,
      severityText,
      spanContext,
      body,
      attributes,
      droppedAttributesCount,
      kind,
      sequence,
      payload,
    };
  }

  /** The stream's time never goes back, whatever the clock does. */
  #laterOf(now: UnixTime): UnixTime {
    return isBefore(this.#time, now) ? now : this.#time;
  }

  #nextSalt(): string {
    if (this.#saltAt >= this.#salts.length) {
      this.#salts = Buffer.from(this.#randomBytes(SALTS_A_DRAW * SALT_LENGTH));
      this.#saltAt = 0;
    }
    const at = this.#saltAt;
    this.#saltAt += SALT_LENGTH;
    return this.#salts.toString('base64url', at, at + SALT_LENGTH);
  }
}

function shortText(text: string): string {
  return text.slice(0, 1_000).toWellFormed();
}
