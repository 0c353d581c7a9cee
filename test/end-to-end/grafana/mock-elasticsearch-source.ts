import { elasticsearchRequest } from '../dashboards/elasticsearch-request.ts';
import type { ElasticsearchTarget } from '../dashboards/shown-panels.ts';
import { bucketFrames, documentFrame, type SearchAnswer } from './elasticsearch-frames.ts';
import { filledText, type Members, type MockSource, Refused } from './mock-source.ts';

/** The aggregations that Grafana's Elasticsearch data source knows, as far as dashboards ask for them. */
const BUCKETS = ['date_histogram', 'terms'];
const METRICS = ['count', 'sum', 'max', 'cardinality', 'raw_data'];

/**
 * Asks a real Elasticsearch as Grafana 12 does: `_msearch` with the request that its data source makes of a query, and frames of the answer
 * as it makes them.
 */
export function elasticsearchSource(
  storeUrl: string,
  { index, timeField, maxConcurrentShardRequests }: Members,
): MockSource {
  if (timeField !== '@timestamp') throw new Refused(400, 'elasticsearch time field name is required');
  if (typeof index !== 'string' || index === '') throw new Refused(400, 'an index is required');
  return async (query, fromMs, toMs) => {
    const target = targetOf(query);
    await askWho(storeUrl);
    const body = elasticsearchRequest(target, { fromMs, toMs, stepMs: Number(query['intervalMs']) });
    const header = { search_type: 'query_then_fetch', ignore_unavailable: true, index };
    const answer = await fetch(
      `${storeUrl}/_msearch?max_concurrent_shard_requests=${maxConcurrentShardRequests ?? 5}`,
      {
        method: 'POST',
        body: `${JSON.stringify(header)}\n${JSON.stringify(body)}\n`,
        headers: { 'Content-Type': 'application/x-ndjson' },
        signal: AbortSignal.timeout(60_000),
      },
    );
    const text = await answer.text();
    if (!answer.ok) return { status: answer.status, error: text };
    const [found] = (JSON.parse(text) as { readonly responses: readonly SearchAnswer[] }).responses;
    if (found?.error !== undefined) return { status: 400, error: JSON.stringify(found.error) };
    const isOfDocuments = target.bucketAggs.length === 0;
    const frames = isOfDocuments ? documentFrame(found as SearchAnswer) : bucketFrames(target, found as SearchAnswer);
    return { status: 200, frames };
  };
}

/** What newer versions ask once, before all else (`cluster_info.go`). @throws Refused as they do when the root address does not answer */
async function askWho(storeUrl: string): Promise<void> {
  const answer = await fetch(`${storeUrl}/`, { signal: AbortSignal.timeout(60_000) });
  await answer.text();
  if (!answer.ok) throw new Refused(500, `unexpected status code ${answer.status} getting ES cluster info`);
}

/** The query, if it is one. @throws Refused for what `parse_query.go` refuses, and for what no panel of ours should ask */
function targetOf({ query, metrics, bucketAggs }: Members): ElasticsearchTarget {
  filledText(query);
  if (!Array.isArray(metrics) || !Array.isArray(bucketAggs)) throw new Refused(400, 'metrics and bucketAggs are lists');
  const target = { query, metrics, bucketAggs } as ElasticsearchTarget;
  for (const { id, type } of target.bucketAggs)
    if (typeof id !== 'string' || !BUCKETS.includes(type)) throw new Refused(400, 'failed to parse bucket aggs');
  for (const { id, type } of target.metrics)
    if (typeof id !== 'string' || !METRICS.includes(type)) throw new Refused(400, 'failed to parse metrics');
  if (bucketAggs.length === 0 && target.metrics[0]?.type !== 'raw_data')
    throw new Refused(400, 'invalid query, missing metrics and aggregations');
  return target;
}
