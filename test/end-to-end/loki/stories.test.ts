import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { Alertmanager } from '../../backends/alertmanager/alertmanager.ts';
import { Loki, type LokiOptions } from '../../backends/loki/loki.ts';
import { rulerGroups } from '../alerts/shipped-rules.ts';
import { Webhook } from '../alerts/webhook.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { expectCleaningShows, expectRaised, expectStory } from '../stories/expect-story.ts';
import { LOKI_THAT_DELETES } from '../stories/loki-that-deletes.ts';
import { paged, RULER_WITHIN_MS, raisedAfter } from '../stories/raised-after.ts';
import { tellStory } from '../stories/tell-story.ts';
import { AIRLINE_STORY, EXPECTED, HEALTH_STORY } from '../stories/the-two-stories.ts';
import { lokiStories } from './story-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-stories-'));
let loki: Loki;
let keys: Keys;
let webhook: Webhook;
let alertmanager: Alertmanager;
let settings: Omit<LokiOptions, 'folder'>;
const store = lokiStories(
  () => loki,
  async () => {
    const port = Number(new URL(loki.url).port);
    await loki.stop();
    loki = await Loki.start({ folder, port, ...settings });
  },
);

beforeAll(async () => {
  webhook = await Webhook.start();
  alertmanager = await Alertmanager.start(join(folder, 'alertmanager'), webhook.url);
  settings = { ...LOKI_THAT_DELETES, alertmanagerUrl: alertmanager.url, rules: JSON.stringify(rulerGroups()) };
  loki = await Loki.start({ folder, ...settings });
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await loki.stop();
  await alertmanager.stop();
  await webhook.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([AIRLINE_STORY, HEALTH_STORY])('the story of $service in Loki', { timeout: 240_000 }, (story) => {
  it('is noticed at once, told from beginning to end, and shows when somebody cleans it up', async () => {
    const told = await tellStory(story, store, keys, join(folder, story.name));
    expectStory(story, told, 'loki');
    const wanted = EXPECTED[story.name].raised;
    const laterMs = await raisedAfter(story, told, () => paged(webhook), wanted, 2 * RULER_WITHIN_MS);
    expectRaised(story, "by Loki's ruler", laterMs, RULER_WITHIN_MS);
    await expectCleaningShows(story, store, keys);
  });
});
