import type { Investigation, JudgedRow } from './investigation.js';

/** What the rows of one kind come to, so that ten thousand of them are read in a line. */
export interface Chapter {
  /** `entry`, `escalation`, `damage`, `covering up`: what such events mean where an attacker caused them. `noticed`: incidents. */
  readonly name: ChapterName;
  /** Time of the first and of the last row, RFC 3339; empty where none has one. */
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  /** Rows whose outcome is a failure: what was tried and refused. */
  readonly failed: number;
  /** Rows whose seal does not hold or that have none: what they add to the chapter may be made up. */
  readonly unproven: number;
  /** Records touched by what was not refused. */
  readonly records: number;
  /** The most frequent first; of incidents, what was noticed and how bad it is, once each. */
  readonly events: readonly { readonly event: string; readonly rows: number }[];
  readonly clients: readonly string[];
  readonly actors: readonly string[];
}

export type ChapterName = 'entry' | 'escalation' | 'damage' | 'covering up' | 'noticed';

/** The second word of an event's name says what it is about. */
const CHAPTER_OF: Readonly<Record<string, ChapterName>> = {
  authn: 'entry',
  session: 'entry',
  input: 'entry',
  malicious: 'entry',
  excess: 'entry',
  mcp: 'entry',
  upload: 'entry',
  authz: 'escalation',
  privilege: 'escalation',
  admin: 'escalation',
  user: 'escalation',
  group: 'escalation',
  config: 'escalation',
  crypto: 'escalation',
  sys: 'escalation',
  sensitive: 'damage',
  transaction: 'damage',
  sequence: 'damage',
  audit_log: 'covering up',
  incident: 'noticed',
};

/** Single events that mean something else than their neighbours. */
const EXCEPTIONS: Readonly<Record<string, ChapterName>> = {
  'security.user.delete': 'damage',
  'security.sys.monitor.disable': 'covering up',
  'security.incident.suppression.start': 'covering up',
  'security.incident.suppression.end': 'covering up',
};

const ORDER: readonly ChapterName[] = ['entry', 'escalation', 'damage', 'covering up', 'noticed'];
/** A story names as many events and clients of a chapter; the rows have them all. */
const MAX_NAMES = 5;

/** The rows of a story by what they mean, in the order in which an attack goes. Rows outside the vocabulary are in none. */
export function chaptersOf(rows: readonly JudgedRow[]): readonly Chapter[] {
  const byName = new Map<ChapterName, JudgedRow[]>(ORDER.map((name) => [name, []]));
  for (const row of rows) {
    const name = chapterOf(row);
    if (name !== undefined) byName.get(name)?.push(row);
  }
  return [...byName].flatMap(([name, own]) => (own.length === 0 ? [] : [chapter(name, own)]));
}

function chapterOf({ event }: JudgedRow): ChapterName | undefined {
  const [security, group = ''] = event.split('.');
  if (security !== 'security') return undefined;
  return EXCEPTIONS[event] ?? (Object.hasOwn(CHAPTER_OF, group) ? CHAPTER_OF[group] : undefined);
}

function chapter(name: ChapterName, rows: readonly JudgedRow[]): Chapter {
  const times = rows.map(({ time }) => time).filter((time) => time !== '');
  return {
    name,
    from: times[0] ?? '',
    to: times.at(-1) ?? '',
    rows: rows.length,
    failed: rows.filter(({ outcome }) => outcome === 'failure').length,
    unproven: rows.filter(({ seal }) => seal !== 'sealed').length,
    records: rows.reduce((sum, { outcome, records }) => (outcome === 'failure' ? sum : sum + records), 0),
    events: counted(rows.map(({ event, noticed }) => noticed || event)).map(([event, count]) => ({
      event,
      rows: count,
    })),
    clients: known(rows.map(({ client }) => client)),
    actors: name === 'noticed' ? [] : known(rows.map(({ actor }) => actor)),
  };
}

/** The most frequent first, and no more than are named. */
function counted(names: readonly string[]): [name: string, count: number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).slice(0, MAX_NAMES);
}

/** Names that say who it was. */
function known(names: readonly string[]): string[] {
  const said = names.filter((name) => !['', 'unknown', 'anonymous'].includes(name) && !name.startsWith('[REDACTED'));
  return counted(said).map(([name]) => name);
}

/** Who and what else to ask for: a name leads to addresses, an address to the names that got further than the door. */
export function leadsOf(
  subject: Pick<Investigation['subject'], 'kind' | 'value'>,
  chapters: readonly Chapter[],
): readonly string[] {
  const further = chapters.filter(({ name }) => name !== 'entry' && name !== 'noticed');
  const clients = chapters.flatMap((chapter) => chapter.clients).map((client) => `--client ${quotedForShell(client)}`);
  const actors = further.flatMap((chapter) => chapter.actors).map((actor) => `--actor ${quotedForShell(actor)}`);
  const leads = new Set([...clients, ...actors]);
  leads.delete(`--${subject.kind} ${quotedForShell(subject.value)}`);
  return [...leads].slice(0, MAX_NAMES);
}

/** One line a chapter. Not escaped. */
export function chapterLine(chapter: Chapter): string {
  const { name, from, to, rows, failed, unproven, records, events, clients } = chapter;
  const [first, last] = [toTheSecond(from), toTheSecond(to)];
  const span = first === last ? first : `${first} to ${last}`;
  const refused = failed === 0 ? '' : `, ${failed} refused or failed`;
  const doubtful = unproven === 0 ? '' : `, ${unproven} not proven`;
  const touched = name === 'damage' ? `${records} ${records === 1 ? 'record' : 'records'} in ` : '';
  const origin = clients.length === 0 ? '' : ` from ${clients.join(', ')}`;
  const what = events.map((each) => (name === 'noticed' ? each.event : `${each.event} ×${each.rows}`)).join(', ');
  return `${name}: ${touched}${rows} ${rows === 1 ? 'event' : 'events'}${refused}${doubtful}, ${span}${origin}: ${what}`;
}

/** Nanoseconds are for the rows. */
function toTheSecond(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}

/** A name from a log may have been chosen by somebody who knows that it is pasted into a shell. */
function quotedForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
