import { type Report, reportFirstLine } from '@otelseal/audit-integrity';
import { CATALOGUE_VERSION, EVENTS } from '@otelseal/semantic-conventions';

import { SealStates } from '../records/seal-states.js';
import type { EventCount, SeenRecords } from './seen-records.js';

/** One event of the catalogue and how often it was seen. */
export interface CoveredEvent {
  readonly event: string;
  readonly category: string;
  /** Records under a trusted key and with nothing against their stream. */
  readonly proven: number;
  /** Records with a seal that proves nothing: no trusted key, or a stream with forged records. */
  readonly doubtful: number;
  readonly unsealed: number;
}

/** One item of a standard and its events. */
export interface CoveredItem {
  /** `ASVS:16.3.1` */
  readonly item: string;
  /** `seen`: at least one of its events is there with a seal that holds; `doubtful`: only otherwise. */
  readonly state: 'seen' | 'doubtful' | 'not seen';
  readonly seen: readonly string[];
  readonly notSeen: readonly string[];
}

/** What a log covers: the machine form of `otelseal coverage --json`. */
export interface LogCoverage {
  readonly version: 1;
  readonly catalogue: string;
  readonly verdict: Report['verdict'];
  readonly verdictLine: string;
  readonly verdictExitCode: Report['exitCode'];
  readonly range: Report['range'];
  /** The whole catalogue, in its order. */
  readonly events: readonly CoveredEvent[];
  readonly items: readonly CoveredItem[];
  /** Names that begin with `security.` and are not in the catalogue. */
  readonly unknownNames: Readonly<Record<string, number>>;
  readonly moreUnknown: number;
  readonly facts: {
    readonly events: number;
    readonly incomplete: number;
    readonly lacking: Readonly<Record<string, number>>;
  };
  readonly warnings: {
    readonly records: number;
    readonly withoutMessage: Readonly<Record<string, number>>;
    readonly places: readonly string[];
  };
  readonly coverage: readonly string[];
}

/** Items that ask for events: ASVS 5 chapter V16, PCI DSS 10.2, OWASP Top 10 A09. */
const REPORTED_ITEM = /^(?:ASVS:16\.|PCI:10\.2|A09:)/;

export function logCoverage(seen: SeenRecords, report: Report): LogCoverage {
  const states = new SealStates(report);
  const events = Object.values(EVENTS).map(({ name, category }) => {
    return { event: name, category, ...countsOf(seen.events.get(name), states) };
  });
  return {
    version: 1,
    catalogue: CATALOGUE_VERSION,
    verdict: report.verdict,
    verdictLine: reportFirstLine(report),
    verdictExitCode: report.exitCode,
    range: report.range,
    events,
    items: itemsOf(events),
    unknownNames: plain(seen.unknownNames),
    moreUnknown: seen.moreUnknown,
    facts: { events: seen.catalogued, incomplete: seen.incomplete, lacking: seen.lacking },
    warnings: { records: seen.warnings, withoutMessage: plain(seen.faults), places: seen.faultPlaces },
    coverage: report.coverage,
  };
}

/** Whether an event was there at all. */
export function isSeen({ proven, doubtful, unsealed }: CoveredEvent): boolean {
  return proven + doubtful + unsealed > 0;
}

function countsOf(count: EventCount | undefined, states: SealStates): Omit<CoveredEvent, 'event' | 'category'> {
  let [proven, doubtful] = [0, 0];
  for (const [stream, records] of count?.sealed ?? []) {
    if (states.isProven(stream)) proven += records;
    else doubtful += records;
  }
  return { proven, doubtful, unsealed: count?.unsealed ?? 0 };
}

function itemsOf(events: readonly CoveredEvent[]): readonly CoveredItem[] {
  const names = new Set(
    Object.values(EVENTS).flatMap(({ controls }) => controls.filter((id) => REPORTED_ITEM.test(id))),
  );
  return [...names].sort().map((item) => {
    const asked = events.filter(({ event }) => EVENTS[event]?.controls.includes(item));
    const seen = asked.filter(isSeen);
    const state = seen.some(({ proven }) => proven > 0) ? 'seen' : seen.length > 0 ? 'doubtful' : 'not seen';
    const nameOf = ({ event }: CoveredEvent): string => event;
    return { item, state, seen: seen.map(nameOf), notSeen: asked.filter((one) => !isSeen(one)).map(nameOf) };
  });
}

/** Without a prototype: strangers choose the names. */
function plain(map: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.assign(Object.create(null), Object.fromEntries(map));
}
