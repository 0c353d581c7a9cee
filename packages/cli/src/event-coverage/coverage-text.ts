import { escapeForTerminal } from '../output/escape-for-terminal.js';
import { type CoveredEvent, isSeen, type LogCoverage } from './log-coverage.js';

/** The coverage for a terminal: the verdict, the standards' items, the events, what was not seen, what is badly said. Every line is escaped. */
export function coverageLines(covered: LogCoverage): string[] {
  const { verdictLine, items, events, range } = covered;
  const seen = events.filter(isSeen);
  const span = range.from === '' && range.to === '' ? '' : `, sealed ${range.from || 'ever'} to ${range.to || 'now'}`;
  const width = Math.max(...seen.map(({ event }) => event.length), 0);
  const lines = [
    verdictLine,
    `${seen.length} of ${events.length} events of the catalogue ${covered.catalogue} were seen${span}`,
    ...items.map(({ item, state, seen: there, notSeen }) => {
      return `item: ${item.padEnd(13)} ${state.padEnd(8)} ${there.length} of ${there.length + notSeen.length} events`;
    }),
    ...seen.map((event) => `event: ${event.event.padEnd(width)} ${countsOf(event)}`),
    ...notSeen(events),
    ...unknownNames(covered),
    ...facts(covered),
    ...warnings(covered),
    ...covered.coverage.map((line) => `coverage: ${line}`),
    'coverage: an item is seen when one of its events is; what else it asks for, and events that did not happen, cannot be told from a log',
    'coverage: a store is asked for sealed records and security events only, so other warnings in it were not looked at',
  ];
  return lines.map(escapeForTerminal);
}

function countsOf({ proven, doubtful, unsealed }: CoveredEvent): string {
  const parts = [
    [proven, 'proven'],
    [doubtful, 'with a seal that proves nothing'],
    [unsealed, 'not sealed'],
  ] as const;
  return parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])).join(', ');
}

function notSeen(events: readonly CoveredEvent[]): readonly string[] {
  const byCategory = Map.groupBy(
    events.filter((event) => !isSeen(event)),
    ({ category }) => category,
  );
  return [...byCategory].map(([category, missing]) => {
    return `not seen: ${category}: ${missing.map(({ event }) => event.replace(/^security\./, '')).join(', ')}`;
  });
}

function unknownNames({ unknownNames: names, moreUnknown }: LogCoverage): readonly string[] {
  const lines = Object.entries(names).map(([name, count]) => `not in the catalogue: ${name} ${count}`);
  return moreUnknown === 0 ? lines : [...lines, `not in the catalogue: ${moreUnknown} records with other names`];
}

function facts({ facts: { events, incomplete, lacking } }: LogCoverage): readonly string[] {
  if (incomplete === 0) return [`facts: all ${events} security events say who, when, outcome, from where and on what`];
  return [
    `facts: ${incomplete} of ${events} security events do not say everything (ASVS 16.2.1, PCI 10.2.2): ${listed(lacking)}`,
  ];
}

function warnings({ warnings: { records, withoutMessage, places } }: LogCoverage): readonly string[] {
  const faulty = Object.values(withoutMessage).reduce((sum, count) => sum + count, 0);
  if (faulty === 0) return [`warnings: none of ${records} records at WARN or above is without a message`];
  return [
    `warnings: ${faulty} of ${records} records at WARN or above have no proper message (A09): ${listed(withoutMessage)}`,
    ...places.map((place) => `warnings: such as ${place}`),
  ];
}

function listed(counts: Readonly<Record<string, number>>): string {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return some.map(([name, count]) => `${name} ${count}`).join(', ');
}
