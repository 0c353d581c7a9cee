import { expect } from 'vitest';

import type { Keys } from '../otelcol/command.ts';
import { verifyStore } from '../stores/verify-store.ts';
import { TEST_CARD_NUMBER } from './airline.ts';
import type { Story, StoryStore, Told } from './tell-story.ts';
import { EXPECTED } from './the-two-stories.ts';

/** Bar of the design: in the process. */
const NOTICED_WITHIN_MS = 1_000;
/** Bars of the design by a rule of Loki's ruler and by a scheduled one of Elastic or OpenSearch, which cannot alert before the record is there. */
const STORED_WITHIN_MS = { loki: 15_000, search: 30_000 } as const;

/** What a story must show in any store before somebody cleans it up. */
export function expectStory(
  story: Story,
  { incidents, arrivalMs, verified, byActor, byClient, stored }: Told,
  store: keyof typeof STORED_WITHIN_MS,
): void {
  const { noticed, byClient: lines } = EXPECTED[story.name];
  const told = incidents.filter(({ state }) => state !== 'ended');
  expect([...new Set(told.map(({ detector }) => detector))]).toEqual(noticed);
  expect(Math.max(...told.map(({ latencyMs }) => latencyMs))).toBeLessThan(NOTICED_WITHIN_MS);
  expect(Object.keys(arrivalMs).sort()).toEqual([...noticed].sort());
  expect(Math.max(...Object.values(arrivalMs))).toBeLessThan(STORED_WITHIN_MS[store]);
  expect([verified.code, verified.out]).toEqual([0, expect.stringMatching(/^INTACT /)]);
  for (const line of lines) expect(byClient.out).toMatch(line);
  expect(byActor.out).toMatch(new RegExp(`^ask for as well: --client '${story.client}'$`, 'm'));
  expect(stored).toContain(story.actor);
  expect(stored).not.toContain(TEST_CARD_NUMBER);
}

/** Records that the attacker would rather not have there: of his way in, by their numbers. */
export const CLEANED: readonly number[] = [30, 31];

/** Erases them with the store's own tools and asks the verifier. */
export async function expectCleaningShows(story: Story, store: StoryStore, keys: Keys): Promise<string> {
  await store.erase(story.service, CLEANED);
  const [source = '', ...more] = store.source(story.service);
  const { code, firstLine } = await verifyStore(source, keys, ...more);
  expect([code, firstLine]).toEqual([1, expect.stringMatching(/^NOT INTACT MISSING [0-9a-f]{32} #30–31 /)]);
  return firstLine;
}

/** What a story must raise, and how soon; what was measured is printed. */
export function expectRaised(
  story: Story,
  where: string,
  laterMs: Readonly<Record<string, number>>,
  withinMs: number,
): void {
  const shown = Object.entries(laterMs).map(([alert, ms]) => `${alert} ${(ms / 1_000).toFixed(1)} s`);
  process.stdout.write(`${story.service}, from the story's first event to the alert ${where}: ${shown.join(', ')}\n`);
  const wanted = EXPECTED[story.name].raised;
  expect(Object.keys(laterMs)).toEqual(expect.arrayContaining([...wanted]));
  expect(Math.max(...wanted.map((alert) => laterMs[alert] as number))).toBeLessThan(withinMs);
}
