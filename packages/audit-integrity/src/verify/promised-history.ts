import { printableBare } from '../printable.js';
import type { UnixTime } from '../unix-time.js';
import { nanosecondsText, rfc3339Of } from '../unix-time.js';
import type { Finding } from '../verdict.js';
import type { Gathered } from './gathered.js';
import type { StreamVerdict } from './stream-verdict.js';

const SECONDS_A_DAY = 86_400;
const NOT_COMPLETE = 'not complete: records are gone, see the findings';
const LOSSES: ReadonlySet<string> = new Set(['MISSING', 'TRUNCATED']);

/**
 * Whether what a service promised to be kept is still all there: a line for each service and retention class of which a trusted stream is
 * here. It is no verdict, because a service may have begun late, and only a witness knows every stream. Said where a time was promised, or
 * a range asks for the past.
 */
export function promisedHistory(
  gathered: Gathered,
  verdicts: readonly StreamVerdict[],
  findings: readonly Finding[],
): string[] {
  const now = gathered.range?.to ?? gathered.asOf;
  const asked = gathered.range?.from;
  const groups = byService(verdicts.filter(isTrusted));
  return [...groups].flatMap(([name, streams]) => {
    const promised = Math.max(...streams.map(({ promisedSeconds = 0 }) => promisedSeconds));
    const since = laterOf(asked, promised > 0 && now !== undefined ? [now[0] - promised, now[1]] : undefined);
    if (since === undefined || (promised === 0 && asked === undefined)) return [];
    const state = stateOf(streams, since, verdicts, findings);
    if (promised > 0) return [`${name}: ${daysText(promised)} promised, ${state}`];
    // What was promised stands in a record that what is gone may have taken the proof from.
    return [`${name}: ${state === NOT_COMPLETE ? '' : 'no time promised, '}${state}`];
  });
}

function byService(verdicts: readonly StreamVerdict[]): Map<string, StreamVerdict[]> {
  const groups = new Map<string, StreamVerdict[]>();
  for (const verdict of verdicts) {
    const name = nameOf(verdict);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [verdict]);
    else group.push(verdict);
  }
  return groups;
}

function isTrusted({ trusted, identity }: StreamVerdict): boolean {
  return trusted && identity !== undefined;
}

function nameOf({ identity, retention }: StreamVerdict): string {
  const { organisation = '', tenant = '', environment = '', service = '' } = identity ?? {};
  return `${[organisation, tenant, environment, service].map(printableBare).join('/')} (${printableBare(retention)})`;
}

function stateOf(
  streams: readonly StreamVerdict[],
  since: UnixTime,
  all: readonly StreamVerdict[],
  findings: readonly Finding[],
): string {
  const ids = new Set(streams.map(({ stream }) => stream));
  const isLoss = ({ stream, verdict }: Finding): boolean => ids.has(stream) && LOSSES.has(verdict);
  if (findings.some(isLoss)) return NOT_COMPLETE;
  const earliest = streams.toSorted(
    (a, b) => a.from.length - b.from.length || (a.from < b.from ? -1 : 1),
  )[0] as StreamVerdict;
  if (reachesBack(earliest, since)) return `complete since ${timeText(since)}`;
  const { predecessor } = earliest;
  const began = rfc3339Of(earliest.from) ?? '';
  if (predecessor !== undefined && !all.some(({ stream }) => stream === predecessor.stream)) {
    return `complete since ${began} only: of stream ${predecessor.stream}, which was sealed before, its ${predecessor.size} records are not here`;
  }
  return `complete since ${began}, when it began as far as is known here: only a witness can say that nothing was sealed before`;
}

/** Its beginning was in time, lies before the range, or is gone because its time was over. */
function reachesBack({ from, first, expired }: StreamVerdict, since: UnixTime): boolean {
  const wanted = nanosecondsText(since);
  return expired > 0 || first > 1 || from.length < wanted.length || (from.length === wanted.length && from <= wanted);
}

function laterOf(a: UnixTime | undefined, b: UnixTime | undefined): UnixTime | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]) ? a : b;
}

function daysText(seconds: number): string {
  const days = seconds / SECONDS_A_DAY;
  return days >= 1 ? `${Math.floor(days)} days` : `${seconds} seconds`;
}

function timeText(time: UnixTime): string {
  return rfc3339Of(nanosecondsText(time)) ?? '';
}
