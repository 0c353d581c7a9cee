import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import type { Collector } from '../../backends/otelcol/collector.ts';
import { RuleScheduler } from '../alerts/rule-scheduler.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { expectCleaningShows, expectRaised, expectStory } from '../stories/expect-story.ts';
import { raisedAfter } from '../stories/raised-after.ts';
import { tellStory } from '../stories/tell-story.ts';
import { AIRLINE_STORY, EXPECTED, HEALTH_STORY } from '../stories/the-two-stories.ts';
import { bulkWriter, collectorBefore } from './bulk-writer.ts';
import { indexOfRequest, openSearchStories, scheduledMonitors } from './story-store.ts';
import { installAlertTemplate } from './templates.ts';

/** A monitor runs once a minute, which is as often as the plugin takes. */
const MONITORS_WITHIN_MS = 75_000;
const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-stories-'));
let opensearch: OpenSearch;
let writer: Awaited<ReturnType<typeof bulkWriter>>;
let collector: Collector;
let keys: Keys;

beforeAll(async () => {
  opensearch = await OpenSearch.start(folder);
  await installAlertTemplate(opensearch.url);
  writer = await bulkWriter(() => opensearch.url, indexOfRequest);
  collector = await collectorBefore(writer, join(folder, 'collector'));
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await collector.stop();
  await writer.close();
  await opensearch.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([AIRLINE_STORY, HEALTH_STORY])('the story of $service in OpenSearch', { timeout: 240_000 }, (story) => {
  it('is noticed at once, told from beginning to end, and shows when somebody cleans it up', async () => {
    const store = openSearchStories(opensearch.url, collector.url);
    const scheduler = RuleScheduler.start(scheduledMonitors(opensearch.url, story.service));
    const told = await tellStory(story, store, keys, join(folder, story.name));
    expectStory(story, told, 'search');
    const wanted = EXPECTED[story.name].raised;
    const laterMs = await raisedAfter(story, told, () => scheduler.raised, wanted, 2 * MONITORS_WITHIN_MS);
    await scheduler.stop();
    expectRaised(story, "by monitors, run in the alerting plugin's place", laterMs, MONITORS_WITHIN_MS);
    await expectCleaningShows(story, store, keys);
  });
});
