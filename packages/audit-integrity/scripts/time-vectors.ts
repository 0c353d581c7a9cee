import { sign } from 'node:crypto';
import type { SealedRecord, StreamOptions, StreamSealer } from '../dist/index.js';
import type { Case, Question } from './judged-case.ts';
import {
  at,
  EPOCH,
  keyOf,
  loginFailure,
  open,
  ROOT,
  request,
  rotation,
  STREAM,
  toLogRecord,
} from './vector-streams.ts';

type Logs = readonly unknown[];

/** Ranges, streams that go on, expiry. */
export function timeVectors(): readonly Case[] {
  return [...ranges(), ...goingOn(), ...expiry()];
}

const one = (logs: Logs): unknown[] => [request(logs)];
const logsOf = (records: readonly SealedRecord[]): Logs => records.map(toLogRecord);
const without = (logs: Logs, ...indices: number[]): Logs => logs.filter((_, index) => !indices.includes(index));
const ns = (ms: number): string => `${at(ms)[0]}${String(at(ms)[1]).padStart(9, '0')}`;
const text = (payload: string, of: unknown): boolean => JSON.stringify(of).includes(payload);

/** Twenty minutes: a record every minute, a checkpoint every other one, a rotation after the tenth. */
function twentyMinutes(options: Partial<StreamOptions> = {}): SealedRecord[] {
  const sealer = open(options);
  const records = [sealer.open];
  for (let n = 1; n <= 20; n += 1) {
    records.push(sealer.seal(loginFailure(n), at(n * 60_000)));
    if (n % 2 === 0) records.push(sealer.checkpoint());
    if (n === 10) records.push(...rotated(sealer, n * 60_000));
  }
  return [...records, sealer.close({ reason: 'shutdown' }, at(1_201_000)), sealer.checkpoint()];
}

function rotated(sealer: StreamSealer, ms: number): readonly SealedRecord[] {
  const key = keyOf('vectors-epoch-2');
  const certificate = rotation(sealer, EPOCH, { stream: STREAM, key, root: ROOT, epoch: 2 });
  const epochKey = { publicKey: key.publicKey, sign: (message: Uint8Array) => sign(null, message, key.privateKey) };
  return sealer.rotate({ certificate, epochKey }, at(ms));
}

function ranges(): Case[] {
  const logs = logsOf(twentyMinutes());
  const index = (n: number): number => logs.findIndex((log) => text(`user${n}"`, log));
  const within = { from: ns(12.5 * 60_000), to: ns(15.5 * 60_000) };
  const changed = (n: number): Logs =>
    logs.map((log, at_) =>
      at_ === index(n)
        ? JSON.parse(JSON.stringify(log).replaceAll(`"stringValue":"user${n}"`, '"stringValue":"eve"'))
        : log,
    );
  const stripped = (log: object): unknown => ({
    ...log,
    attributes: (log as { attributes: { key: string }[] }).attributes.filter(({ key }) => key !== 'audit.payload'),
  });
  return [
    { name: 'a range', options: within, requests: one(logs), expected: ['INTACT'] },
    { name: 'a range from its beginning', options: { to: within.to }, requests: one(logs), expected: ['INTACT'] },
    { name: 'a range to its end', options: { from: within.from }, requests: one(logs), expected: ['INTACT'] },
    {
      name: 'a range, with records gone and changed outside',
      options: within,
      requests: one(changed(3).filter((_, at_) => at_ !== index(5) && at_ !== index(19))),
      expected: ['INTACT'],
    },
    {
      name: 'a range, an earlier record shown as one of it',
      options: within,
      requests: one(logs.with(index(3), { ...(logs[index(3)] as object), timeUnixNano: ns(14 * 60_000) })),
      expected: ['DISPLAY_MISMATCH #4 timeUnixNano'],
    },
    {
      name: 'a range, a copy of a later record shown as one of it',
      options: within,
      requests: one([...logs, { ...(logs[index(19)] as object), timeUnixNano: ns(14 * 60_000) }]),
      expected: ['DISPLAY_MISMATCH #21 timeUnixNano'],
    },
    {
      name: 'a range, a record shown as one of it whose text is gone and whose number is another',
      options: within,
      requests: one([...logs, stripped({ ...(logs[index(19)] as object), timeUnixNano: ns(14 * 60_000) })]),
      expected: ['MODIFIED #21 audit.payload'],
    },
    {
      name: 'a range in which something happened that was sealed after it',
      options: { to: ns(1_000) },
      requests: one(logs),
      expected: ['INTACT'],
    },
    {
      name: 'a range, its first record gone',
      options: within,
      requests: one(without(logs, index(13))),
      expected: ['MISSING #15 -'],
    },
    {
      name: 'a range, its last record gone',
      options: within,
      requests: one(without(logs, index(15))),
      expected: ['MISSING #17 -'],
    },
    {
      name: 'a range, a record shown otherwise',
      options: within,
      requests: one(changed(14)),
      expected: ['DISPLAY_MISMATCH #16 user.id'],
    },
    {
      name: 'a range in which the stream was cut off',
      options: within,
      requests: one(logs.slice(0, index(14) + 2)),
      expected: ['NOT PROVEN UNCLOSED'],
    },
    {
      name: 'a range in which a stream fell silent just before',
      options: { from: ns(14 * 60_000 + 149_000) },
      requests: one(logs.slice(0, index(14) + 2)),
      expected: ['NOT PROVEN UNCLOSED'],
    },
    {
      name: 'a range long after the stream fell silent',
      options: { from: ns(14 * 60_000 + 151_000) },
      requests: one(logs.slice(0, index(14) + 2)),
      expected: ['NOT PROVEN NOTHING_SEALED'],
    },
    {
      name: 'a range of which nothing reaches back to its beginning',
      options: within,
      requests: one(logs.slice(index(13))),
      expected: ['NOT PROVEN UNANCHORED'],
    },
    {
      name: 'a range, unsealed records outside',
      options: within,
      requests: one([...logs, { eventName: 'security.authz.failure', timeUnixNano: ns(60_000) }]),
      expected: ['INTACT'],
    },
    {
      name: 'a range, an unsealed record within',
      options: within,
      requests: one([...logs, { eventName: 'security.authz.failure', timeUnixNano: ns(13 * 60_000) }]),
      expected: ['UNSIGNED #- eventName'],
    },
  ];
}

function goingOn(): Case[] {
  const logs = logsOf(twentyMinutes());
  const cut = logs.slice(0, logs.findIndex((log) => text('user15"', log)) + 1);
  const signedAt = 14 * 60_000;
  const store = (ms: number, more: Question = {}): Question => ({ source: 'store', asOf: ns(signedAt + ms), ...more });
  return [
    { name: 'a stream in a store that goes on', options: store(150_000), requests: one(cut), expected: ['INTACT'] },
    {
      name: 'a stream in a store that fell silent',
      options: store(150_001),
      requests: one(cut),
      expected: ['NOT PROVEN UNANCHORED'],
    },
    {
      name: 'a stream in a store that goes on at the end of a range',
      options: store(9_000_000, { to: ns(signedAt + 100_000) }),
      requests: one(cut),
      expected: ['INTACT'],
    },
    {
      name: 'a stream in a store that must be closed',
      options: store(0, { require: ['closed'] }),
      requests: one(cut.slice(0, -1)),
      expected: ['NOT PROVEN UNCLOSED'],
    },
    {
      name: 'a stream in a file that ends without a close',
      options: { asOf: ns(signedAt) },
      requests: one(cut.slice(0, -1)),
      expected: ['NOT PROVEN UNCLOSED'],
    },
    {
      name: 'a collector’s stream where a producer’s is required',
      options: { require: ['producer'] },
      requests: one(logsOf(twentyMinutes({ signer: 'collector' }))),
      expected: ['NOT PROVEN NOT_PRODUCER'],
    },
    {
      name: 'a producer’s stream where it is required',
      options: { require: ['producer', 'closed'] },
      requests: one(logs),
      expected: ['INTACT'],
    },
  ];
}

function expiry(): Case[] {
  const logs = logsOf(twentyMinutes({ minimumRetentionSeconds: 3_600 }));
  const from = logs.findIndex((log) => text('user6"', log));
  const rest = logs.slice(from);
  const oldEnough = ns(6 * 60_000 + 3_600_000);
  return [
    { name: 'an expired beginning', options: { asOf: oldEnough }, requests: one(rest), expected: ['INTACT'] },
    {
      name: 'a beginning that is gone too early',
      options: { asOf: ns(6 * 60_000 + 3_599_999) },
      requests: one(rest),
      expected: ['MISSING #1–6 -'],
    },
    {
      name: 'a beginning that is gone where no time was given',
      requests: one(rest),
      expected: ['MISSING #1–6 -'],
    },
    {
      name: 'a record gone behind an expired beginning',
      options: { asOf: oldEnough },
      requests: one(
        without(
          rest,
          rest.findIndex((log) => text('user15"', log)),
        ),
      ),
      expected: ['MISSING #17 -'],
    },
    {
      name: 'a beginning that is gone where nothing was promised',
      options: { asOf: oldEnough },
      requests: one(logsOf(twentyMinutes()).slice(from)),
      expected: ['MISSING #1–6 -'],
    },
  ];
}
