import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { attackElasticsearch } from '../dashboards/attacked-store.ts';
import { shippedJson } from '../dashboards/shipped-file.ts';
import { type ElasticsearchTarget, type ShownDashboard, shownPanels } from '../dashboards/shown-panels.ts';
import { elasticsearchDistribution } from '../stores/elasticsearch-distribution.ts';
import type { StandIn } from '../stores/stand-in.ts';
import { elasticsearchSettings } from './data-source-settings.ts';
import { Grafana, hasAnswer } from './grafana.ts';
import { elasticsearchPanelQuery } from './panel-query.ts';
import { pictureDashboards } from './picture-pages.ts';

const UID = 'otelseal-test-elasticsearch';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-grafana-elasticsearch-'));
const grafana = new Grafana({ url: process.env['GRAFANA_URL'] ?? '', tokenFile: process.env['GRAFANA_TOKEN_FILE'] });
const dashboards = shippedJson<ShownDashboard<ElasticsearchTarget>>('dashboards/elasticsearch');
const panels = shownPanels<ElasticsearchTarget>('elasticsearch');
let store: Elasticsearch;
/** Newer versions of Grafana ask the root address first, which our build of Elasticsearch lacks. */
let distribution: StandIn;
let fromMs: number;

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  await attackElasticsearch(store, { folder, eventsADay: 300 });
  fromMs = Date.now() - 3_600_000;
  distribution = await elasticsearchDistribution(store.url);
  await grafana.useDataSource(UID, 'elasticsearch', distribution.url, elasticsearchSettings());
  for (const dashboard of dashboards.values()) await grafana.useDashboard(dashboard);
}, 300_000);
afterAll(async () => {
  await distribution?.close();
  await store?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a dashboard over Elasticsearch in a real Grafana', () => {
  it.each(panels.map((panel) => [`${panel.dashboard} #${panel.id}: ${panel.title}`, panel] as const))(
    'has an answer for %s',
    async (_, panel) => {
      for (const target of panel.targets) {
        const toMs = Date.now();
        const query = elasticsearchPanelQuery(target, UID, fromMs, toMs);
        expect(hasAnswer(await grafana.query(query, fromMs, toMs))).toBe(true);
      }
    },
  );

  it('can be looked at: a picture of each', { timeout: 180_000 }, async () => {
    const into = process.env['GRAFANA_SCREENSHOTS'] ?? join(folder, 'pictures');
    const pictures = await pictureDashboards(grafana, dashboards, UID, join(into, 'elasticsearch'));
    expect(pictures.length).toBe(dashboards.size);
    for (const file of pictures) expect(statSync(file).size).toBeGreaterThan(20_000);
  });
});
