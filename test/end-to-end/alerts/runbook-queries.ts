import type { AlertPlan } from '@otelseal/operations';

import type { Fired } from '../../../packages/operations/test/reference-engine.ts';
import { blocksOf, filled, PLACEHOLDERS, runbookPages } from '../../../packages/operations/test/runbook-pages.ts';
import type { PlainRecord } from './plain-request.ts';

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
export const SEED_SERVICE = 'seed';
const SEEDED: Readonly<Record<string, string>> = Object.fromEntries(
  PLACEHOLDERS.map((word) => [word, word === 'SERVICE' ? SEED_SERVICE : `seed-${word.toLowerCase()}`]),
);
/** What the pages show besides. */
const SHOWN = [
  'security.reason',
  'user_agent.original',
  'security.transaction.amount',
  'security.transaction.counterparty',
];
const SHOWN_OF_INCIDENTS = ['security.incident.severity', 'security.incident.summary', 'security.incident.detector'];

/** A query as a runbook has it, filled in for somebody. */
export interface RunbookQuery {
  readonly title: string;
  readonly query: string;
}

/**
 * Every query of every runbook. The first of a page is about the first attacker that an alert of it named, or about the seed where the day
 * had none; the others may find nothing about an attacker, and are about the seed.
 */
export function runbookQueries(
  language: 'logql' | 'esql',
  plans: readonly AlertPlan[],
  fired: readonly Fired[],
): readonly RunbookQuery[] {
  return runbookPages().flatMap((page) =>
    blocksOf(page, language).map((query, index) => ({
      title: `${page.name}, query ${index + 1}`,
      query: filled(query, index === 0 ? valuesFor(query, page.name, plans, fired) : SEEDED),
    })),
  );
}

function valuesFor(query: string, page: string, plans: readonly AlertPlan[], fired: readonly Fired[]) {
  const wanted = PLACEHOLDERS.filter((word) => query.includes(`"${word}"`));
  for (const plan of plans.filter(({ runbook }) => runbook === page)) {
    const about = fired.find(({ alert }) => alert === plan.name)?.about.split(' ');
    const names = plan.kind === 'events' ? plan.fields : plan.keys;
    const values = wanted.map((word) => about?.[names.indexOf(FIELDS[word] as string)]);
    if (values.every((value) => value !== undefined && value !== 'undefined')) {
      return Object.fromEntries(wanted.map((word, index) => [word, values[index] as string]));
    }
  }
  return SEEDED;
}

/** One record of every event that a runbook asks for, about the seed. */
export function seedRecords(timeMs: number): readonly PlainRecord[] {
  const pages = runbookPages().flatMap((page) => blocksOf(page, 'esql'));
  const events = new Set(pages.flatMap((query) => query.match(/"(?:security|audit)\.[a-z_.0-9]+"/g) ?? []));
  const about = Object.fromEntries(PLACEHOLDERS.map((word) => [FIELDS[word] as string, SEEDED[word] as string]));
  const shown = Object.fromEntries([...SHOWN, ...SHOWN_OF_INCIDENTS].map((field) => [field, 'shown']));
  const { 'service.name': _service, ...attributes } = { ...about, ...shown };
  return [...events].map((event) => ({
    timeMs,
    eventName: event.slice(1, -1),
    attributes: { ...attributes, 'security.data.count': 1, 'security.incident.count': 1 },
  }));
}
