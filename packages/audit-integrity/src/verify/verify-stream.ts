import { sizeOf } from '../checkpoint.js';
import { binaryOfBase64url } from '../hash-bytes.js';
import type { Trust } from '../trust.js';
import { rfc3339Of } from '../unix-time.js';
import type { SequenceRun } from '../verdict.js';
import { type Anchored, anchor } from './anchor.js';
import type { CollectedStream, ControlLeaf } from './collected-stream.js';
import { type OpenedStream, openedBy } from './opened-stream.js';
import { Remarks } from './remarks.js';
import { type SignedRoot, signedRoots } from './signed-roots.js';
import { reportCheckpoints } from './stream-checkpoints.js';
import { reportLeaves } from './stream-leaves.js';
import type { DeclaredGap, PredecessorClaim, StreamVerdict } from './stream-verdict.js';
import { tailOf } from './tail.js';

/** All that can be said about one stream by itself (SPEC.md, "Verifying a stream"). */
export function verifyStream(stream: CollectedStream, trust: Trust | undefined): StreamVerdict {
  const opened = openedBy(stream, trust); // who may speak, and with which keys
  const signed = signedRoots(stream, opened); // what those keys signed
  const runs = stream.leaves.runs();
  const anchored = anchor(stream, runs, signed.roots); // which leaves stand under it
  const signedSize = signed.roots.at(-1)?.size ?? 0;
  const closing = closedAt(stream, anchored, signedSize);
  const tail = tailOf(stream, runs, signedSize);

  const remarks = new Remarks(stream.id);
  remarks.addAll([...opened.remarks, ...signed.remarks]);
  reportCheckpoints(stream, signed.roots, anchored, remarks);
  reportLeaves({ stream, runs, opened, anchored, tail, closed: closing !== undefined, signedSize }, remarks);
  if (closing === undefined) {
    remarks.add({
      verdict: 'UNCLOSED',
      sequence: runs.at(-1)?.last ?? 0,
      field: '-',
      detail: unclosed(opened, signed.roots),
      place: '-',
    });
  }
  return {
    ...summaryOf(stream, runs, opened),
    closed: closing !== undefined,
    checkpoints: signed.roots.length,
    signedSize,
    ...remarks.sorted(),
    gaps: stream.gaps.map(gapOf),
    moreGaps: stream.moreGaps,
    tree: anchored.tree,
    predecessor: predecessorOf(opened),
  };
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

function summaryOf(stream: CollectedStream, runs: readonly SequenceRun[], opened: OpenedStream) {
  const first = runs[0]?.first ?? 0;
  const last = runs.at(-1)?.last ?? 0;
  return {
    stream: stream.id,
    identity: opened.identity ?? stream.identities[0]?.identity,
    retention: opened.open?.leaf.retention ?? stream.identities[0]?.retention ?? '',
    root: opened.root,
    trusted: opened.trusted,
    first,
    last,
    records: stream.leaves.count,
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

function predecessorOf({ open, trusted }: OpenedStream): PredecessorClaim | undefined {
  const claim = open?.leaf.control?.get('predecessor');
  if (claim === undefined || typeof claim === 'string' || !trusted) return undefined;
  const size = sizeOf(claim.text('size') ?? '');
  const root = binaryOfBase64url(claim.text('root') ?? '');
  return size === undefined || root === undefined ? undefined : { stream: claim.text('stream') ?? '', size, root };
}
