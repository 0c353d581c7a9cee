import type { Webhook } from '../alerts/webhook.ts';
import type { Story, Told } from './tell-story.ts';

/** Bar of the design: from the event to whoever is woken, by Loki's ruler. */
export const PAGED_WITHIN_MS = 15_000;
const PATIENCE_MS = 30_000;

/**
 * Milliseconds from the first incident that the application itself noticed to the page, by alert; those that name the attacker or his account.
 * Alerts that do not come are absent.
 */
export async function pagedAfter(
  { client, actor }: Pick<Story, 'client' | 'actor'>,
  { incidents }: Told,
  webhook: Webhook,
  wanted: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const startedMs = Math.min(...incidents.map(({ atMs }) => atMs));
  const paged = (): readonly (readonly [string, number])[] =>
    webhook.alerts
      .filter(({ status, atMs }) => status === 'firing' && atMs >= startedMs)
      .filter(({ labels, annotations }) =>
        [client, actor].some((name) => JSON.stringify([labels, annotations]).includes(name)),
      )
      .map(({ labels, atMs }) => [labels['alertname'] ?? '', atMs - startedMs] as const)
      .toReversed(); // the first of an alert wins below
  for (const untilMs = startedMs + PATIENCE_MS; Date.now() < untilMs; ) {
    const names = new Set(paged().map(([name]) => name));
    if (wanted.every((name) => names.has(name))) break;
    await new Promise((settle) => setTimeout(settle, 50));
  }
  return Object.fromEntries(paged());
}
