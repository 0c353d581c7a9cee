import type { Finding, Report, ReportedStream } from '@otelseal/audit-integrity';

/**
 * Streams that no trusted key is known to have opened and that a store is nevertheless searched for, all of them together. Anybody can
 * make such streams up, one record each, and to look through a year of Loki costs dozens of requests. Those with the most records come
 * first: made-up ones cost their maker something.
 */
export const MAX_DOUBTFUL_STREAMS = 600;

/** Ids of the streams that are searched for: all trusted ones, and some of the others. */
export function searchedStreams(
  streams: readonly ReportedStream[],
  maxDoubtful: number = MAX_DOUBTFUL_STREAMS,
): string[] {
  const doubtful = streams.filter(({ trusted }) => !trusted).sort((one, other) => other.records - one.records);
  const searched = [...streams.filter(({ trusted }) => trusted), ...doubtful.slice(0, Math.max(0, maxDoubtful))];
  return searched.map(({ stream }) => stream);
}

/**
 * A report that says which streams' missing numbers were not looked for.
 *
 * @param left ids of these streams
 * @param isAllRead whether everything was read by time, so that what is not there would only be found if it came in meanwhile; else it may
 *   be filed elsewhere, nobody looked, and it is no finding that it is missing
 */
export function withUnsearched(report: Report, left: ReadonlySet<string>, isAllRead: boolean): Report {
  if (left.size === 0) return report;
  const line = `${left.size} streams that no trusted key is known to have opened were not searched for beyond what is here: ${MAX_DOUBTFUL_STREAMS} are`;
  const coverage = [...report.coverage, line];
  const isUnsearched = ({ verdict, stream }: Finding): boolean => verdict === 'MISSING' && left.has(stream);
  const findings = isAllRead ? report.findings : report.findings.filter((finding) => !isUnsearched(finding));
  const taken = report.findings.length - findings.length;
  if (taken === 0) return { ...report, coverage };
  const first = report.findings.find(isUnsearched) as Finding;
  const detail = `numbers of ${left.size} streams are not here and were not looked for elsewhere; no trusted key is known to have opened these`;
  const condition = { condition: 'UNANCHORED', stream: first.stream, sequence: first.sequence, detail } as const;
  // By rank; all that ranks before this one is as open as it is.
  const before = report.conditions.filter(({ condition: name }) => BEFORE_UNANCHORED.has(name));
  const conditions = [...before, condition, ...report.conditions.slice(before.length)];
  const rest = { ...report, findings, conditions, coverage, counts: lessMissing(report.counts, taken) };
  if (findings.length > 0 || report.verdict !== 'NOT INTACT') return rest;
  return { ...rest, verdict: 'NOT PROVEN', exitCode: 2, reason: before[0]?.condition ?? 'UNANCHORED' };
}

const BEFORE_UNANCHORED: ReadonlySet<string> = new Set(['UNTRUSTED', 'PROVISIONAL', 'UNPROMISED_TAIL']);

function lessMissing({ MISSING: missing = 0, ...counts }: Report['counts'], taken: number): Report['counts'] {
  return missing > taken ? { ...counts, MISSING: missing - taken } : counts;
}
