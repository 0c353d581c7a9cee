import type { EvidenceRecord, Seal } from '../records/evidence-record.js';
import { valueText } from '../records/value-text.js';
import { rfc3339 } from '../records/within.js';

/** One line of a story, as plain texts; what is not known is empty. Not escaped for anything yet. */
export interface TimelineRow {
  readonly what: 'event' | 'incident' | 'gap';
  /** When it happened, RFC 3339 with nanoseconds. */
  readonly time: string;
  readonly event: string;
  readonly outcome: string;
  readonly severity: string;
  readonly actor: string;
  readonly client: string;
  readonly session: string;
  readonly target: string;
  /** Records that were touched: what the event says, else one for an event about sensitive data and none for others. */
  readonly records: number;
  /** Of an incident: what was noticed and how bad it is, as in `mass_deletion high`. */
  readonly noticed: string;
  readonly message: string;
  readonly trace: string;
  readonly service: string;
  /** Where the source has it. */
  readonly place: string;
  readonly seal: Seal | 'unreadable' | undefined;
  /** For sorting; undefined stands before everything. */
  readonly timeNs: bigint | undefined;
}

/** Longest message and longest other text of a row, in UTF-16 units: a story is read, the evidence keeps the whole. */
const MAX_MESSAGE = 1_000;
const MAX_TEXT = 256;

export function timelineRow(record: EvidenceRecord): TimelineRow {
  const { attributes, eventName, timeNs, seal } = record;
  const first = (...names: string[]): string => {
    const known = names.map((name) => valueText(attributes[name])).find((text) => text !== '');
    return cut(known ?? '', MAX_TEXT);
  };
  const [type, id] = [first('audit.target.type'), first('audit.target.id')];
  return {
    what: record.isGap ? 'gap' : eventName.startsWith('security.incident.') ? 'incident' : 'event',
    time: rfc3339(timeNs),
    event: cut(eventName, MAX_TEXT),
    outcome: first('audit.outcome'),
    severity: cut(record.severityText || severityName(record.severityNumber), MAX_TEXT),
    actor: first('audit.actor.id', 'user.id', 'user.name', 'enduser.id'),
    client: first('client.address', 'source.address', 'network.peer.address'),
    session: first('session.id'),
    target: [type, id].filter((text) => text !== '').join(' '),
    records: recordsOf(record),
    noticed: noticedBy(eventName, [first('security.incident.detector'), first('security.incident.severity')]),
    message: cut(record.message, MAX_MESSAGE),
    trace: cut(record.traceId, MAX_TEXT),
    service: cut(record.service, MAX_TEXT),
    place: record.place,
    seal,
    timeNs,
  };
}

/** A suppression names the detector that it silences, and one that was used what it kept back: neither is an incident. */
function noticedBy(eventName: string, said: readonly string[]): string {
  if (eventName.startsWith('security.incident.suppression.')) return '';
  const what = said.join(' ').trim();
  return eventName === 'security.incident.suppress' ? `kept back: ${what}` : what;
}

/** A number as stores give it back: lossless ones may be a bigint or a text. */
function recordsOf({ attributes, eventName }: EvidenceRecord): number {
  const said = Number(valueText(attributes['security.data.count']) || Number.NaN);
  if (Number.isSafeInteger(said) && said >= 0) return said;
  return eventName.startsWith('security.sensitive.') ? 1 : 0;
}

/** OpenTelemetry's ranges of four numbers each. */
function severityName(number: number): string {
  return ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'][Math.ceil(number / 4) - 1] ?? '';
}

/** A copy, so that the record it comes from can be forgotten. */
function cut(text: string, length: number): string {
  return text.length > length ? `${Buffer.from(text.slice(0, length), 'utf16le').toString('utf16le')}…` : text;
}
