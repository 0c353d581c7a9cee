import type { StreamIdentity } from '../stream-identity.js';
import type { Trust, TrustRoot } from '../trust.js';
import type { Condition, TamperVerdict } from '../verdict.js';
import type { CollectedStream, ControlLeaf } from './collected-stream.js';
import { witnessedBeforeCompromise } from './cosigned-size.js';
import { type Certified, certify, type Epoch, isCertified, isSignedBy, type Refusal } from './epochs.js';
import { candidates } from './leaf-candidates.js';
import { isCheckpointOf } from './signature-memory.js';

/** Something about a stream as a whole, to be reported at a number. */
export interface Remark {
  readonly verdict: TamperVerdict | Condition;
  readonly sequence: number;
  readonly field: string;
  readonly detail: string;
  readonly place: string;
  /** Whether it concerns all leaves from this number on. */
  readonly onwards?: boolean;
}

/** Who speaks in a stream, and with which keys. */
export interface OpenedStream {
  /** Undefined when there is no readable `open` leaf. */
  readonly identity: StreamIdentity | undefined;
  /** In order; empty when no certificate could be read. */
  readonly epochs: readonly Epoch[];
  /** Whether a trusted root vouches for the first epoch. */
  readonly trusted: boolean;
  readonly root: TrustRoot | undefined;
  readonly open: ControlLeaf | undefined;
  /** The leaf that says who speaks: `open`, or where the beginning is gone the rotation that stands for it. */
  readonly speaking: ControlLeaf | undefined;
  /** Where the root fell into other hands: up to which size a witness's word of before makes it believed; else 0. */
  readonly seenSize?: number;
  readonly remarks: readonly Remark[];
}

/** Who may speak in this stream, and since which number: the `open` leaf, then each `rotate` leaf in order. */
export function openedBy(stream: CollectedStream, trust: Trust | undefined): OpenedStream {
  const opening = bestOpening(stream, trust);
  if (opening === undefined) return resumedBy(stream, trust);
  const { open } = opening;
  const endorsement = endorsementOf(stream, opening, trust);
  const certified = endorsement ?? opening.certified;
  const { identity } = open.leaf;
  const remarks: Remark[] = [];
  const seenSize = isCertified(certified) ? witnessedBeforeCompromise(stream, certified, trust) : 0;
  const refusal = isCertified(certified) ? unlessSeen(certified.refusal, 1, seenSize) : certified;
  if (refusal === undefined && seenSize > 0) remarks.push(...afterWitnessing(stream, seenSize, certified as Certified));
  if (refusal !== undefined) remarks.push(remarkOf(softened(refusal, open), open));
  if (endorsement === undefined && open.leaf.control?.get('provisional') !== undefined) {
    const detail = 'the root key was made for this process and is nowhere pinned';
    remarks.push(remarkOf({ verdict: 'PROVISIONAL', field: 'control.provisional', detail }, open));
  }
  if (!isCertified(certified))
    return { identity, epochs: [], trusted: false, root: undefined, open, speaking: open, remarks };
  if (certified.certificate.epoch !== 1) {
    remarks.push(
      remarkOf({ verdict: 'BAD_EPOCH', field: 'control.certificate', detail: 'a stream opens with epoch 1' }, open),
    );
  }
  const epochs = epochsFrom({ stream, identity, trust, remarks, seenSize }, certified, 0);
  return {
    identity,
    epochs,
    trusted: refusal === undefined,
    root: certified.root,
    open,
    speaking: open,
    seenSize,
    remarks,
  };
}

/** A root that fell into other hands is still believed for what a witness saw before. */
function unlessSeen(refusal: Refusal | undefined, sequence: number, seenSize: number): Refusal | undefined {
  return refusal?.isCompromise === true && sequence <= seenSize ? undefined : refusal;
}

/** What came after the last cosignature of the time before the compromise: anybody may have sealed it. */
function afterWitnessing(stream: CollectedStream, seenSize: number, { root }: Certified): Remark[] {
  const last = stream.leaves.runs().at(-1)?.last ?? 0;
  if (root?.compromisedAfter === undefined || last <= seenSize) return [];
  const detail = `of the records behind it no witness says that they were there before the root's compromise`;
  return [{ verdict: 'UNTRUSTED', sequence: seenSize + 1, field: '-', detail, place: '-', onwards: true }];
}

/**
 * Where the stream's beginning is gone, the first rotation that a trusted root certified says who speaks from there on;
 * about what was signed before nothing is known, but the chain may prove it.
 */
function resumedBy(stream: CollectedStream, trust: Trust | undefined): OpenedStream {
  const remarks: Remark[] = [];
  for (const rotation of rotationsOf(stream)) {
    const { identity, sequence } = rotation.leaf;
    const certified = certifyLeaf(rotation, stream.id, trust);
    if (!isCertified(certified)) continue;
    const seenSize = witnessedBeforeCompromise(stream, certified, trust);
    if (unlessSeen(certified.refusal, sequence, seenSize) !== undefined) continue;
    if (seenSize > 0) remarks.push(...afterWitnessing(stream, seenSize, certified));
    const epochs = epochsFrom({ stream, identity, trust, remarks, seenSize }, certified, sequence);
    return {
      ...{ identity, epochs, trusted: true, root: certified.root },
      open: undefined,
      speaking: rotation,
      seenSize,
      remarks,
    };
  }
  return {
    identity: undefined,
    epochs: [],
    trusted: false,
    root: undefined,
    open: undefined,
    speaking: undefined,
    remarks,
  };
}

function rotationsOf(stream: CollectedStream): readonly ControlLeaf[] {
  return stream.controls
    .filter(({ leaf }) => leaf.kind === 'rotate' && !isEndorsement(leaf))
    .sort((a, b) => a.leaf.sequence - b.leaf.sequence);
}

/** A provisional stream says itself that its root is unknown: that is no forgery. */
function softened(refusal: Refusal, open: ControlLeaf): Refusal {
  const provisional = open.leaf.control?.text('provisional') === 'true';
  return provisional && refusal.verdict === 'FOREIGN_KEY' ? { ...refusal, verdict: 'UNTRUSTED' } : refusal;
}

interface Opening {
  readonly open: ControlLeaf;
  readonly certified: Certified | Refusal;
}

/**
 * A trusted root's late word for a provisional stream: the very certificate that it opened with, signed by that root. It
 * names the first epoch's key, so a later key, were it stolen, cannot make one for another beginning.
 */
function endorsementOf(stream: CollectedStream, { open, certified }: Opening, trust: Trust | undefined) {
  if (open.leaf.control?.text('provisional') !== 'true' || !isCertified(certified)) return undefined;
  return stream.controls
    .filter(({ leaf }) => isEndorsement(leaf))
    .map(({ leaf }) => certify(leaf.control?.text('endorsement') ?? '', stream.id, open.leaf.identity, trust))
    .filter(isCertified)
    .find(({ refusal, note }) => refusal === undefined && note.text === certified.note.text);
}

/** A rotate leaf that begins no epoch. */
function isEndorsement({ kind, control }: ControlLeaf['leaf']): boolean {
  return kind === 'rotate' && control?.get('endorsement') !== undefined;
}

/** The `open` leaf: if several claim to be it, one that a trusted root vouches for, else the first. */
function bestOpening(stream: CollectedStream, trust: Trust | undefined): Opening | undefined {
  const openings = stream.controls
    .filter(({ leaf }) => leaf.kind === 'open' && leaf.sequence === 1)
    .map((open) => ({ open, certified: certifyLeaf(open, stream.id, trust) }));
  const vouchedFor = openings.find(({ certified }) => isCertified(certified) && certified.refusal === undefined);
  return vouchedFor ?? openings.find(({ certified }) => isCertified(certified)) ?? openings[0];
}

function certifyLeaf({ leaf }: ControlLeaf, stream: string, trust: Trust | undefined): Certified | Refusal {
  return certify(leaf.control?.text('certificate') ?? '', stream, leaf.identity, trust);
}

interface EpochsOf {
  readonly stream: CollectedStream;
  readonly identity: StreamIdentity;
  readonly trust: Trust | undefined;
  readonly remarks: Remark[];
  /** Leaves that a witness saw before the root was compromised. */
  readonly seenSize: number;
}

/**
 * One epoch for each rotation that the outgoing key countersigned; the rotate leaf is the last that the old key signs.
 *
 * @param after the number of the leaf that carries the first certificate, unless that is the stream's first
 */
function epochsFrom(of: EpochsOf, first: Certified, after: number): Epoch[] {
  const { stream, identity, trust, remarks, seenSize } = of;
  const epochs: Epoch[] = [{ certificate: first.certificate, key: first.key, after, until: Number.POSITIVE_INFINITY }];
  const rotations = rotationsOf(stream).filter(({ leaf }) => leaf.sequence > after);
  for (const rotation of rotations) {
    const outgoing = epochs.at(-1) as Epoch;
    const { sequence } = rotation.leaf;
    const next = certify(rotation.leaf.control?.text('certificate') ?? '', stream.id, identity, trust);
    const refusal = isCertified(next)
      ? (rotationRefusal(next, outgoing, sequence) ?? farRotationRefusal(stream, rotation, outgoing))
      : next;
    if (refusal !== undefined || !isCertified(next)) {
      remarks.push(
        remarkOf(refusal ?? { verdict: 'BAD_EPOCH', field: 'control.certificate', detail: 'unreadable' }, rotation),
      );
      continue;
    }
    const doubt = unlessSeen(next.refusal, sequence, seenSize);
    if (doubt !== undefined) remarks.push({ ...remarkOf(doubt, rotation), onwards: true });
    epochs[epochs.length - 1] = { ...outgoing, until: sequence };
    epochs.push({ certificate: next.certificate, key: next.key, after: sequence, until: Number.POSITIVE_INFINITY });
  }
  return epochs;
}

function rotationRefusal(next: Certified, outgoing: Epoch, sequence: number): Refusal | undefined {
  const bad = (detail: string): Refusal => ({ verdict: 'BAD_EPOCH', field: 'control.certificate', detail });
  if (next.refusal !== undefined && next.refusal.verdict !== 'UNTRUSTED') return next.refusal;
  if (next.certificate.epoch !== outgoing.certificate.epoch + 1) return bad('the epochs do not follow each other');
  if (sequence <= outgoing.after) return bad('the epochs overlap');
  return isSignedBy(next.note, outgoing.key) ? undefined : bad('the outgoing key did not countersign the certificate');
}

/**
 * A rotation outside the range stands in no chain that is walked here: that the outgoing key signed the tree which ends
 * with it is what fixes its number.
 */
function farRotationRefusal(stream: CollectedStream, { leaf, hash }: ControlLeaf, { key }: Epoch): Refusal | undefined {
  if (candidates(stream, leaf.sequence).includes(hash)) return undefined; // it is one of the leaves that are judged
  const own = stream
    .checkpointsOf(leaf.sequence)
    .filter((claim) => claim.origin === key.name && isCheckpointOf(claim, key));
  const confirmed = stream.proofs.find(own, [hash]) !== undefined;
  const detail = 'no checkpoint of the outgoing key ends with this rotation';
  return confirmed ? undefined : { verdict: 'BAD_EPOCH', field: 'control.certificate', detail };
}

function remarkOf(refusal: Refusal, { leaf, place }: ControlLeaf): Remark {
  return { ...refusal, sequence: leaf.sequence, place };
}
