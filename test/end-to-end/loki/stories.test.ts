import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { expectCleaningShows, expectStory } from '../stories/expect-story.ts';
import { LOKI_THAT_DELETES } from '../stories/loki-that-deletes.ts';
import { tellStory } from '../stories/tell-story.ts';
import { AIRLINE_STORY, HEALTH_STORY } from '../stories/the-two-stories.ts';
import { lokiStories } from './story-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-stories-'));
let loki: Loki;
let keys: Keys;
const store = lokiStories(
  () => loki,
  async () => {
    const port = Number(new URL(loki.url).port);
    await loki.stop();
    loki = await Loki.start({ folder, port, ...LOKI_THAT_DELETES });
  },
);

beforeAll(async () => {
  loki = await Loki.start({ folder, ...LOKI_THAT_DELETES });
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([AIRLINE_STORY, HEALTH_STORY])('the story of $service in Loki', { timeout: 240_000 }, (story) => {
  it('is noticed at once, told from beginning to end, and shows when somebody cleans it up', async () => {
    expectStory(story, await tellStory(story, store, keys, join(folder, story.name)));
    await expectCleaningShows(story, store, keys);
  });
});
