import type { Finding, Report, Verifier } from '@otelseal/audit-integrity';

import { CheckedSink } from './checked-sink.js';
import type { FiledSpan, RecordStore, SequenceSpan } from './record-store.js';
import { countNumbers, MAX_NUMBERS, parseSpan } from './sequence-spans.js';

/** What a report names by number as not being there. */
const ABSENT: ReadonlySet<string> = new Set(['MISSING', 'TRUNCATED']);

/**
 * Reads what stores filed in a span, then what they filed elsewhere: a store goes by event time, a range by sealed time, and an
 * event may say that it happened days ago. Numbers that a report misses are therefore asked for by number, and the records that
 * opened or rotated a stream by name, before anything is called missing.
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

  let report = verifier.finish();
  const headless = report.streams.filter(({ first }) => first > 1);
  for (const { stream } of headless) {
    for (const { store, sink } of sinks) await store.readControls(stream, sink);
  }
  if (headless.length > 0) report = verifier.finish();
  // Where all of a stream was read, what is absent is nowhere.
  const absent = [...absentNumbers(report.findings)].filter(([stream]) => !whole.includes(stream));
  if (absent.length === 0) return report;
  for (const [stream, spans] of absent) {
    for (const { store, sink } of sinks) {
      if (countNumbers(spans) <= MAX_NUMBERS) await store.readNumbers(stream, spans, sink);
      else await store.readStreams([stream], sink);
    }
  }
  return verifier.finish();
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
