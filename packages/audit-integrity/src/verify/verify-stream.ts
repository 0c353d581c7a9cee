import { sizeOf } from '../checkpoint.js';
import { binaryOfBase64url } from '../hash-bytes.js';
import { HASH_LENGTH } from '../merkle-tree.js';
import type { Trust } from '../trust.js';
import { isBefore, rfc3339Of, type UnixTime } from '../unix-time.js';
import type { SequenceRun } from '../verdict.js';
import { type Anchored, anchor } from './anchor.js';
import type { CollectedStream, ControlLeaf } from './collected-stream.js';
import { expiredPrefix, promiseOf } from './expired-prefix.js';
import { type Interval, intervalOf, isUnanchored, isWithin, SILENCE_SECONDS, type TimeRange } from './judged-range.js';
import { type OpenedStream, openedBy, type Remark } from './opened-stream.js';
import { AppliedRedactions, type Redactions } from './redactions.js';
import { type NewRemark, Remarks } from './remarks.js';
import { isIn } from './sequence-runs.js';
import { type SignedRoot, signedRoots } from './signed-roots.js';
import { reportCheckpoints } from './stream-checkpoints.js';
import { reportLeaves } from './stream-leaves.js';
import type { DeclaredGap, PredecessorClaim, StreamVerdict } from './stream-verdict.js';
import { tailOf } from './tail.js';

/** What a stream is judged against, besides its own records. */
export interface Surroundings {
  readonly trust: Trust | undefined;
  readonly redactions: Redactions;
  /** Judge only what was sealed within; undefined for everything. */
  readonly range: TimeRange | undefined;
  /** When the source was read; without it nothing counts as expired, and nothing as alive. */
  readonly asOf: UnixTime | undefined;
  /** Whether a stream may still be going on: a store is read while it is written to, a file is not. */
  readonly live: boolean;
  /** Whether only a `close` record ends a stream. */
  readonly requireClosed: boolean;
  /** What a trusted successor found when it took over, if it found more than the stream itself had signed. */
  readonly adopted: PredecessorClaim | undefined;
}

/**
 * All that can be said about one stream by itself (SPEC.md, "Verifying a stream"); undefined when it has nothing to do with
 * the range.
 */
export function verifyStream(stream: CollectedStream, around: Surroundings): StreamVerdict | undefined {
  stream.beginJudgement();
  const opened = openedBy(stream, around.trust); // who may speak, and with which keys
  const signed = signedRoots(stream, opened); // what those keys signed
  const roots = rootsToWalk(stream, signed.roots, around);
  const anchored = anchorWithErasures(stream, roots, around.redactions); // which leaves stand under it
  const runs = stream.leaves.runs();
  const ownSize = signed.roots.at(-1)?.size ?? 0;
  const signedSize = roots.at(-1)?.size ?? 0;
  const closing = closedAt(stream, anchored, ownSize);
  if (!isWithin(stream, around.range, closing !== undefined)) return undefined;
  const interval = intervalOf(stream, anchored, roots, around.range);
  const tail = tailOf(stream, runs, signedSize);
  const alive = closing === undefined && isAlive(stream, signedSize, around);
  const expired = expiredPrefix({ stream, runs, opened, anchored, asOf: around.asOf });

  const remarks = new Remarks(stream.id, interval);
  remarks.addAll([...opened.remarks.map((remark) => fromRangeOn(remark, interval)), ...signed.remarks]);
  for (const remark of opened.remarks) if (remark.sequence === 1 && interval.after > 0) remarks.addAlways(remark);
  if (around.range !== undefined && !isSeenThrough(opened, anchored, interval)) {
    const detail = 'its root may be in other hands, and the records up to what a witness saw before are not all here';
    remarks.addAlways(remarkOn('UNTRUSTED', interval.after + 1, detail));
  }
  if (beginsOtherwise(stream, opened, anchored)) {
    const detail = 'a stream begins with a leaf of kind open';
    remarks.add({ verdict: 'BAD_EPOCH', sequence: 1, field: 'kind', detail, place: '-' });
  }
  reportCheckpoints(stream, roots, anchored, remarks);
  const closed = closing !== undefined;
  reportLeaves(
    { stream, runs, opened, anchored, interval, tail, closed, alive, expired, signedSize, ownSize },
    remarks,
  );
  if (isUnanchored(stream, interval, around.range) && expired === 0) {
    remarks.add(remarkOn('UNANCHORED', 0, 'nothing here reaches back to the time before the range'));
  }
  if (closing === undefined && !alive && interval.until === Number.POSITIVE_INFINITY) {
    remarks.addAlways(remarkOn('UNCLOSED', runs.at(-1)?.last ?? 0, unclosed(opened, signed.roots)));
  }
  return {
    ...summaryOf(stream, runs, opened, interval),
    closed,
    checkpoints: signed.roots.length,
    signedSize: ownSize,
    ...remarks.sorted(),
    gaps: stream.gaps.map(gapOf),
    moreGaps: stream.moreGaps,
    isAlive: alive,
    pending: alive ? tail.unanchored.reduce((sum, { first, last }) => sum + last - first + 1, 0) : 0,
    rootOf: (size) => signed.roots.find((root) => root.size === size)?.root,
    predecessor: predecessorOf(opened, anchored),
    producer: isProducers(opened, anchored, stream, interval),
    promisedSeconds: promiseOf(stream, opened, anchored),
    expired,
  };
}

/** What holds of all leaves from a number on holds of those in the range, too, wherever it began. */
function fromRangeOn(remark: Remark, { after }: Interval): Remark {
  return remark.onwards === true ? { ...remark, sequence: Math.max(remark.sequence, after + 1) } : remark;
}

/** A witness's word for a later size speaks for a range only if every leaf in between stands under it. */
function isSeenThrough({ seenSize = 0 }: OpenedStream, { proven }: Anchored, { after }: Interval): boolean {
  if (seenSize <= after) return true; // nothing here is believed for its sake
  return (
    proven.reduce((next, { first, last }) => (first <= next ? Math.max(next, last + 1) : next), after + 1) > seenSize
  );
}

/** Of an erased leaf nobody can say what it was. */
function beginsOtherwise({ leaves }: CollectedStream, { open }: OpenedStream, { proven, expected }: Anchored): boolean {
  return open === undefined && isIn(proven, 1) && !expected.has(1) && !leaves.isRedacted(1);
}

/** Only a proven `open` says who sealed the stream. What a collector counter-seals only, its producers sealed. */
function isProducers(
  { open }: OpenedStream,
  anchored: Anchored,
  { told, leaves }: CollectedStream,
  { after, until }: Interval,
): boolean {
  if (open === undefined || !isIn(anchored.proven, 1) || anchored.expected.has(1)) return false;
  if (open.leaf.control?.text('signer') !== 'collector') return true;
  return (told.first > until || told.last <= after) && leaves.redacted.length === 0;
}

/** The roots whose leaves are here to be held against them, and what a successor vouches for. */
function rootsToWalk(
  stream: CollectedStream,
  signed: readonly SignedRoot[],
  { range, adopted }: Surroundings,
): readonly SignedRoot[] {
  if (adopted !== undefined) return [...signed, { size: adopted.size, root: adopted.root, claims: [] }];
  if (range === undefined) return signed;
  const runs = stream.leaves.runs();
  const first = runs[0]?.first ?? Number.POSITIVE_INFINITY;
  const last = stream.skipped.after > 0 ? (runs.at(-1)?.last ?? 0) : Number.POSITIVE_INFINITY;
  return signed.filter(({ size }) => size >= first && size <= last);
}

/** Rounds in which the hashes that are known to be wrong go first; then all that are not proven go at once. */
const MAX_ROUNDS = 64;

/**
 * An erased record keeps its place in the tree by the hash that the statement gives. Where that hash does not stand under
 * a signed root, the statement is of no use, and the record is missing after all. A hash that is known to be another one
 * goes first: it may be what keeps its neighbours from being proven.
 */
function anchorWithErasures(stream: CollectedStream, roots: readonly SignedRoot[], redactions: Redactions): Anchored {
  const applied = new AppliedRedactions(stream, redactions);
  for (let round = 0; ; round += 1) {
    const anchored = anchor(stream, stream.leaves.runs(), roots);
    const unproven = stream.leaves.redacted.filter((sequence) => !isIn(anchored.proven, sequence));
    if (unproven.length === 0) return anchored;
    const wrong = unproven.filter((sequence) => anchored.expected.has(sequence));
    for (const sequence of wrong.length > 0 && round < MAX_ROUNDS ? wrong : unproven) applied.next(sequence);
  }
}

/** A store is read in the middle of a stream's life: it is alive if it gave a signed sign of life just before the end. */
function isAlive(
  stream: CollectedStream,
  signedSize: number,
  { live, requireClosed, range, asOf }: Surroundings,
): boolean {
  const end = range?.to ?? asOf;
  const last = stream.leaves.instant(signedSize);
  if (!live || requireClosed || end === undefined || last === undefined) return false;
  return !isBefore([last[0] + SILENCE_SECONDS, last[1]], end);
}

function remarkOn(verdict: NewRemark['verdict'], sequence: number, detail: string): NewRemark {
  return { verdict, sequence, field: '-', detail, place: '-' };
}

/** The `close` leaf, when it is proven and is the last leaf that a root covers. */
function closedAt(stream: CollectedStream, anchored: Anchored, signedSize: number): ControlLeaf | undefined {
  const last = anchored.expected.get(signedSize) ?? stream.leaves.hash(signedSize);
  const proven = anchored.proven.some((run) => run.first <= signedSize && run.last >= signedSize);
  return stream.controls.find(
    ({ leaf, hash }) => leaf.kind === 'close' && leaf.sequence === signedSize && proven && hash === last,
  );
}

function unclosed(opened: OpenedStream, roots: readonly SignedRoot[]): string {
  if (opened.open === undefined) return 'the record that opens the stream is not here';
  const size = roots.at(-1)?.size;
  return size === undefined
    ? 'no signed close, and no checkpoint'
    : `no signed close: a crash, or someone cut off what came after record ${size}`;
}

function summaryOf(
  stream: CollectedStream,
  runs: readonly SequenceRun[],
  opened: OpenedStream,
  { after, until }: Interval,
) {
  const judged = runs.filter((run) => run.last > after && run.first <= until);
  const first = Math.max(judged[0]?.first ?? 0, judged.length === 0 ? 0 : after + 1);
  const last = Math.min(judged.at(-1)?.last ?? 0, until);
  return {
    stream: stream.id,
    identity: opened.identity ?? stream.identities[0]?.identity,
    retention: opened.open?.leaf.retention ?? stream.identities[0]?.retention ?? '',
    root: opened.root,
    trusted: opened.trusted,
    first,
    last,
    records: judged.reduce((sum, run) => sum + Math.min(run.last, until) - Math.max(run.first, after + 1) + 1, 0),
    from: stream.leaves.time(first) ?? '',
    to: stream.leaves.time(last) ?? '',
  };
}

function gapOf({ leaf }: ControlLeaf): DeclaredGap {
  const from = rfc3339Of(leaf.control?.text('from_time') ?? '');
  const to = rfc3339Of(leaf.control?.text('to_time') ?? '');
  return {
    stream: leaf.stream,
    sequence: leaf.sequence,
    count: leaf.control?.text('count') ?? '?',
    reason: leaf.control?.text('reason') ?? '',
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** Only a proven `open` of a trusted stream says something about another stream. */
function predecessorOf({ open, trusted }: OpenedStream, anchored: Anchored): PredecessorClaim | undefined {
  const claim = open?.leaf.control?.get('predecessor');
  if (claim === undefined || typeof claim === 'string' || !trusted || !isIn(anchored.proven, 1)) return undefined;
  if (anchored.expected.has(1)) return undefined;
  const size = sizeOf(claim.text('size') ?? '');
  const root = binaryOfBase64url(claim.text('root') ?? '');
  if (size === undefined || root?.length !== HASH_LENGTH) return undefined;
  return { stream: claim.text('stream') ?? '', size, root };
}
