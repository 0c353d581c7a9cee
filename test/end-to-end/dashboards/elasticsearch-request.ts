import { type Chosen, stepOf } from './filled-in.ts';
import type { ElasticsearchTarget } from './shown-panels.ts';

/**
 * The body that Grafana's Elasticsearch data source sends for a query whose variables are filled in (of Grafana 12
 * `pkg/tsdb/elasticsearch/data_query_processor.go`): a range of time and the Lucene text as filters; buckets nested in their order, metrics in
 * the innermost; documents with neither, and their time in a form that Grafana reads whatever form it was sent in.
 */
export function elasticsearchRequest(target: ElasticsearchTarget, chosen: Chosen): object {
  const { fromMs, toMs } = chosen;
  const range = { '@timestamp': { gte: fromMs, lte: toMs, format: 'epoch_millis' } };
  const text = { analyze_wildcard: true, query: target.query };
  const query = { bool: { filter: [{ range }, { query_string: text }] } };
  const [first] = target.metrics;
  if (first?.type === 'raw_data') {
    const sort = [{ '@timestamp': { order: 'desc', unmapped_type: 'boolean' } }, { _doc: { order: 'desc' } }];
    const fields = [{ field: '@timestamp', format: 'strict_date_optional_time_nanos' }];
    return { query, size: Number(first.settings?.['size'] ?? 500), sort, docvalue_fields: ['@timestamp'], fields };
  }
  if (target.bucketAggs.length === 0) throw new Error('Grafana refuses a query with neither buckets nor documents');
  return { query, size: 0, aggs: buckets(target, 0, chosen) };
}

function buckets(target: ElasticsearchTarget, depth: number, chosen: Chosen): object {
  const bucket = target.bucketAggs[depth];
  if (bucket === undefined) return metrics(target);
  const aggs = { ...(depth + 1 === target.bucketAggs.length ? metrics(target) : buckets(target, depth + 1, chosen)) };
  if (bucket.type === 'date_histogram') {
    const { fromMs, toMs } = chosen;
    const histogram = {
      field: bucket.field,
      fixed_interval: `${stepOf(chosen)}ms`,
      min_doc_count: Number(bucket.settings?.['min_doc_count'] ?? 0),
      extended_bounds: { min: fromMs, max: toMs },
      format: 'epoch_millis',
    };
    return { [bucket.id]: { date_histogram: histogram, aggs } };
  }
  if (bucket.type !== 'terms') throw new Error(`a dashboard asks for ${bucket.type}`);
  const { size, min_doc_count, order = 'desc', orderBy = '_term' } = bucket.settings ?? {};
  const ordering = target.metrics.find(({ id }) => id === orderBy);
  const by = ordering === undefined || ordering.type === 'count' ? '_count' : ordering.id;
  const ordered = by === '_count' || ordering === undefined ? {} : { [by]: aggregation(ordering) };
  const terms = {
    field: bucket.field,
    size: Number(size),
    min_doc_count: Number(min_doc_count),
    order: { [by]: order },
  };
  return { [bucket.id]: { terms, aggs: { ...ordered, ...aggs } } };
}

function metrics({ metrics: all }: ElasticsearchTarget): Record<string, object> {
  return Object.fromEntries(all.filter(({ type }) => type !== 'count').map((one) => [one.id, aggregation(one)]));
}

function aggregation({ type, field, settings = {} }: ElasticsearchTarget['metrics'][number]): object {
  return { [type]: { ...settings, field } };
}
