// What the test of a real Grafana (../grafana) asks about Elasticsearch, asked of a MOCK of Grafana's interface before a real Elasticsearch, so
// that it is known to be right before somebody has a Grafana.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { scaled } from '../../long/scale.ts';
import { attackElasticsearch } from '../dashboards/attacked-store.ts';
import { shippedJson } from '../dashboards/shipped-file.ts';
import { type ElasticsearchTarget, panelCalled, type ShownDashboard, shownPanels } from '../dashboards/shown-panels.ts';
import { elasticsearchSettings } from '../grafana/data-source-settings.ts';
import { type Frame, Grafana, hasAnswer } from '../grafana/grafana.ts';
import { MockGrafana } from '../grafana/mock-grafana.ts';
import { elasticsearchPanelQuery } from '../grafana/panel-query.ts';
import { elasticsearchDistribution } from '../stores/elasticsearch-distribution.ts';
import type { StandIn } from '../stores/stand-in.ts';

const UID = 'otelseal-test-elasticsearch';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-grafana-requests-'));
const dashboards = shippedJson<ShownDashboard<ElasticsearchTarget>>('dashboards/elasticsearch');
const panels = shownPanels<ElasticsearchTarget>('elasticsearch');
let store: Elasticsearch;
let distribution: StandIn;
let mock: MockGrafana;
let grafana: Grafana;

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  await attackElasticsearch(store, { folder, eventsADay: scaled(300) });
  distribution = await elasticsearchDistribution(store.url);
  mock = await MockGrafana.start('a-token');
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'a-token\n', { mode: 0o600 });
  grafana = new Grafana({ url: mock.url, tokenFile });
  // Twice: what an earlier run has left is replaced.
  for (const _run of ['first', 'second']) {
    await grafana.useDataSource(UID, 'elasticsearch', distribution.url, elasticsearchSettings());
    for (const dashboard of dashboards.values()) await grafana.useDashboard(dashboard);
  }
}, 300_000);
afterAll(async () => {
  await mock?.close();
  await distribution?.close();
  await store?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function ask(target: ElasticsearchTarget): Promise<readonly Frame[]> {
  const toMs = Date.now();
  const fromMs = toMs - 3_600_000;
  return grafana.query(elasticsearchPanelQuery(target, UID, fromMs, toMs), fromMs, toMs);
}

describe("what the test of a real Grafana asks about Elasticsearch, by a mock of Grafana's interface", () => {
  it('installs every dashboard', () => {
    expect([...mock.dashboards.keys()].sort()).toEqual([...dashboards.values()].map(({ uid }) => uid).sort());
    expect(dashboards.size).toBe(6);
  });

  it.each(panels.map((panel) => [`${panel.dashboard} #${panel.id}: ${panel.title}`, panel] as const))(
    'has an answer for %s',
    async (_, panel) => {
      for (const target of panel.targets) expect(hasAnswer(await ask(target))).toBe(true);
    },
  );

  it('says when each event of a story was, in a form that Grafana reads', async () => {
    const [target] = panelCalled(panels, 'story', 'What happened, one by one?').targets;
    const [frame] = await ask(target as ElasticsearchTarget);
    const at = frame?.schema.fields.findIndex(({ name, type }) => name === '@timestamp' && type === 'time') ?? -1;
    const times = frame?.data.values[at] ?? [];
    expect(times.length).toBeGreaterThan(0);
    for (const time of times) expect(Math.abs(Date.now() - Number(time))).toBeLessThan(3_600_000);
  });

  it('tells an answer from none', async () => {
    const [counted] = panelCalled(panels, 'story', 'Events').targets as readonly ElasticsearchTarget[];
    const [told] = panelCalled(panels, 'story', 'What happened, one by one?').targets as readonly ElasticsearchTarget[];
    for (const target of [counted, told] as ElasticsearchTarget[]) {
      expect(hasAnswer(await ask({ ...target, query: 'attributes.event.name:nothing' }))).toBe(false);
      await expect(ask({ ...target, query: 'attributes.event.name:(' })).rejects.toThrow(/Grafana refuses/);
    }
    await expect(ask({ ...(told as ElasticsearchTarget), metrics: [] })).rejects.toThrow(/missing metrics/);
  });
});
