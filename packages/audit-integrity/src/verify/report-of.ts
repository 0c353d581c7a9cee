import { covers } from '../epoch-certificate.js';
import { printableBare } from '../printable.js';
import type { Report, ReportedStream } from '../report.js';
import { nanosecondsText, rfc3339Of } from '../unix-time.js';
import { CONDITIONS, type Finding, type ReportedCondition, TAMPER_VERDICTS } from '../verdict.js';
import type { CollectedStream } from './collected-stream.js';
import { coverageOf } from './coverage.js';
import { decide } from './decide.js';
import type { Gathered } from './gathered.js';
import { judgePredecessors, type Successions } from './predecessors.js';
import { promisedHistory } from './promised-history.js';
import { redactionsOf } from './redactions.js';
import { judgeRelays } from './relays.js';
import type { StreamVerdict } from './stream-verdict.js';
import type { UnsealedRecords } from './unsealed.js';
import { verifyStream } from './verify-stream.js';
import { addWitnessedCheckpoints, judgeWitness } from './witnessed-streams.js';

/** From what was gathered to the verdict. */
export function reportOf(gathered: Gathered): Report {
  const { trust, unsealed, require, accept } = gathered;
  addWitnessedCheckpoints(gathered);
  const { verdicts, successions } = judgeStreams(gathered);
  const witness = judgeWitness(gathered, verdicts);
  const findings = byPrecedence([
    ...verdicts.flatMap((verdict) => verdict.findings),
    ...successions.findings,
    ...(gathered.range === undefined ? judgeRelays(verdicts, gathered.streams) : []),
    ...gathered.lost,
    ...unsealed.findings,
    ...missingServices(verdicts, gathered),
    ...witness.findings,
  ]);
  const conditions = byRank([
    ...verdicts.flatMap((verdict) => verdict.conditions),
    ...ownConditions(gathered),
    ...witness.conditions,
  ]);
  return {
    version: 1,
    ...decide({
      hasTrust: trust !== undefined,
      findings,
      conditions,
      streams: verdicts.length,
      producers: verdicts.every(({ producer }) => producer),
      require,
      accept,
    }),
    range: {
      from: rfc3339Of(gathered.range?.from === undefined ? '' : nanosecondsText(gathered.range.from)) ?? '',
      to: rfc3339Of(gathered.range?.to === undefined ? '' : nanosecondsText(gathered.range.to)) ?? '',
    },
    findings,
    conditions,
    streams: verdicts.map(streamOf),
    gaps: verdicts.flatMap((verdict) => verdict.gaps),
    history: promisedHistory(gathered, verdicts, findings),
    coverage: [...coverageOf(gathered, verdicts), ...witness.coverage],
    counts: countsOf(findings, unsealed),
  };
}

/** Each stream by itself; then again those of which a successor found more than they had signed. */
function judgeStreams(gathered: Gathered): {
  readonly verdicts: readonly StreamVerdict[];
  readonly successions: Successions;
} {
  const { trust, streams, range, asOf, live, require } = gathered;
  const redactions = redactionsOf(streams, trust);
  const around = {
    trust,
    redactions,
    range,
    asOf,
    live,
    requireClosed: require.includes('closed'),
    adopted: undefined,
  };
  const judged: { stream: CollectedStream; verdict: StreamVerdict }[] = [];
  for (const stream of streams) {
    const verdict = verifyStream(stream, around);
    if (verdict !== undefined) judged.push({ stream, verdict });
  }
  judged.sort((a, b) => byTime(a.verdict, b.verdict));
  const successions = judgePredecessors(judged.map(({ verdict }) => verdict));
  const verdicts = judged.map(({ stream, verdict }) => {
    const adopted = successions.adopted.get(stream.id);
    return adopted === undefined ? verdict : (verifyStream(stream, { ...around, adopted }) ?? verdict);
  });
  return { verdicts, successions };
}

/** Times are decimal texts without leading zeros: a longer one is later. */
function byTime(a: StreamVerdict, b: StreamVerdict): number {
  if (a.from !== b.from) return a.from.length - b.from.length || (a.from < b.from ? -1 : 1);
  return a.stream < b.stream ? -1 : 1;
}

function byPrecedence(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => TAMPER_VERDICTS.indexOf(a.verdict) - TAMPER_VERDICTS.indexOf(b.verdict));
}

function byRank(conditions: readonly ReportedCondition[]): ReportedCondition[] {
  return conditions.toSorted((a, b) => CONDITIONS.indexOf(a.condition) - CONDITIONS.indexOf(b.condition));
}

/** Expected services of which no trusted stream is here. */
function missingServices(verdicts: readonly StreamVerdict[], { trust, range, leftOut }: Gathered): Finding[] {
  const mayBeLeftOut = leftOut.hasTrusted || (range !== undefined && leftOut.records > 0); // what opened it may be outside of the range
  if (mayBeLeftOut) return [];
  return (trust?.expectedServices ?? [])
    .filter((service) => !verdicts.some(({ trusted, identity }) => trusted && covers(service, identity?.service ?? '')))
    .map((service) => ({
      verdict: 'STREAM_MISSING',
      stream: '-',
      sequence: '-',
      field: 'service.name',
      detail: `no stream of the expected service ${printableBare(service)}`,
    }));
}

function ownConditions({ leftOut: { records, streams, hasTrusted } }: Gathered): ReportedCondition[] {
  if (records === 0) return [];
  const whose = hasTrusted ? '' : ', and no trusted key was seen to open them';
  const detail = `${records} records of at least ${streams} streams are left out: more than can be held at once${whose}`;
  return [{ condition: 'UNANCHORED', stream: '-', sequence: '-', detail }];
}

function countsOf(findings: readonly Finding[], unsealed: UnsealedRecords): Report['counts'] {
  const counts: Record<string, number> = {};
  for (const { verdict } of findings) counts[verdict] = (counts[verdict] ?? 0) + 1;
  if (unsealed.count > 0) counts['UNSIGNED'] = unsealed.count;
  return counts;
}

function streamOf(verdict: StreamVerdict): ReportedStream {
  const { stream, identity, retention, first, last, records, checkpoints, trusted, closed } = verdict;
  return {
    stream,
    identity,
    retention,
    first,
    last,
    records,
    checkpoints,
    trusted,
    closed,
    from: rfc3339Of(verdict.from) ?? '',
    to: rfc3339Of(verdict.to) ?? '',
  };
}
