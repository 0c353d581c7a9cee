import type { StoredEvent } from '../../../packages/operations/test/reference-engine.ts';
import { OF_SOME_ATTACKERS, type RunbookQuery, type ShownRecord, wrongWith } from './runbook-queries.ts';

/** About so many attackers of an alert each query is asked; about all where it may find nothing of some. */
const ATTACKERS = 3;

/**
 * Asks a store every query, as it stands in the runbook, about the attackers that the alerts named.
 *
 * @param sent everything that was sent to the store
 * @returns what is wrong with the answers, in words
 */
export async function complaints(
  queries: readonly RunbookQuery[],
  sent: readonly StoredEvent[],
  ask: (query: string) => Promise<readonly ShownRecord[]>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { title, plan, asked } of queries) {
    const ofSome = OF_SOME_ATTACKERS.includes(title);
    const wrong: string[] = [];
    const chosen = ofSome ? asked : asked.slice(0, ATTACKERS);
    for (const one of chosen) {
      const shown = await ask(one.query);
      const reason = wrongWith(one, plan, shown, sent);
      if (reason !== undefined && !(ofSome && shown.length === 0)) found.push(`${title}: ${reason}: ${one.query}`);
      if (reason !== undefined) wrong.push(reason);
    }
    if (wrong.length === chosen.length) found.push(`${title}: it says nothing of any attacker`);
  }
  return found;
}
