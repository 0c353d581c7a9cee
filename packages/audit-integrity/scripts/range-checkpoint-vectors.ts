import type { SealedRecord, StreamSealer } from '../dist/index.js';
import { DistinctRecords } from './distinct-records.ts';
import { judged } from './judged-case.ts';
import { at, loginFailure, open, request, toLogRecord } from './vector-streams.ts';

/** Ranges of whose streams checkpoints are here and the records below them are not. */
export function rangeCheckpointVectors(): Readonly<Record<string, unknown>> {
  const about =
    'SPEC.md section 10, "Ranges". As stream-relations.json; what is left of a stream by whoever forgot its checkpoints.';
  const table = new DistinctRecords();
  const logs = twentyMinutes().map(toLogRecord);
  const isCheckpoint = ({ eventName }: (typeof logs)[number]): boolean => eventName === 'audit.checkpoint';
  const placeOf = (n: number): number => logs.findIndex((log) => JSON.stringify(log).includes(`user${n}"`));
  const within = { from: ns(12.5 * MINUTE), to: ns(15.5 * MINUTE) };
  const cases = [
    {
      name: 'a range long after the last record of a stream, of which later checkpoints are here',
      options: { from: ns(17 * MINUTE) },
      requests: [request(logs.filter((log, place) => place < placeOf(14) || isCheckpoint(log)))],
      expected: ['MISSING #15–22 -'],
    },
    {
      name: 'a range within which only checkpoints are left of a stream',
      options: within,
      requests: [request(logs.filter(isCheckpoint))],
      expected: ['NOT PROVEN UNANCHORED'],
    },
    {
      name: 'a range before the first record that is left of a stream, of which earlier checkpoints are here',
      options: within,
      requests: [request(logs.filter((log, place) => place > placeOf(18) || isCheckpoint(log)))],
      expected: ['NOT PROVEN UNANCHORED'],
    },
    {
      name: 'a range in which no checkpoint of a stream stands of which only checkpoints are left',
      options: { from: ns(30 * MINUTE) },
      requests: [request(logs.filter(isCheckpoint))],
      expected: ['NOT PROVEN NOTHING_SEALED'],
    },
  ].map((one) => judged(one, table));
  const { resources, records } = table;
  return { 'range-checkpoints.json': { about, scope: '@otelseal/security-events', resources, records, cases } };
}

const MINUTE = 60_000;
const ns = (ms: number): string => `${at(ms)[0]}${String(at(ms)[1]).padStart(9, '0')}`;

/** A record every minute, a checkpoint every other one. */
function twentyMinutes(sealer: StreamSealer = open()): SealedRecord[] {
  const records = Array.from({ length: 20 }, (_, index) => {
    const record = sealer.seal(loginFailure(index + 1), at((index + 1) * MINUTE));
    return index % 2 === 1 ? [record, sealer.checkpoint()] : [record];
  });
  return [sealer.open, ...records.flat(), sealer.close({ reason: 'shutdown' }, at(20.5 * MINUTE)), sealer.checkpoint()];
}
