import type { AlertPlan } from '@otelseal/operations';

import { type Fired, isCounted, type StoredEvent } from '../../../packages/operations/test/reference-engine.ts';
import { blocksOf, filled, PLACEHOLDERS, runbookPages } from '../../../packages/operations/test/runbook-pages.ts';

/** The field that each word stands for. */
const FIELDS: Readonly<Record<string, string>> = {
  CLIENT: 'client.address',
  ACCOUNT: 'audit.actor.id',
  SESSION: 'session.id',
  SERVICE: 'service.name',
  STREAM: 'audit.sequence.stream_id',
  INCIDENT: 'security.incident.id',
  TARGET: 'audit.target.id',
};
/** What an alert calls a field that differs from step to step, as its page says. */
const ALIASES: Readonly<Record<string, string>> = { ACCOUNT: 'account' };

/** A query of a runbook with the labels of an alert in it: what somebody asks whom the alert woke. */
export interface AskedQuery {
  readonly query: string;
  /** Field and value that each label gave. */
  readonly about: readonly (readonly [field: string, value: string])[];
}

/** A query of a runbook as an alert that leads to the page fills it in, about each whom the alert fired for. */
export interface RunbookQuery {
  readonly title: string;
  readonly plan: AlertPlan;
  readonly asked: readonly AskedQuery[];
}

/**
 * Every query of every runbook, filled in from the labels of each alert that has a label for all of its words.
 *
 * @param fired what the alerts named, by their own labels
 */
export function runbookQueries(
  language: 'logql' | 'esql',
  plans: readonly AlertPlan[],
  fired: readonly Fired[],
): readonly RunbookQuery[] {
  return runbookPages().flatMap((page) =>
    blocksOf(page, language).flatMap((query, index) => {
      const words = PLACEHOLDERS.filter((word) => query.includes(`"${word}"`));
      const able = plans.filter(
        (plan) => plan.runbook === page.name && words.every((word) => labelAt(plan, word) >= 0),
      );
      return able.map((plan) => ({
        title: `${page.name}, query ${index + 1}, for ${plan.name}`,
        plan,
        asked: fired.filter(({ alert }) => alert === plan.name).map((one) => askedOf(query, words, plan, one)),
      }));
    }),
  );
}

function labelAt(plan: AlertPlan, word: string): number {
  const labels = plan.kind === 'events' ? plan.fields : plan.keys;
  const at = labels.indexOf(FIELDS[word] ?? '');
  return at >= 0 ? at : labels.indexOf(ALIASES[word] ?? '');
}

function askedOf(query: string, words: readonly string[], plan: AlertPlan, { values }: Fired): AskedQuery {
  const given = words.map((word) => [word, values[labelAt(plan, word)] ?? ''] as const);
  return {
    query: filled(query, Object.fromEntries(given)),
    about: given.map(([word, value]) => [FIELDS[word] ?? '', value] as const),
  };
}

/** What a store showed to a query: time, event, and where the store gives them the fields. */
export interface ShownRecord {
  readonly timeMs: number;
  readonly eventName: string;
}

/**
 * What is wrong with an answer: that it is empty, that a record in it is not about whom the labels name, or that it shows none of the events
 * that set the alert off.
 *
 * @param sent everything that was sent to the store
 */
export function wrongWith(
  { about }: AskedQuery,
  plan: AlertPlan,
  shown: readonly ShownRecord[],
  sent: readonly StoredEvent[],
): string | undefined {
  if (shown.length === 0) return 'nothing was found';
  const wanted = sent.filter(({ attributes }) => about.every(([field, value]) => attributes[field] === value));
  const key = (timeMs: number, name: unknown): string => `${timeMs} ${String(name)}`;
  const known = new Map(wanted.map((event) => [key(event.timeMs, event.attributes['event.name']), event]));
  const events = shown.map(({ timeMs, eventName }) => known.get(key(timeMs, eventName)));
  if (events.includes(undefined)) return 'a record is not about whom the alert names';
  if (!events.some((event) => isCounted(plan, event as StoredEvent))) return 'no event of the attack is shown';
  return undefined;
}

/** Queries that may find nothing about one attacker and something about the next: whether anybody got in. */
export const OF_SOME_ATTACKERS: readonly string[] = ['credential-stuffing, query 2, for credential_stuffing'];
