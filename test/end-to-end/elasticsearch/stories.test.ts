import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { Collector } from '../../backends/otelcol/collector.ts';
import { RuleScheduler } from '../alerts/rule-scheduler.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { documentedSettings } from '../stores/documented-settings.ts';
import { installAlertTemplate } from '../stores/otel-template.ts';
import { expectCleaningShows, expectRaised, expectStory } from '../stories/expect-story.ts';
import { ESQL_WITHIN_MS, raisedAfter } from '../stories/raised-after.ts';
import { tellStory } from '../stories/tell-story.ts';
import { AIRLINE_STORY, EXPECTED, HEALTH_STORY } from '../stories/the-two-stories.ts';
import { elasticsearchStories, scheduledRules, streamOf } from './story-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-stories-'));
let elasticsearch: Elasticsearch;
let collector: Collector;
let keys: Keys;

interface Documented {
  readonly exporters: { readonly elasticsearch: Readonly<Record<string, unknown>> };
}

beforeAll(async () => {
  elasticsearch = await Elasticsearch.start(folder);
  await installAlertTemplate(elasticsearch.url);
  const settings = documentedSettings<Documented>('exporters').exporters.elasticsearch;
  collector = await Collector.start({
    version: 'v0.120',
    folder: subFolder(folder, 'collector'),
    exporters: { elasticsearch: { ...settings, endpoints: [elasticsearch.url] } },
  });
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await collector.stop();
  await elasticsearch.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([AIRLINE_STORY, HEALTH_STORY])(
  'the story of $service in Elasticsearch',
  { timeout: 240_000 },
  (story) => {
    it('is noticed at once, told from beginning to end, and shows when somebody cleans it up', async () => {
      const store = elasticsearchStories(elasticsearch.url, collector.url);
      const resource = { ...story.resource, 'data_stream.namespace': streamOf(story.service) };
      const scheduler = RuleScheduler.start(scheduledRules(elasticsearch.url, story.service));
      const told = await tellStory({ ...story, resource }, store, keys, join(folder, story.name));
      expectStory(story, told, 'search');
      const wanted = EXPECTED[story.name].raised;
      const laterMs = await raisedAfter(story, told, () => scheduler.raised, wanted, 2 * ESQL_WITHIN_MS);
      await scheduler.stop();
      expectRaised(story, "by ES|QL, run in Kibana's place", laterMs, ESQL_WITHIN_MS);
      await expectCleaningShows(story, store, keys);
    });
  },
);
