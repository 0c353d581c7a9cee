import { filledText, type MockSource, Refused } from './mock-source.ts';

interface LokiAnswer {
  readonly data: { readonly resultType: string; readonly result: Readonly<Record<string, unknown>>[] };
}

/** Asks a real Loki; one frame a series, as Grafana's Loki data source makes them. */
export function lokiSource(lokiUrl: string): MockSource {
  return async ({ expr, queryType, intervalMs, maxLines = 1_000 }, fromMs, toMs) => {
    const query = filledText(expr);
    if (queryType !== 'instant' && queryType !== 'range')
      throw new Refused(400, `unknown query type ${String(queryType)}`);
    const step = `${Math.max(1, Math.round(Number(intervalMs) / 1_000))}s`;
    const range = { start: `${fromMs}000000`, end: `${toMs}000000`, step, limit: String(maxLines) };
    const asked = new URLSearchParams({ query, ...(queryType === 'instant' ? { time: `${toMs}000000` } : range) });
    const path = queryType === 'instant' ? 'query' : 'query_range';
    const signal = AbortSignal.timeout(60_000);
    const answer = await fetch(`${lokiUrl}/loki/api/v1/${path}?${asked}`, { signal });
    const text = await answer.text();
    if (!answer.ok) return { status: answer.status, error: text };
    const { data } = JSON.parse(text) as LokiAnswer;
    const isLines = data.resultType === 'streams';
    const fields = [
      { name: 'Time', type: 'time' },
      { name: 'Value', type: isLines ? 'string' : 'number' },
    ] as const;
    const frames = data.result.map(({ value, values }) => {
      const points = (values ?? [value]) as [number | string, string][];
      const shown = points.map(([, one]) => (isLines ? one : Number(one)));
      return { schema: { fields }, data: { values: [points.map(([time]) => Number(time)), shown] } };
    });
    return { status: 200, frames };
  };
}
