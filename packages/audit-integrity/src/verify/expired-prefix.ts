import { isBefore, type UnixTime } from '../unix-time.js';
import type { SequenceRun } from '../verdict.js';
import type { Anchored } from './anchor.js';
import type { CollectedStream } from './collected-stream.js';
import type { OpenedStream } from './opened-stream.js';
import { isIn } from './sequence-runs.js';

/** A minimum retention, in whole seconds: up to about 3,000 years. */
const SECONDS = /^[1-9][0-9]{0,10}$/;

/**
 * How many leaves at the beginning of a stream are gone lawfully: all before the first that is here, if that one, and so
 * every earlier one, is older than the stream itself promised to be kept. 0 when none are.
 */
export function expiredPrefix({
  stream,
  runs,
  opened,
  anchored,
  asOf,
}: {
  readonly stream: CollectedStream;
  readonly runs: readonly SequenceRun[];
  readonly opened: OpenedStream;
  readonly anchored: Anchored;
  readonly asOf: UnixTime | undefined;
}): number {
  const first = runs[0]?.first ?? 1;
  const oldest = stream.leaves.instant(first);
  const minimum = promisedSeconds(stream, opened, anchored);
  if (first === 1 || asOf === undefined || oldest === undefined || minimum === undefined) return 0;
  if (!isIn(anchored.proven, first) || anchored.expected.has(first)) return 0;
  return isBefore(asOf, [oldest[0] + minimum, oldest[1]]) ? 0 : first - 1;
}

/** What the first proven `rotate` leaf that is here repeats of the stream's opening. */
function promisedSeconds(stream: CollectedStream, opened: OpenedStream, anchored: Anchored): number | undefined {
  return signedPromise(stream, opened, anchored, ['rotate']);
}

/** How long the stream must be kept, in seconds, as its first proven `open` or `rotate` leaf that is here says; undefined when it does not. */
export function promiseOf(stream: CollectedStream, opened: OpenedStream, anchored: Anchored): number | undefined {
  return signedPromise(stream, opened, anchored, ['open', 'rotate']);
}

function signedPromise(
  stream: CollectedStream,
  opened: OpenedStream,
  anchored: Anchored,
  kinds: readonly string[],
): number | undefined {
  if (!opened.trusted) return undefined;
  const first = stream.controls
    .filter(({ leaf, hash }) => {
      const { kind, sequence } = leaf;
      return kinds.includes(kind) && isIn(anchored.proven, sequence) && stream.leaves.hash(sequence) === hash;
    })
    .sort((a, b) => a.leaf.sequence - b.leaf.sequence)[0];
  const text = first?.leaf.control?.text('minimum_retention') ?? '';
  return SECONDS.test(text) ? Number(text) : undefined;
}
