import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { QueryVariableBuilder, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  DataqueryBuilder,
  DateHistogramBuilder,
  type MetricAggregation,
  TermsBuilder,
  TermsOrder,
} from '@grafana/grafana-foundation-sdk/elasticsearch';

import { MOST_ADDED } from '../../../src/rules/plan/most-added.ts';
import { type Condition, type EventFilter, type Measure, RECORDS, SECURITY_EVENTS } from '../event-filter.ts';
import { headings } from '../headings.ts';
import type { Headings, Store } from '../store.ts';
import { variable } from '../variable.ts';

/** Where the collector's mapping mode `otel` puts the parts of a record that are no attributes. */
const PARTS: Readonly<Record<string, string>> = {
  '@time': '@timestamp',
  '@body': 'body.text',
  '@severity': 'severity_text',
  '@trace': 'trace_id',
};
const VARIABLES = {
  service: 'resource.attributes.service.name',
  environment: 'resource.attributes.deployment.environment.name',
  tenant: 'attributes.tenant.id',
} as const;
/** A field that every document has once, so that one row holds the answer for all of them. */
const ALL_DOCUMENTS = 'data_stream.type';
const MEASURED = '1';

/** Elasticsearch and OpenSearch with documents as the collector writes them in mapping mode `otel`. */
export const ELASTICSEARCH: Store = {
  id: 'elasticsearch',
  title: 'Elasticsearch',
  dataSource: 'elasticsearch',

  variables: () => [
    termsVariable('service', 'Service'),
    termsVariable('environment', 'Environment'),
    termsVariable('tenant', 'Tenant'),
  ],

  number: (filter, measure) =>
    query(filter, measure)
      .metrics([metric(measure)])
      .bucketAggs([terms('2', ALL_DOCUMENTS, 1)]),

  overTime: (filter, measure, by) => {
    const histogram = new DateHistogramBuilder()
      .id('3')
      .field('@timestamp')
      .settings({ interval: 'auto', min_doc_count: '0', trimEdges: '0' });
    const groups = by === undefined ? [] : [terms('2', nameOf(by), 10)];
    return query(filter, measure)
      .metrics([metric(measure)])
      .bucketAggs([...groups, histogram]);
  },

  ranking: (filter, by, measure, { counted, limit, lowestFirst }) => ({
    target: query(filter, measure)
      .metrics([metric(measure)])
      .bucketAggs(by.map(({ field }, index) => terms(String(index + 2), nameOf(field), limit, lowestFirst))),
    transformations: headings([...named(by), [NAME_OF_METRIC[measure.kind], counted]]),
  }),

  rows: (filter, columns, limit) => ({
    target: query(filter)
      .metrics([metricOf('raw_data', { settings: { size: String(limit) } })])
      .bucketAggs([]),
    transformations: headings(named(columns)),
  }),
};

/** What the data source calls the column of a metric when it is the only one. */
const NAME_OF_METRIC: Readonly<Record<Measure['kind'], string>> = {
  records: 'Count',
  different: 'Unique Count',
  sum: 'Sum',
  counts: 'Sum',
  'last-time': 'Max',
};

function termsVariable(name: keyof typeof VARIABLES, label: string): QueryVariableBuilder {
  const field = VARIABLES[name];
  return (
    new QueryVariableBuilder(name)
      .label(label)
      .datasource({ type: 'elasticsearch', uid: variable('datasource') })
      .query(JSON.stringify({ find: 'terms', field, query: 'attributes.event.name:*' }))
      .multi(true)
      .includeAll(true)
      // Stands behind `field:`, so that records without the field belong to "All".
      .allValue(`* OR (NOT _exists_:${field})`)
      .current({ text: ['All'], value: ['$__all'] })
      .sort(VariableSort.AlphabeticalAsc)
      .refresh(VariableRefresh.OnTimeRangeChanged)
  );
}

/**
 * A count below one would take away what others have done, and one of more digits than alerts add up would hide it; without a script such
 * records can only be left out.
 */
function query(filter: EventFilter, measure: Measure = RECORDS): DataqueryBuilder {
  const text =
    measure.kind === 'counts'
      ? `${lucene(filter)} AND NOT ${nameOf(measure.field)}:(<1 OR >${MOST_ADDED})`
      : lucene(filter);
  return new DataqueryBuilder().refId('A').query(text).timeField('@timestamp');
}

function metric(measure: Measure): Builder<MetricAggregation> {
  if (measure.kind === 'sum') return metricOf('sum', { field: nameOf(measure.field, 'number') });
  if (measure.kind === 'counts') return metricOf('sum', { field: nameOf(measure.field), settings: { missing: '1' } });
  if (measure.kind === 'different') return metricOf('cardinality', { field: nameOf(measure.field) });
  // Not the time of the event, which may be of long ago or of next year: the one at which the record was made.
  if (measure.kind === 'last-time') return metricOf('max', { field: 'observed_timestamp' });
  return metricOf('count');
}

/** Not by the builders of the SDK, which write `unknown` for the type of every metric (0.0.21). */
function metricOf(type: string, more: object = {}): Builder<MetricAggregation> {
  return { build: () => ({ id: MEASURED, type, ...more }) as MetricAggregation };
}

function terms(id: string, field: string, size: number, lowestFirst = false): TermsBuilder {
  return new TermsBuilder()
    .id(id)
    .field(field)
    .settings({
      order: lowestFirst ? TermsOrder.Asc : TermsOrder.Desc,
      size: String(size),
      min_doc_count: '1',
      orderBy: MEASURED,
    });
}

/** Amounts are text in the vocabulary; the index template keeps them as numbers beside it. */
const NUMBERS_BESIDE_TEXT = new Set(['security.transaction.amount']);

function nameOf(field: string, as: 'number' | 'value' = 'value'): string {
  const part = PARTS[field];
  if (part !== undefined) return part;
  if (as === 'number' && NUMBERS_BESIDE_TEXT.has(field)) return `attributes.${field}.number`;
  return /^(service|deployment)\./.test(field) ? `resource.attributes.${field}` : `attributes.${field}`;
}

function named(columns: Headings): [string, string][] {
  return columns.map(({ field, title }) => [nameOf(field), title]);
}

/** In the query language that the data source sends as `query_string`. */
function lucene({ names = SECURITY_EVENTS, where = [], ofStory = false }: EventFilter): string {
  const scope = Object.entries(VARIABLES).map(([variable, field]) => `(${field}:$${variable})`);
  const name = `attributes.event.name:(${names.join(' OR ')})`;
  return [name, ...where.map(condition), ...(ofStory ? [STORY] : []), ...scope].join(' AND ');
}

function condition(wanted: Condition): string {
  const field = nameOf(wanted.field);
  if ('present' in wanted) return `${wanted.present ? '' : 'NOT '}_exists_:${field}`;
  return `${field}:(${wanted.is.map((value) => `"${value}"`).join(' OR ')})`;
}

/** Quoted and escaped: a name that somebody chose cannot end the text that it stands in, and an empty one finds nothing. */
const STORY = `(${[
  ...['audit.actor.id', 'security.onbehalf.id', 'audit.target.id'].map(
    (name) => `attributes.${name}:"${variable('actor', 'lucene')}"`,
  ),
  `attributes.client.address:"${variable('client', 'lucene')}"`,
].join(' OR ')})`;
