import { attribute, type StoredRecord } from './stored-records.ts';

/** Kinds of events shown with an example; the rest is named in one line. */
const MOST_SHOWN = 12;

/** `severity | how often | event | one of them in words`, the worst and then the most frequent first. */
export function seenEvents(records: readonly StoredRecord[]): string[][] {
  const byName = [...Map.groupBy(records.filter(isSecurityEvent), ({ eventName }) => eventName ?? '')];
  const ranked = byName.toSorted(([, a], [, b]) => severity(b) - severity(a) || b.length - a.length);
  const rows = ranked.slice(0, MOST_SHOWN).map(([name, events]) => {
    const { severityText = '', body } = events[0] ?? {};
    return [severityText, `${events.length} ×`.padStart(4), shortName(name), body?.stringValue ?? ''];
  });
  const others = ranked.slice(MOST_SHOWN).map(([name]) => shortName(name));
  return others.length === 0 ? rows : [...rows, [`and ${others.length} other kinds: ${others.join(', ')}`]];
}

const PLAIN_NAME = /^[\w.@-]+$|^\[\w+:\w+\]$/;

/** What became of user names that were typed to harm the log or its reader. */
export function seenHostileNames(records: readonly StoredRecord[]): string[] {
  const strangers = records.filter((record) => attribute(record, 'security.reason') === 'unknown_user');
  return strangers.map((record) => attribute(record, 'audit.actor.id') ?? '').filter((name) => !PLAIN_NAME.test(name));
}

export function isSecurityEvent({ eventName }: StoredRecord): boolean {
  return eventName?.startsWith('security.') === true;
}

export function isControlRecord({ eventName }: StoredRecord): boolean {
  return eventName?.startsWith('audit.') === true;
}

function severity(events: readonly StoredRecord[]): number {
  return Math.max(...events.map(({ severityNumber }) => severityNumber ?? 0));
}

function shortName(eventName: string): string {
  return eventName.replace(/^security\./, '');
}
