import type { Raised } from '../alerts/rule-scheduler.ts';
import type { Webhook } from '../alerts/webhook.ts';
import type { Story, Told } from './tell-story.ts';

/** Bars of the design, from the event to whoever is woken: by Loki's ruler through Alertmanager, and by rules in ES|QL. */
export const RULER_WITHIN_MS = 15_000;
export const ESQL_WITHIN_MS = 30_000;

/** What was paged, as alerts. */
export function paged(webhook: Webhook): readonly Raised[] {
  return webhook.alerts
    .filter(({ status }) => status === 'firing')
    .map(({ labels, annotations, atMs }) => ({
      alert: labels['alertname'] ?? '',
      about: JSON.stringify([labels, annotations]),
      atMs,
    }));
}

/**
 * Milliseconds from the first event of the story, which comes before the attack, to the alert, by alert; those that name the attacker or his
 * account. Alerts that do not come within the patience are absent.
 */
export async function raisedAfter(
  { client, actor }: Pick<Story, 'client' | 'actor'>,
  { beganMs }: Pick<Told, 'beganMs'>,
  raised: () => readonly Raised[],
  wanted: readonly string[],
  patienceMs: number,
): Promise<Readonly<Record<string, number>>> {
  const found = (): readonly (readonly [string, number])[] =>
    raised()
      .filter(({ atMs, about }) => atMs >= beganMs && [client, actor].some((name) => about.includes(name)))
      .map(({ alert, atMs }) => [alert, atMs - beganMs] as const)
      .toReversed(); // the first of an alert wins below
  for (const untilMs = beganMs + patienceMs; Date.now() < untilMs; ) {
    const names = new Set(found().map(([name]) => name));
    if (wanted.every((name) => names.has(name))) break;
    await new Promise((settle) => setTimeout(settle, 50));
  }
  return Object.fromEntries(found());
}
