import { isBefore, type UnixTime } from '../unix-time.js';
import type { Anchored } from './anchor.js';
import type { CollectedStream } from './collected-stream.js';
import type { SignedRoot } from './signed-roots.js';

/** A stretch of sealed time, both ends included; absent ends are open. */
export interface TimeRange {
  readonly from: UnixTime | undefined;
  readonly to: UnixTime | undefined;
}

/** The numbers of one stream that a verdict speaks of. */
export interface Interval {
  /** Numbers above this one. */
  readonly after: number;
  /** Up to and including this one; infinite when the stream's end lies within the range. */
  readonly until: number;
}

export const WHOLE_STREAM: Interval = Object.freeze({ after: 0, until: Number.POSITIVE_INFINITY });

/** Seconds that a stream may be silent: it gives a sign of life every 60 when idle, and one may be late. */
export const SILENCE_SECONDS = 150;

/**
 * From the last proven leaf before the range to the first signed size after it: all that was sealed within the range has
 * a number in between, because a stream's time never goes back.
 */
export function intervalOf(
  stream: CollectedStream,
  anchored: Anchored,
  roots: readonly SignedRoot[],
  range: TimeRange | undefined,
): Interval {
  if (range === undefined) return WHOLE_STREAM;
  const { from, to } = range;
  const after = from === undefined ? 0 : lastBefore(stream, anchored, from);
  const end = to === undefined ? undefined : roots.find(({ size }) => isAfter(stream.leaves.instant(size), to));
  return { after, until: end?.size ?? Number.POSITIVE_INFINITY };
}

function lastBefore(stream: CollectedStream, anchored: Anchored, from: UnixTime): number {
  for (const run of anchored.proven.toReversed()) {
    for (let sequence = run.last; sequence >= run.first; sequence -= 1) {
      if (anchored.expected.has(sequence)) continue; // the time that is kept is another leaf's than the proven one's
      const instant = stream.leaves.instant(sequence);
      if (instant !== undefined && isBefore(instant, from)) return sequence;
    }
  }
  return stream.leaves.has(1) ? 0 : (stream.leaves.runs()[0]?.first ?? 1) - 1;
}

/** Whether nothing that is here says what was sealed before the range. */
export function isUnanchored(stream: CollectedStream, { after }: Interval, range: TimeRange | undefined): boolean {
  return range?.from !== undefined && !stream.leaves.has(after) && !stream.leaves.has(1);
}

function isAfter(instant: UnixTime | undefined, end: UnixTime): boolean {
  return instant !== undefined && isBefore(end, instant);
}

/**
 * Whether a checkpoint that stands within the range is over a leaf that is not here: it bears the time of that leaf, so that something
 * that was sealed within the range has been lost, whatever the leaves that are here say.
 */
function hasLostWithin({ checkpoints, leaves }: CollectedStream): boolean {
  return checkpoints.some(({ size, isShownWithin }) => isShownWithin && !leaves.has(size));
}

/**
 * Whether a stream has to do with the range: it began before the range's end, and it had not ended before the range's
 * beginning. One that fell silent just before counts, too: what it sealed within the range may have been taken away.
 */
export function isWithin(stream: CollectedStream, range: TimeRange | undefined, closed: boolean): boolean {
  if (range === undefined || stream.unreadable.length > 0 || stream.shownOtherwise.some(({ astray }) => astray)) {
    return true;
  }
  if ((stream.skipped.before > 0 && stream.skipped.after > 0) || hasLostWithin(stream)) return true;
  const { from, to } = range;
  const runs = stream.leaves.runs();
  const first = stream.leaves.instant(runs[0]?.first ?? 0);
  const last = stream.leaves.instant(runs.at(-1)?.last ?? 0);
  if (first === undefined || last === undefined) return stream.leaves.count > 0;
  if (to !== undefined && isBefore(to, first)) return stream.skipped.before > 0;
  if (from === undefined || stream.skipped.after > 0) return true;
  const lastSign: UnixTime = closed ? last : [last[0] + SILENCE_SECONDS, last[1]];
  return !isBefore(lastSign, from);
}
