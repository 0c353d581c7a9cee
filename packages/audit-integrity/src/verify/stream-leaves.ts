import type { BinaryHash } from '../merkle-tree.js';
import type { SequenceRun } from '../verdict.js';
import type { Anchored } from './anchor.js';
import { type CollectedStream, isSameIdentity, type ShownOtherwise } from './collected-stream.js';
import type { Interval } from './judged-range.js';
import type { OpenedStream } from './opened-stream.js';
import type { Remarks } from './remarks.js';
import { isIn } from './sequence-runs.js';
import type { Tail } from './tail.js';

export interface JudgedStream {
  readonly stream: CollectedStream;
  /** Of numbers that have a leaf. */
  readonly runs: readonly SequenceRun[];
  readonly opened: OpenedStream;
  readonly anchored: Anchored;
  /** The numbers that the verdict speaks of. */
  readonly interval: Interval;
  readonly tail: Tail;
  readonly closed: boolean;
  /** Whether it is still going on, so that its last leaves may wait for their root. */
  readonly alive: boolean;
  /** Numbers up to this one are gone because their time was over. */
  readonly expired: number;
  /** The last size that the stream's own keys or a successor vouch for. */
  readonly signedSize: number;
  /** The last size that the stream's own keys signed. */
  readonly ownSize: number;
}

/** Says of every leaf that is not simply as it was signed what is the matter with it. */
export function reportLeaves(judged: JudgedStream, remarks: Remarks): void {
  const { stream, anchored, tail } = judged;
  const authentic = (sequence: number): BinaryHash | undefined =>
    anchored.expected.get(sequence) ?? (isIn(anchored.proven, sequence) ? stream.leaves.hash(sequence) : undefined);
  const altered = new Map<number, ShownOtherwise>();
  const shown = new Map(stream.shownOtherwise.map((copy) => [copy.sequence, copy]));
  for (const copy of stream.shownOtherwise) {
    if (copy.astray && (copy.sequence <= judged.interval.after || copy.sequence > judged.interval.until)) {
      const { sequence, mismatch, place } = copy;
      remarks.addAlways({ ...mismatch, verdict: 'DISPLAY_MISMATCH', sequence, place });
      continue;
    }
    const signed = authentic(copy.sequence);
    if (signed !== undefined && signed !== copy.hash) altered.set(copy.sequence, altered.get(copy.sequence) ?? copy);
    else reportDisplay(stream, copy, remarks);
  }
  for (const sequence of [...anchored.modified, ...tail.modified]) {
    if (judged.closed && sequence > judged.signedSize) continue;
    const copy = altered.get(sequence) ?? shown.get(sequence);
    const detail = 'the text that it carries is not the one that was sealed';
    remarks.add({
      verdict: 'MODIFIED',
      sequence,
      field: copy?.mismatch.field ?? 'audit.payload',
      detail,
      place: copy?.place ?? '-',
    });
  }
  reportUnreadable(stream, remarks);
  reportRivals(stream, authentic, remarks);
  reportMissing([...anchored.missing, ...(judged.closed ? [] : tail.missing)], judged, remarks);
  reportTail(judged, remarks);
  reportIdentities(judged, authentic, remarks);
  reportTimes(judged, remarks);
  reportRest(stream, remarks);
}

function reportDisplay(
  stream: CollectedStream,
  { sequence, mismatch, place, first }: ShownOtherwise,
  remarks: Remarks,
): void {
  const elsewhere = first
    ? stream.shownRightLater.has(sequence)
    : !stream.shownOtherwise.some((copy) => copy.sequence === sequence && copy.first);
  const verdict = mismatch.identity === true && elsewhere ? 'REPLAY' : 'DISPLAY_MISMATCH';
  remarks.add({ verdict, sequence, field: mismatch.field, detail: mismatch.detail, place });
}

function reportUnreadable(stream: CollectedStream, remarks: Remarks): void {
  for (const { sequence, place, why } of stream.unreadable) {
    // whatever number it claims: only those that show a time within the range, or none, were taken
    remarks.addAlways({ verdict: 'MODIFIED', sequence, field: 'audit.payload', detail: why, place });
  }
}

/** Of several leaves that claim a number, at most one was sealed under it. */
function reportRivals(
  stream: CollectedStream,
  authentic: (sequence: number) => BinaryHash | undefined,
  remarks: Remarks,
): void {
  for (const [sequence, rivals] of stream.rivals) {
    const signed = authentic(sequence);
    const known = signed !== undefined;
    const detail = known
      ? 'another record with this number was sealed'
      : 'several records claim this number, and no root decides';
    const first = stream.leaves.hash(sequence);
    if (known && signed !== first && rivals.some(({ hash }) => hash === signed)) {
      remarks.add({ verdict: 'INSERTED', sequence, field: '-', detail, place: '-' });
    }
    for (const { hash, place } of rivals) {
      if (hash !== signed) remarks.add({ verdict: 'INSERTED', sequence, field: '-', detail, place });
    }
  }
}

/** Numbers without any record; those whose record is here but unreadable were named already. */
function reportMissing(missing: readonly SequenceRun[], { stream, expired }: JudgedStream, remarks: Remarks): void {
  if (expired > 0) {
    const detail = 'older than the time for which the stream promised to be kept';
    remarks.add({ verdict: 'EXPIRED', sequence: { first: 1, last: expired }, field: '-', detail, place: '-' });
  }
  for (const { first, last } of joined(
    stream.leaves.redacted.map((sequence) => ({ first: sequence, last: sequence })),
  )) {
    const detail = 'erased; a redaction key signed that it was, and its hash still stands under the signed root';
    remarks.add({ verdict: 'REDACTED', sequence: { first, last }, field: '-', detail, place: '-' });
  }
  const unreadable = [...new Set(stream.unreadable.map(({ sequence }) => sequence))].sort((a, b) => a - b);
  let next = 0;
  for (const { first, last } of joined(missing)) {
    if (last <= expired) continue;
    let from = Math.max(first, expired + 1);
    for (; next < unreadable.length && (unreadable[next] as number) <= last; next += 1) {
      const sequence = unreadable[next] as number;
      if (sequence < from) continue;
      if (sequence > from) addMissing({ first: from, last: sequence - 1 }, remarks);
      from = sequence + 1;
    }
    if (from <= last) addMissing({ first: from, last }, remarks);
  }
}

/** Ascending runs, neighbours made one. */
function joined(runs: readonly SequenceRun[]): SequenceRun[] {
  const all: { first: number; last: number }[] = [];
  for (const { first, last } of runs) {
    const before = all.at(-1);
    if (before?.last === first - 1) before.last = last;
    else all.push({ first, last });
  }
  return all;
}

function addMissing(run: SequenceRun, remarks: Remarks): void {
  const count = run.last - run.first + 1;
  const detail = count === 1 ? 'no record here has this number' : `${count} records are not here`;
  remarks.add({ verdict: 'MISSING', sequence: run, field: '-', detail, place: '-' });
}

/** After its signed end nobody can add to a stream; before it, the last leaves may just not be signed yet. */
function reportTail(judged: JudgedStream, remarks: Remarks): void {
  const { runs, anchored, tail, closed, alive, signedSize, ownSize } = judged;
  if (signedSize > ownSize) {
    for (const run of anchored.proven) {
      if (run.last <= ownSize) continue;
      const detail = 'nobody but the successor, who found them, vouches for them';
      const found = { first: Math.max(run.first, ownSize + 1), last: run.last };
      remarks.add({ verdict: 'UNPROMISED_TAIL', sequence: found, field: '-', detail, place: '-' });
    }
  }
  for (const run of anchored.unanchored) {
    remarks.add({
      verdict: 'UNANCHORED',
      sequence: run,
      field: '-',
      detail: 'missing records keep the chain from reaching a root',
      place: '-',
    });
  }
  if (closed) {
    for (const run of runs) {
      if (run.last <= signedSize) continue;
      const added = { first: Math.max(run.first, signedSize + 1), last: run.last };
      remarks.add({
        verdict: 'INSERTED',
        sequence: added,
        field: '-',
        detail: 'the stream had been closed',
        place: '-',
      });
    }
    return;
  }
  for (const run of alive ? [] : tail.unanchored) {
    remarks.add({
      verdict: 'UNANCHORED',
      sequence: run,
      field: '-',
      detail: 'no signed checkpoint covers them',
      place: '-',
    });
  }
}

/** A stream speaks under the identity of its `open` leaf only, or of the rotation that stands for it. */
function reportIdentities(
  { stream, opened }: JudgedStream,
  authentic: (sequence: number) => BinaryHash | undefined,
  remarks: Remarks,
): void {
  const { speaking } = opened;
  if (speaking === undefined) return;
  for (const { identity, retention, sequence, hash, place } of stream.identities) {
    if (retention === speaking.leaf.retention && isSameIdentity(identity, speaking.leaf.identity)) continue;
    const signed = authentic(sequence);
    if (signed !== undefined && signed !== hash) continue; // not the stream's own record: MODIFIED says so
    const detail = 'the record speaks under another identity than the stream was opened with';
    remarks.add({ verdict: 'FOREIGN_KEY', sequence, field: 'identity', detail, place });
  }
}

/** A key seals only while its certificate is valid; the time that counts is the sealed one. */
function reportTimes({ stream, opened, anchored, interval }: JudgedStream, remarks: Remarks): void {
  for (const { certificate, after, until } of opened.epochs) {
    const judged = { first: Math.max(after, interval.after) + 1, last: until };
    const outside = firstOutside(stream, anchored, judged, certificate);
    if (outside === undefined) continue;
    const detail = "it was sealed outside the validity of the key's certificate";
    remarks.add({ verdict: 'BAD_EPOCH', sequence: outside, field: 'audit.time', detail, place: '-' });
  }
}

function firstOutside(
  stream: CollectedStream,
  anchored: Anchored,
  epoch: SequenceRun,
  validity: { readonly notBefore: number; readonly notAfter: number },
): number | undefined {
  for (const run of anchored.proven) {
    const last = Math.min(run.last, epoch.last);
    for (let sequence = Math.max(run.first, epoch.first); sequence <= last; sequence += 1) {
      const seconds = stream.leaves.seconds(sequence);
      if (seconds < validity.notBefore || seconds > validity.notAfter) return sequence;
    }
  }
  return undefined;
}

function reportRest(stream: CollectedStream, remarks: Remarks): void {
  if (stream.duplicates > 0) {
    const detail = `${stream.duplicates} records came more than once, alike`;
    remarks.add({ verdict: 'DUPLICATE_BENIGN', sequence: 0, field: '-', detail, place: '-' });
  }
  for (const [verdict, count] of stream.overflow) {
    const detail = `${count} more records of this stream, too many to be listed`;
    remarks.add({ verdict, sequence: 0, field: '-', detail, place: '-' });
  }
}
