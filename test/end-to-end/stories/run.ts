// Tells both stories on both stores and writes packages/operations/docs/stories.md with what was measured: `node test/end-to-end/stories/run.ts`.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Alertmanager } from '../../backends/alertmanager/alertmanager.ts';
import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { Loki, type LokiOptions } from '../../backends/loki/loki.ts';
import { Collector } from '../../backends/otelcol/collector.ts';
import { RuleScheduler } from '../alerts/rule-scheduler.ts';
import { rulerGroups } from '../alerts/shipped-rules.ts';
import { Webhook } from '../alerts/webhook.ts';
import { elasticsearchStories, scheduledRules, streamOf } from '../elasticsearch/story-store.ts';
import { lokiStories } from '../loki/story-store.ts';
import { generateKeys, otelseal } from '../otelcol/command.ts';
import { documentedSettings } from '../stores/documented-settings.ts';
import { installAlertTemplate } from '../stores/otel-template.ts';
import { CLEANED } from './expect-story.ts';
import { LOKI_THAT_DELETES } from './loki-that-deletes.ts';
import { ESQL_WITHIN_MS, paged, RULER_WITHIN_MS, raisedAfter } from './raised-after.ts';
import { type Chapter, storiesPage } from './stories-page.ts';
import { type StoryStore, tellStory } from './tell-story.ts';
import { AIRLINE_STORY, EXPECTED, HEALTH_STORY } from './the-two-stories.ts';

const PAGE = new URL('../../../packages/operations/docs/stories.md', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'otelseal-stories-'));
const keys = await generateKeys(folder);
const elasticsearch = await Elasticsearch.start(folder);
await installAlertTemplate(elasticsearch.url);
const { exporters } = documentedSettings<{ exporters: { elasticsearch: object } }>('exporters');
const collector = await Collector.start({
  version: 'v0.120',
  folder: join(folder, 'collector'),
  exporters: { elasticsearch: { ...exporters.elasticsearch, endpoints: [elasticsearch.url] } },
});
const lokiFolder = mkdtempSync(join(folder, 'loki-'));
const webhook = await Webhook.start();
const alertmanager = await Alertmanager.start(join(folder, 'alertmanager'), webhook.url);
const rules = JSON.stringify(rulerGroups());
const settings: LokiOptions = { folder: lokiFolder, ...LOKI_THAT_DELETES, alertmanagerUrl: alertmanager.url, rules };
let loki = await Loki.start(settings);
const stores: Readonly<Record<string, StoryStore>> = {
  Loki: lokiStories(
    () => loki,
    async () => {
      const port = Number(new URL(loki.url).port);
      await loki.stop();
      loki = await Loki.start({ ...settings, port });
    },
  ),
  Elasticsearch: elasticsearchStories(elasticsearch.url, collector.url),
};

const chapters: Chapter[] = [];
for (const story of [AIRLINE_STORY, HEALTH_STORY]) {
  for (const [name, store] of Object.entries(stores)) {
    const resource = { ...story.resource, 'data_stream.namespace': streamOf(story.service) };
    const rules = name === 'Loki' ? [] : scheduledRules(elasticsearch.url, story.service);
    const scheduler = RuleScheduler.start(rules);
    const told = await tellStory({ ...story, resource }, store, keys, join(folder, `${story.name}-${name}`));
    const raised = () => (name === 'Loki' ? paged(webhook) : scheduler.raised);
    const patienceMs = 2 * (name === 'Loki' ? RULER_WITHIN_MS : ESQL_WITHIN_MS);
    const laterMs = await raisedAfter(story, told, raised, EXPECTED[story.name].raised, patienceMs);
    await scheduler.stop();
    await store.erase(story.service, CLEANED);
    const cleaned = await otelseal('verify', ...store.source(story.service), '--trust', keys.trust);
    chapters.push({ story, store: name, told, laterMs, cleaned });
  }
}
await collector.stop();
await elasticsearch.stop();
await loki.stop();
await alertmanager.stop();
await webhook.close();
rmSync(folder, { recursive: true, force: true });
writeFileSync(PAGE, storiesPage(chapters));
