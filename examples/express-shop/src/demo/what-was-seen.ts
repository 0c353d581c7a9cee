import { attribute, type StoredRecord } from './stored-records.ts';

const WORST_FIRST = ['CRITICAL', 'WARN', 'INFO'];

/** `severity | event | how often | the first of them in words`, the worst first. */
export function seenEvents(records: readonly StoredRecord[]): string[][] {
  const byEvent = Map.groupBy(records.filter(isSecurityEvent), ({ eventName }) => eventName ?? '');
  const rows = [...byEvent].map(([name, events]) => {
    const [first] = events.toSorted((a, b) => rank(a) - rank(b));
    return [
      first?.severityText ?? '',
      `${events.length} ×`.padStart(4),
      name.replace(/^security\./, ''),
      first?.body?.stringValue ?? '',
    ];
  });
  return rows.toSorted(
    (a, b) =>
      WORST_FIRST.indexOf(a[0] ?? '') - WORST_FIRST.indexOf(b[0] ?? '') || (a[2] ?? '').localeCompare(b[2] ?? ''),
  );
}

const PLAIN_NAME = /^[\w.@-]+$/;

/** What became of user names that were typed to harm the log or its reader: the sentence they stand in. */
export function seenHostileNames(records: readonly StoredRecord[]): string[] {
  const strangers = records.filter((record) => attribute(record, 'security.reason') === 'unknown_user');
  const hostile = strangers.filter((record) => !PLAIN_NAME.test(attribute(record, 'audit.actor.id') ?? ''));
  return hostile.map(({ body }) => body?.stringValue ?? '');
}

export function isSecurityEvent({ eventName }: StoredRecord): boolean {
  return eventName?.startsWith('security.') === true;
}

export function isControlRecord({ eventName }: StoredRecord): boolean {
  return eventName?.startsWith('audit.') === true;
}

function rank({ severityNumber }: StoredRecord): number {
  return -(severityNumber ?? 0);
}
