import type { Finding, Report, Verifier } from '@otelseal/audit-integrity';

import { CheckedSink } from './checked-sink.js';
import { MAX_DOUBTFUL_STREAMS, searchedStreams, withUnsearched } from './doubtful-streams.js';
import type { FiledSpan, RecordStore, SequenceSpan } from './record-store.js';
import { countNumbers, MAX_NUMBERS, parseSpan } from './sequence-spans.js';

/** What a report names by number as not being there. */
const ABSENT: ReadonlySet<string> = new Set(['MISSING', 'TRUNCATED']);
/** Untrusted streams whose numbers are asked for one stream after the other; more of them are read many at once, from end to end. */
const MAX_DOUBTFUL_BY_NUMBER = 8;

/**
 * Reads what stores filed in a span, then what they filed elsewhere: a store goes by event time, a range by sealed time, and an
 * event may say that it happened days ago. Numbers that a report misses are therefore asked for by number, and the records that
 * opened or rotated a stream by name, before anything is called missing. For streams that nobody trusted opened there is a bound, and
 * the report says what was not looked for.
 *
 * @param whole ids of streams that are read from end to end besides
 * @returns the report over all that was found
 */
export async function readStores(
  stores: readonly RecordStore[],
  span: FiledSpan,
  whole: readonly string[],
  verifier: Verifier,
  onRecord: () => void,
): Promise<Report> {
  const sinks = stores.map((store) => ({ store, sink: new CheckedSink(verifier, onRecord) }));
  for (const { store, sink } of sinks) {
    await store.readSpan(span, sink);
    if (whole.length > 0) await store.readStreams(whole, sink);
  }

  const isWhole = new Set(whole);
  let report = verifier.finish();
  // Of those that were read from end to end nothing is elsewhere. Which of the others are trusted is known only when their beginning is.
  const headless = report.streams.filter(({ stream, first }) => first > 1 && !isWhole.has(stream));
  if (headless.length > 0) {
    for (const { store, sink } of sinks) {
      await store.readControls(
        headless.map(({ stream }) => stream),
        sink,
      );
    }
    report = verifier.finish();
  }
  const absent = new Map([...absentNumbers(report.findings)].filter(([stream]) => !isWhole.has(stream)));
  if (absent.size === 0) return report;
  const search = planSearch(report, absent, isWhole);
  for (const { store, sink } of sinks) {
    for (const stream of search.byNumber) await store.readNumbers(stream, absent.get(stream) ?? [], sink);
    if (search.entirely.length > 0) await store.readStreams(search.entirely, sink);
  }
  const isAllRead = span.fromNs === undefined && span.toNs === undefined;
  return withUnsearched(verifier.finish(), search.left, isAllRead);
}

interface Search {
  /** Streams whose absent numbers are asked for one by one. */
  readonly byNumber: readonly string[];
  /** Streams that are read from end to end, many at once. */
  readonly entirely: readonly string[];
  readonly left: ReadonlySet<string>;
}

function planSearch(
  { streams }: Report,
  absent: ReadonlyMap<string, readonly SequenceSpan[]>,
  whole: ReadonlySet<string>,
): Search {
  const trusted = new Set(streams.filter((one) => one.trusted).map(({ stream }) => stream));
  const spent = streams.filter(({ stream }) => whole.has(stream) && !trusted.has(stream)).length;
  const lacking = streams.filter(({ stream }) => absent.has(stream));
  const searched = searchedStreams(lacking, MAX_DOUBTFUL_STREAMS - spent);
  const isSearched = new Set(searched);
  const isManyDoubtful = searched.filter((stream) => !trusted.has(stream)).length > MAX_DOUBTFUL_BY_NUMBER;
  const isByNumber = (stream: string): boolean =>
    countNumbers(absent.get(stream) ?? []) <= MAX_NUMBERS && (trusted.has(stream) || !isManyDoubtful);
  return {
    byNumber: searched.filter(isByNumber),
    entirely: searched.filter((stream) => !isByNumber(stream)),
    left: new Set([...absent.keys()].filter((stream) => !isSearched.has(stream))),
  };
}

function absentNumbers(findings: readonly Finding[]): ReadonlyMap<string, readonly SequenceSpan[]> {
  const absent = new Map<string, SequenceSpan[]>();
  for (const { verdict, stream, sequence } of findings) {
    const span = ABSENT.has(verdict) ? parseSpan(sequence) : undefined;
    if (span === undefined) continue;
    const known = absent.get(stream);
    if (known === undefined) absent.set(stream, [span]);
    else known.push(span);
  }
  return absent;
}
