import { sign } from 'node:crypto';
import { type SealedRecord, signatureLine } from '../dist/index.js';
import { DistinctRecords } from './distinct-records.ts';
import { type Case, judged } from './judged-case.ts';
import { surroundingsVectors } from './surroundings-vectors.ts';
import {
  at,
  certificate,
  certificateText,
  EPOCH,
  IDENTITY,
  keyOf,
  loginFailure,
  logins,
  open,
  ROOT,
  request,
  rotation,
  STREAM,
  signed,
  toLogRecord,
  trustFile,
  type VectorKey,
} from './vector-streams.ts';

/** Whole streams as OTLP/JSON, with the verdict that a verifier must reach. Each record is written once. */
export function streamVectors(): Readonly<Record<string, unknown>> {
  const about =
    'SPEC.md sections 4 to 13. A case is a list of requests, read in order; each names a resource and its log records by their index in `records` (all OTLP/JSON). `trust` is the trust file (null: none given). `findings` are all findings in order; `reason` is that of a NOT PROVEN.';
  const table = new DistinctRecords();
  const cases = [...honest(), ...tampered(), ...surroundingsVectors(), ...keys()].map((one) => judged(one, table));
  return {
    'streams.json': {
      about,
      scope: '@otelseal/security-events',
      resources: table.resources,
      records: table.records,
      cases,
    },
  };
}

const RECORDS: readonly SealedRecord[] = logins(7);
const LOGS: readonly Record<string, unknown>[] = RECORDS.map(toLogRecord);
const one = (logs: readonly unknown[]): unknown[] => [request(logs)];
const leaf = (sequence: number): number =>
  RECORDS.findIndex((record) => record.kind !== 'checkpoint' && record.sequence === sequence);
const INTACT = ['INTACT'];

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

function edited(
  sequence: number,
  edit: (log: { attributes: Attribute[] } & Record<string, unknown>) => void,
): unknown[] {
  const logs = structuredClone(LOGS) as ({ attributes: Attribute[] } & Record<string, unknown>)[];
  edit(logs[leaf(sequence)] as (typeof logs)[number]);
  return one(logs);
}

function set(log: { attributes: Attribute[] }, key: string, value: Attribute['value'] | undefined): void {
  log.attributes = [
    ...log.attributes.filter((attribute) => attribute.key !== key),
    ...(value === undefined ? [] : [{ key, value }]),
  ];
}

function editPayload(log: { attributes: Attribute[] }, from: string, to: string): void {
  const payload = log.attributes.find(({ key }) => key === 'audit.payload')?.value.stringValue ?? '';
  if (!payload.includes(from)) throw new Error(`no ${from} in ${payload}`);
  set(log, 'audit.payload', { stringValue: payload.replace(from, to) });
}

function honest(): Case[] {
  const large = open();
  const strange = large.seal(
    {
      hrTime: at(5),
      eventName: 'security.input.validation.failure',
      body: { text: 'x'.repeat(30_000), tags: ['a', 'b', 1, true, 0.5, new Uint8Array([0, 255])] },
      attributes: {
        'user.id': '\u202e\u0000"\\\n\ud83d\ude00',
        trace_id: 'spoofed',
        user_id: 'u2',
        nested: { deep: { list: [1, [2]] } },
        long: 'y'.repeat(26_000),
      },
    },
    at(6),
  );
  const many = large.seal(
    { attributes: Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`attribute.${n}`, `value ${n}`])) },
    at(7),
  );
  const longRecords = [large.open, strange, many, large.close({ reason: 'done' }, at(8)), large.checkpoint()];
  const control = open();
  const controls = [
    control.open,
    control.heartbeat({ dropped: 0, pending: 3 }, at(10)),
    control.gap({ count: 5, reason: 'queue full', from: at(11), to: at(12) }, at(13)),
    control.close({ reason: 'shutdown' }, at(14)),
    control.checkpoint(),
  ];
  return [
    { name: 'a closed stream', requests: one(LOGS), expected: INTACT },
    {
      name: 'in reverse order, one record a request',
      requests: LOGS.toReversed().map((log) => request([log])),
      expected: INTACT,
    },
    { name: 'delivered twice', requests: [...one(LOGS), ...one(LOGS)], expected: INTACT },
    {
      name: 'without a checkpoint in the middle',
      requests: one(LOGS.filter((_, index) => index !== 4)),
      expected: INTACT,
    },
    {
      name: 'with attributes added by collectors',
      requests: edited(3, (log) => {
        set(log, 'k8s.pod.name', { stringValue: 'shop-5c' });
        set(log, 'batch', { stringValue: '7' });
      }),
      expected: INTACT,
    },
    {
      name: 'with an ordinary log record beside it',
      requests: one([...LOGS, { body: { stringValue: 'started' } }]),
      expected: INTACT,
    },
    {
      name: 'long, nested and hostile values; a record with a rest',
      requests: one(longRecords.map(toLogRecord)),
      expected: INTACT,
    },
    { name: 'heartbeat and declared gap', requests: one(controls.map(toLogRecord)), expected: INTACT },
    { name: 'two epochs', requests: one(twoEpochs().map(toLogRecord)), expected: INTACT },
    { name: 'not closed', requests: one(LOGS.slice(0, 5)), expected: ['NOT PROVEN UNCLOSED'] },
    { name: 'leaves beyond the last checkpoint', requests: one(LOGS.slice(0, 7)), expected: ['NOT PROVEN UNANCHORED'] },
    {
      name: 'nothing sealed',
      requests: one([{ body: { stringValue: 'started' } }]),
      expected: ['NOT PROVEN NOTHING_SEALED'],
    },
  ];
}

function twoEpochs(finish = true): SealedRecord[] {
  const sealer = open();
  const next = keyOf('vectors-epoch-2');
  const records = [sealer.open, sealer.seal(loginFailure(1), at(10))];
  const epochKey = { publicKey: next.publicKey, sign: (message: Uint8Array) => sign(null, message, next.privateKey) };
  records.push(
    ...sealer.rotate(
      { certificate: rotation(sealer, EPOCH, { stream: STREAM, key: next, root: ROOT, epoch: 2 }), epochKey },
      at(20),
    ),
  );
  records.push(sealer.seal(loginFailure(3), at(30)));
  if (finish) records.push(sealer.close({ reason: 'shutdown' }, at(40)), sealer.checkpoint());
  return records;
}

function tampered(): Case[] {
  const user = (log: Parameters<Parameters<typeof edited>[1]>[0]): void =>
    editPayload(log, '"user.id":"s:user3"', '"user.id":"s:user9"');
  const forged = edited(4, (log) => {
    user(log);
    set(log, 'user.id', { stringValue: 'user9' });
  });
  const without = (...sequences: number[]): unknown[] =>
    one(LOGS.filter((_, index) => !sequences.some((sequence) => index === leaf(sequence))));
  const fork = logins(7, open({ randomBytes: (count) => new Uint8Array(count) })).map(toLogRecord);
  const moved = LOGS.map((log) => log).slice(0, 1);
  return [
    {
      name: 'an attribute shown otherwise',
      requests: edited(4, (log) => set(log, 'user.id', { stringValue: 'mallory' })),
      expected: ['DISPLAY_MISMATCH #4 user.id'],
    },
    {
      name: 'an attribute shown with another type',
      requests: edited(4, (log) => set(log, 'client.port', { stringValue: '50003' })),
      expected: ['DISPLAY_MISMATCH #4 client.port'],
    },
    {
      name: 'an attribute taken away',
      requests: edited(4, (log) => set(log, 'user.id', undefined)),
      expected: ['DISPLAY_MISMATCH #4 user.id'],
    },
    {
      name: 'the body shown otherwise',
      requests: edited(4, (log) => {
        log['body'] = { stringValue: 'Login succeeded' };
      }),
      expected: ['DISPLAY_MISMATCH #4 body'],
    },
    {
      name: 'the time shown otherwise',
      requests: edited(4, (log) => {
        log['timeUnixNano'] = '1795449600000000000';
      }),
      expected: ['DISPLAY_MISMATCH #4 timeUnixNano'],
    },
    {
      name: 'the severity shown otherwise',
      requests: edited(4, (log) => {
        log['severityNumber'] = 9;
      }),
      expected: ['DISPLAY_MISMATCH #4 severityNumber'],
    },
    {
      name: 'the number shown otherwise',
      requests: edited(4, (log) => set(log, 'audit.sequence.number', { intValue: '5' } as Attribute['value'])),
      expected: ['DISPLAY_MISMATCH #4 audit.sequence.number'],
    },
    {
      name: 'an unsigned attribute of a reserved namespace',
      requests: edited(4, (log) => set(log, 'user.role', { stringValue: 'admin' })),
      expected: ['DISPLAY_MISMATCH #4 user.role'],
    },
    {
      name: 'an unsigned attribute that meets a signed one',
      requests: edited(4, (log) => set(log, 'Client-Port', { stringValue: '1' })),
      expected: ['DISPLAY_MISMATCH #4 Client-Port'],
    },
    {
      name: 'an unsigned attribute of the vocabulary',
      vocabulary: ['url.path'],
      requests: edited(4, (log) => set(log, 'url_path', { stringValue: '/' })),
      expected: ['DISPLAY_MISMATCH #4 url_path'],
    },
    { name: 'the text changed', requests: edited(4, user), expected: ['MODIFIED #4 user.id'] },
    { name: 'text and display changed alike', requests: forged, expected: ['MODIFIED #4 audit.payload'] },
    {
      name: 'the text taken away',
      requests: edited(4, (log) => set(log, 'audit.payload', undefined)),
      expected: ['MODIFIED #4 audit.payload'],
    },
    {
      name: 'the text no longer canonical',
      requests: edited(4, (log) => editPayload(log, '{"attributes"', '{ "attributes"')),
      expected: ['MODIFIED #4 audit.payload'],
    },
    { name: 'one record gone', requests: without(4), expected: ['MISSING #4 -'] },
    { name: 'a run of records gone', requests: without(3, 4, 5, 6), expected: ['MISSING #3–6 -'] },
    { name: 'the first record gone', requests: without(1), expected: ['MISSING #1 -'] },
    { name: 'the close gone', requests: without(9), expected: ['MISSING #9 -'] },
    {
      name: 'a forged record beside the sealed one',
      requests: [...one(LOGS), ...one([logsOf(forged)[leaf(4)]])],
      expected: ['INSERTED #4 -'],
    },
    {
      name: 'a record with a seal taken off',
      requests: edited(4, (log) => {
        log.attributes = log.attributes.filter(({ key }) => !/^audit\.(payload|sequence|time)/.test(key));
      }),
      expected: ['UNSIGNED #- eventName', 'MISSING #4 -'],
    },
    {
      name: 'a security record without a seal',
      requests: one([...LOGS, { eventName: 'security.authz.failure' }]),
      expected: ['UNSIGNED #- eventName'],
    },
    {
      name: 'under another service',
      requests: [...one(LOGS.slice(1)), request(moved, { ...IDENTITY, service: 'bank' })],
      expected: ['DISPLAY_MISMATCH #1 service.name'],
    },
    {
      name: 'a second time, under another service',
      requests: [...one(LOGS), request(moved, { ...IDENTITY, service: 'bank' })],
      expected: ['REPLAY #1 service.name'],
    },
    {
      name: 'two signed roots of one size',
      requests: one([...LOGS, ...fork.slice(-1)]),
      expected: ['EQUIVOCATION #9 root'],
    },
  ];
}

function logsOf([first]: readonly unknown[]): unknown[] {
  return (first as { resourceLogs: [{ scopeLogs: [{ logRecords: unknown[] }] }] }).resourceLogs[0].scopeLogs[0]
    .logRecords;
}

function keys(): Case[] {
  const forger = keyOf('vectors-forger');
  const foreign = logins(3, open({ root: forger })).map(toLogRecord);
  const provisional = logins(3, open({ root: forger, provisional: true })).map(toLogRecord);
  const other = logins(7, open({ key: forger })).map(toLogRecord);
  const late = open({ certificate: certificate({ stream: STREAM, key: EPOCH, root: ROOT, notAfter: at(0)[0] }) });
  const expired = [
    late.open,
    late.seal(loginFailure(1), at(5_000)),
    late.close({ reason: 'x' }, at(5_001)),
    late.checkpoint(),
  ];
  const text = certificateText({ stream: STREAM, key: EPOCH, root: ROOT });
  const line = ({ name, publicKey }: VectorKey, signer: VectorKey, said = text): string =>
    signatureLine({ name, publicKey, signature: signed(signer, said) });
  const right = line(ROOT, ROOT);
  const wrong = line(ROOT, ROOT, `${text}\n`);
  const certified = (lines: string): unknown[] =>
    one(logins(3, open({ certificate: `${text}\n${lines}` })).map(toLogRecord));
  const [opening, login, rotate, , ...rest] = twoEpochs();
  const backwards = [opening, login, rotate, ...rest] as SealedRecord[];
  return [
    { name: 'no trust file', trust: null, requests: one(LOGS), expected: ['NOT PROVEN UNTRUSTED'] },
    {
      name: 'a root that nobody knows, for an identity that another root speaks for',
      requests: one(foreign),
      expected: ['FOREIGN_KEY #1 control.certificate'],
    },
    {
      name: 'a root that nobody knows, for an identity that nobody speaks for',
      trust: trustFile({ organisation: 'other' }),
      requests: one(foreign),
      expected: ['NOT PROVEN UNTRUSTED'],
    },
    {
      name: 'a root outside of what it may speak for',
      trust: trustFile({ services: ['bank'] }),
      requests: one(LOGS),
      expected: ['FOREIGN_KEY #1 control.certificate'],
    },
    {
      name: 'a root that may have been stolen',
      trust: trustFile({ compromisedAfter: '2027-01-01T00:00:00Z' }),
      requests: one(LOGS),
      expected: ['NOT PROVEN UNTRUSTED'],
    },
    {
      name: 'a certificate beyond its root',
      trust: trustFile({ notAfter: '2026-11-23T17:00:00Z' }),
      requests: one(LOGS),
      expected: ['BAD_EPOCH #1 control.certificate'],
    },
    {
      name: 'a wrong signature of the root before its right one',
      requests: certified(wrong + right),
      expected: INTACT,
    },
    {
      name: 'a wrong signature of the root behind its right one',
      requests: certified(right + wrong),
      expected: INTACT,
    },
    {
      name: 'a wrong signature of the root alone',
      requests: certified(wrong),
      expected: ['MODIFIED #1 control.certificate'],
    },
    {
      name: "the root's signature in the last line that is looked at",
      requests: certified(line(forger, forger).repeat(15) + right),
      expected: INTACT,
    },
    {
      name: "the root's signature behind the lines that are looked at",
      requests: certified(line(forger, forger).repeat(16) + right),
      expected: ['FOREIGN_KEY #1 control.certificate'],
    },
    { name: 'a provisional stream', requests: one(provisional), expected: ['NOT PROVEN UNTRUSTED'] },
    {
      name: 'a checkpoint by another key',
      requests: one([...LOGS, ...other.slice(-1)]),
      expected: ['FOREIGN_KEY #9 checkpoint'],
    },
    {
      name: 'sealed after the certificate ended',
      requests: one(expired.map(toLogRecord)),
      expected: ['BAD_EPOCH #2 audit.time'],
    },
    {
      name: 'an epoch without a checkpoint',
      requests: one(backwards.map(toLogRecord)),
      expected: ['BAD_EPOCH #3 checkpoint'],
    },
    {
      name: 'an expected service without a stream',
      trust: trustFile({}, { expectedServices: ['shop', 'bank'] }),
      requests: one(LOGS),
      expected: ['STREAM_MISSING #- service.name'],
    },
  ];
}
