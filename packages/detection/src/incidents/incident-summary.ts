import type { NamesSeen } from '../incident.js';

/** What a summary is made of; names as the privacy settings show them. */
export interface SummaryFacts {
  readonly title: string;
  readonly what: string;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly users: NamesSeen;
  readonly sources: NamesSeen;
}

/** One sentence: `Brute force from 203.0.113.50 on account alice: many passwords tried, 12 events in 40.0 s`. */
export function incidentSummary(facts: SummaryFacts): string {
  const { title, what, count, firstMs, lastMs, users, sources } = facts;
  const from = named('from', sources, 'clients');
  const on = named('on account', users, 'accounts', 'on');
  const events = count === 1 ? '1 event' : `${count} events in ${duration(lastMs - firstMs)}`;
  return `${title}${from}${on}: ${what}, ${events}`;
}

function named(before: string, { distinct, shown }: NamesSeen, many: string, beforeMany = before): string {
  if (distinct === 0) return '';
  return distinct === 1 && shown[0] !== undefined ? ` ${before} ${shown[0]}` : ` ${beforeMany} ${distinct} ${many}`;
}

function duration(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
