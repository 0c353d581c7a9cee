import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { scaled } from '../../long/scale.ts';
import { attackElasticsearch } from '../dashboards/attacked-store.ts';
import { elasticsearchRequest } from '../dashboards/elasticsearch-request.ts';
import { expectRecent } from '../dashboards/expect-recent.ts';
import { type Chosen, filledIn } from '../dashboards/filled-in.ts';
import { STORY_OF, TOUCHED_IN_STORY } from '../dashboards/more-events.ts';
import {
  allValues,
  type ElasticsearchTarget,
  panelCalled,
  type ShownPanel,
  shownColumns,
  shownPanels,
} from '../dashboards/shown-panels.ts';
import type { Keys } from '../otelcol/command.ts';
import { HOSTILE_TEXTS } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';
import { verifyStore } from '../stores/verify-store.ts';

const INDEX = 'logs-otelseal.*';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-dashboards-'));
const panels = shownPanels<ElasticsearchTarget>('elasticsearch');
const all = allValues('elasticsearch');
let store: Elasticsearch;
let keys: Keys;
let chosen: Chosen;

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  keys = await attackElasticsearch(store, { folder, eventsADay: scaled(300) });
  chosen = { fromMs: Date.now() - 3_600_000, toMs: Date.now() + 1_000, values: STORY_OF };
}, 300_000);
afterAll(async () => {
  await store?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a dashboard for Elasticsearch', () => {
  it.each(panels.map((panel) => [`${panel.dashboard} #${panel.id}: ${panel.title}`, panel] as const))(
    'has an answer for %s',
    async (_, panel) => {
      for (const target of panel.targets) expectAnswer(panel, target, await ask(target, chosen));
    },
  );

  it('shows what was asked for and nothing else when values are chosen', async () => {
    const [target] = panelCalled(panels, 'story', 'What happened, one by one?').targets;
    for (const [service, found] of [
      [['shop', 'another (one)'], true],
      [['another (one)'], false],
    ] as const) {
      const values = { ...STORY_OF, service, tenant: ['acme'], environment: ['production'] };
      const { hits } = await ask(target as ElasticsearchTarget, { ...chosen, values });
      expect(hits.hits.length > 0).toBe(found);
    }
  });

  it('tells the story of whoever has a name that looks like a query, and of nobody else', async () => {
    const [target] = panelCalled(panels, 'story', 'What happened, one by one?').targets;
    const query = { term: { 'attributes.audit.target.id': 'hostile' } };
    const named = (await searchApi(store.url, 'POST', `/${INDEX}/_search`, { query, size: 100 })) as Answer;
    const hostile = named.hits.hits.map(({ _source }) => String(_source.attributes?.['audit.actor.id']));
    expect(hostile.length).toBe(HOSTILE_TEXTS.filter((text) => text.trim() !== '').length);
    for (const actor of [...hostile.filter((name) => name.length <= 1_024), STORY_OF.actor]) {
      const { hits } = await ask(target as ElasticsearchTarget, { ...chosen, values: { actor, client: '' } });
      expect(hits.hits.length, actor).toBeGreaterThan(0);
      const who = hits.hits.map(({ _source: { attributes = {} } }) =>
        ['audit.actor.id', 'audit.target.id', 'security.onbehalf.id'].map((name) => attributes[name]),
      );
      expect(who.filter((ids) => !ids.includes(actor))).toEqual([]);
    }
    const nobody = await ask(target as ElasticsearchTarget, { ...chosen, values: { actor: '', client: '' } });
    expect(nobody.hits.hits).toEqual([]);
  });

  it('counts an event that does not say how many records as one, and leaves out numbers that are no count', async () => {
    const [target] = panelCalled(panels, 'story', 'Sensitive records touched').targets;
    const values = { actor: STORY_OF.actor, client: '' };
    const { aggregations = {} } = await ask(target as ElasticsearchTarget, { ...chosen, values });
    const [answer] = Object.values(aggregations);
    expect(answer?.buckets.map((bucket) => (bucket['1'] as { readonly value: number }).value)).toEqual([
      TOUCHED_IN_STORY,
    ]);
  });

  it('stands on records that are INTACT with what the collector added', async () => {
    // The forged events of this test are in an index of the same name, so that the verifier finds them out first.
    const { code, firstLine, report } = await verifyStore(`elasticsearch:${store.url}`, keys, '--index', INDEX);
    expect([code, firstLine]).toEqual([1, expect.stringMatching(/^NOT INTACT UNSIGNED /)]);
    expect(new Set(report.findings.map(({ verdict }) => verdict))).toEqual(new Set(['UNSIGNED']));
  });
});

interface Bucket {
  readonly key: string | number;
  readonly doc_count: number;
  readonly [id: string]: unknown;
}

interface Answer {
  readonly hits: {
    readonly hits: readonly { readonly _source: { readonly attributes?: Readonly<Record<string, unknown>> } }[];
  };
  readonly aggregations?: Readonly<Record<string, { readonly buckets: readonly Bucket[] }>>;
}

async function ask(target: ElasticsearchTarget, at: Chosen): Promise<Answer> {
  const path = `/${INDEX}/_search?ignore_unavailable=true`;
  const filled = { ...target, query: filledIn(target.query, at, all, 'elasticsearch') };
  return (await searchApi(store.url, 'POST', path, elasticsearchRequest(filled, at))) as Answer;
}

function expectAnswer(panel: ShownPanel<ElasticsearchTarget>, target: ElasticsearchTarget, answer: Answer): void {
  if (target.bucketAggs.length === 0) {
    expectColumns(panel, answer);
    return;
  }
  let buckets = Object.values(answer.aggregations ?? {})[0]?.buckets ?? [];
  for (const { id, type } of target.bucketAggs.slice(1)) {
    if (type === 'terms') expect(buckets.length, target.query).toBeGreaterThan(0);
    buckets = buckets.flatMap((bucket) => (bucket[id] as { readonly buckets: readonly Bucket[] }).buckets);
  }
  const [measured] = target.metrics;
  const numbers = buckets.map((bucket) =>
    measured?.type === 'count'
      ? bucket.doc_count
      : ((bucket[measured?.id ?? ''] as { readonly value: number | null }).value ?? 0),
  );
  expect(Math.max(0, ...numbers), target.query).toBeGreaterThan(0);
  if (measured?.type === 'max') expectRecent(Math.max(...numbers));
}

/** Every column that the table shows is filled in some document. */
function expectColumns(panel: ShownPanel<ElasticsearchTarget>, { hits }: Answer): void {
  expect(hits.hits.length).toBeGreaterThan(0);
  const filled = new Set(hits.hits.flatMap(({ _source }) => [...flattened(_source)]));
  expect(shownColumns(panel).filter((name) => !filled.has(name))).toEqual([]);
}

/** Names of the fields that are not empty, as Grafana flattens a document. */
function* flattened(value: object, path = ''): Generator<string> {
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (typeof member === 'object' && member !== null && !Array.isArray(member))
      yield* flattened(member, `${path}${name}.`);
    else if (member !== '' && member !== null) yield `${path}${name}`;
  }
}
