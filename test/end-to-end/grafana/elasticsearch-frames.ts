import type { ElasticsearchTarget } from '../dashboards/shown-panels.ts';
import type { Field, SourceAnswer } from './mock-source.ts';

type Frames = NonNullable<SourceAnswer['frames']>;
type Labels = Readonly<Record<string, string>>;

interface Bucket {
  readonly key: string | number;
  readonly doc_count: number;
  readonly [id: string]: unknown;
}

/** What Elasticsearch answers to one search. */
export interface SearchAnswer {
  readonly error?: unknown;
  readonly hits?: {
    readonly hits: readonly { readonly _source: object; readonly fields?: Readonly<Record<string, unknown>> }[];
  };
  readonly aggregations?: Readonly<Record<string, { readonly buckets: readonly Bucket[] }>>;
}

/** A column for every field of the documents, as `raw_response_processor.go` of Grafana 12 makes it. */
export function documentFrame({ hits = { hits: [] } }: SearchAnswer): Frames {
  const documents = hits.hits.map(({ _source, fields = {} }) => ({
    ...Object.fromEntries(flattened(_source)),
    ...fields,
  }));
  const names = [...new Set(documents.flatMap((document) => Object.keys(document)))].sort();
  const columns = names.map((name) => documents.map((document) => shownValue(name, document[name])));
  const fields = names.map(
    (name, at): Field => ({ name, type: name === '@timestamp' ? 'time' : typeOf(columns[at] ?? []) }),
  );
  return [{ schema: { fields }, data: { values: columns } }];
}

/** The time came beside the document, in a list, in the form that was asked for. What cannot be read is nothing. */
function shownValue(name: string, value: unknown): unknown {
  if (name !== '@timestamp') return value ?? null;
  const ms = Date.parse(String(Array.isArray(value) ? value[0] : value));
  return Number.isNaN(ms) ? null : ms;
}

function typeOf(values: readonly unknown[]): Field['type'] {
  const type = typeof values.find((value) => value !== null);
  return type === 'number' || type === 'string' || type === 'boolean' ? type : 'other';
}

function* flattened(value: object, path = ''): Generator<readonly [string, unknown]> {
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (typeof member === 'object' && member !== null && !Array.isArray(member))
      yield* flattened(member, `${path}${name}.`);
    else yield [`${path}${name}`, member];
  }
}

/** A frame for each series over time; one frame, a row for each group, where time is no bucket (`metrics_response_processor.go`). */
export function bucketFrames(target: ElasticsearchTarget, { aggregations = {} }: SearchAnswer): Frames {
  const leaves = [...leavesOf(target, aggregations)];
  if (target.bucketAggs.at(-1)?.type === 'date_histogram') {
    return leaves.flatMap(({ labels, buckets }) =>
      target.metrics.map((metric) => {
        const fields: Field[] = [
          { name: 'Time', type: 'time' },
          { name: 'Value', type: 'number', labels },
        ];
        return {
          schema: { fields },
          data: { values: [buckets.map(({ key }) => key), buckets.map((one) => measured(metric, one))] },
        };
      }),
    );
  }
  const groups = target.bucketAggs.map(({ field = '' }): Field => ({ name: field, type: 'string' }));
  const numbers = target.metrics.map(({ type }): Field => ({ name: type, type: 'number' }));
  const rows = leaves.flatMap(({ labels, buckets }) =>
    buckets.map((one) => [
      ...Object.values(labels),
      String(one.key),
      ...target.metrics.map((metric) => measured(metric, one)),
    ]),
  );
  const fields = [...groups, ...numbers];
  return [{ schema: { fields }, data: { values: fields.map((_, at) => rows.map((row) => row[at])) } }];
}

interface Leaf {
  /** The groups outside of it. */
  readonly labels: Labels;
  readonly buckets: readonly Bucket[];
}

function* leavesOf(
  { bucketAggs }: ElasticsearchTarget,
  within: Readonly<Record<string, unknown>>,
  depth = 0,
  labels: Labels = {},
): Generator<Leaf> {
  const { id = '', field = '' } = bucketAggs[depth] ?? {};
  const { buckets } = (within[id] ?? { buckets: [] }) as { readonly buckets: readonly Bucket[] };
  if (depth + 1 === bucketAggs.length) yield { labels, buckets };
  else
    for (const bucket of buckets)
      yield* leavesOf({ bucketAggs } as ElasticsearchTarget, bucket, depth + 1, {
        ...labels,
        [field]: String(bucket.key),
      });
}

function measured({ id, type }: ElasticsearchTarget['metrics'][number], bucket: Bucket): number | null {
  return type === 'count' ? bucket.doc_count : (bucket[id] as { readonly value: number | null }).value;
}
