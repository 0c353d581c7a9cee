import type { ShownRecord } from './runbook-queries.ts';

/** A series of an answer: what it is about, and the times at which it was there. */
export interface LokiSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly atMs: readonly number[];
}

const TIMEOUT_MS = 60_000;

/** Evaluates a metric query over a range, as a ruler would have at every step. @throws with Loki's words when it is refused */
export async function lokiOver(
  url: string,
  query: string,
  range: { readonly startMs: number; readonly endMs: number; readonly stepSeconds: number },
): Promise<readonly LokiSeries[]> {
  const asked = new URLSearchParams({
    query,
    start: `${range.startMs}000000`,
    end: `${range.endMs}000000`,
    step: `${range.stepSeconds}s`,
  });
  const answer = await lokiGet(`${url}/loki/api/v1/query_range?${asked}`);
  return answer.map(({ metric, values = [] }) => ({
    labels: metric,
    atMs: values.map(([seconds]) => seconds * 1_000),
  }));
}

/** Evaluates a metric query at one time. */
export async function lokiAt(url: string, query: string, atMs: number): Promise<readonly LokiSeries[]> {
  const answer = await lokiGet(`${url}/loki/api/v1/query?${new URLSearchParams({ query, time: `${atMs}000000` })}`);
  return answer.map(({ metric }) => ({ labels: metric, atMs: [atMs] }));
}

/** What a log query of a runbook shows in a range, the newest hundred. */
export async function lokiRecords(
  url: string,
  query: string,
  range: { readonly startMs: number; readonly endMs: number },
): Promise<readonly ShownRecord[]> {
  const asked = new URLSearchParams({
    query,
    start: `${range.startMs}000000`,
    end: `${range.endMs}000000`,
    limit: '100',
  });
  const answer = await lokiGet(`${url}/loki/api/v1/query_range?${asked}`);
  return answer.flatMap(({ stream = {}, values = [] }) =>
    values.map(([time]) => ({ timeMs: Number(BigInt(time) / 1_000_000n), eventName: stream['event_name'] ?? '' })),
  );
}

interface LokiResult {
  readonly metric: Readonly<Record<string, string>>;
  /** Of log queries, in the place of `metric`. */
  readonly stream?: Readonly<Record<string, string>>;
  /** Of log queries: times are texts. */
  readonly values?: readonly (readonly [seconds: number, value: string])[];
}

async function lokiGet(address: string): Promise<readonly LokiResult[]> {
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const text = await response.text();
  if (!response.ok) throw new Error(`Loki answered ${response.status}: ${text}`);
  return (JSON.parse(text) as { data: { result: readonly LokiResult[] } }).data.result;
}
