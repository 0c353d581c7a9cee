import {
  editPayload,
  removeAttribute,
  SEAL,
  type StoredLog,
  type StoredRecord,
  sequenceOf,
  setAttribute,
  streamOf,
} from './stored-log.ts';

/** What somebody does to a stored log. */
export interface Tampering {
  readonly name: string;
  apply(log: StoredLog): void;
  /** What the verifier must say: the first finding, exactly. */
  readonly verdict: string;
  readonly sequence: string;
  readonly field: string;
}

/** What contradicts nothing, and leaves less proven than there was. */
export interface LossOfProof {
  readonly name: string;
  apply(log: StoredLog): void;
  /** Why nothing is proven: the word behind NOT PROVEN. */
  readonly reason: string;
}

/** A change that honest pipelines make, or that changes nothing that was sealed. */
export interface BenignChange {
  readonly name: string;
  apply(log: StoredLog): void;
  /** A condition that the report must name. */
  readonly condition?: string;
  /** What a `coverage:` line must mention. */
  readonly coverage?: string;
}

const copy = <Value>(value: Value): Value => structuredClone(value);
const tampering = (
  name: string,
  [verdict, sequence, field]: readonly [string, string, string],
  apply: (log: StoredLog) => void,
): Tampering => ({ name, verdict, sequence, field, apply });

/** A record of the application that never was. */
function forged(log: StoredLog): StoredRecord {
  const record = copy(log.record(5));
  record.body = { stringValue: 'user mallory logged in to account mallory: success' };
  setAttribute(record, 'audit.actor.id', 'mallory');
  return record;
}

const EDITS: readonly Tampering[] = [
  tampering('edits the shown body', ['DISPLAY_MISMATCH', '5', 'body'], (log) => {
    log.record(5).body = { stringValue: 'nothing happened' };
  }),
  tampering('removes the shown body', ['DISPLAY_MISMATCH', '5', 'body'], (log) => {
    log.record(5).body = {};
  }),
  tampering('edits a shown attribute', ['DISPLAY_MISMATCH', '5', 'client.address'], (log) =>
    setAttribute(log.record(5), 'client.address', '127.0.0.1'),
  ),
  tampering('edits one entry of a shown list', ['DISPLAY_MISMATCH', '5', 'security.auth.factors'], (log) =>
    setAttribute(log.record(5), 'security.auth.factors', { arrayValue: { values: [{ stringValue: 'webauthn' }] } }),
  ),
  tampering('changes the type of a shown attribute', ['DISPLAY_MISMATCH', '5', 'security.attempt.count'], (log) =>
    setAttribute(log.record(5), 'security.attempt.count', '3'),
  ),
  tampering('removes a shown attribute', ['DISPLAY_MISMATCH', '5', 'client.address'], (log) =>
    removeAttribute(log.record(5), 'client.address'),
  ),
  tampering('edits the shown time', ['DISPLAY_MISMATCH', '5', 'timeUnixNano'], (log) => {
    log.record(5).timeUnixNano = '1700000000000000000';
  }),
  tampering('puts the shown time back by an hour', ['DISPLAY_MISMATCH', '5', 'timeUnixNano'], (log) => {
    const record = log.record(5);
    record.timeUnixNano = String(BigInt(record.timeUnixNano as string) - 3_600_000_000_000n);
  }),
  tampering('edits the shown severity', ['DISPLAY_MISMATCH', '5', 'severityNumber'], (log) => {
    log.record(5).severityNumber = 5;
  }),
  tampering('edits the severity text', ['DISPLAY_MISMATCH', '5', 'severityText'], (log) => {
    log.record(5).severityText = 'DEBUG';
  }),
  tampering('renames the event', ['DISPLAY_MISMATCH', '5', 'eventName'], (log) => {
    log.record(5).eventName = 'security.authn.login.success';
  }),
  tampering('renames the event where Loki shows it', ['DISPLAY_MISMATCH', '5', 'event.name'], (log) =>
    setAttribute(log.record(5), 'event.name', 'security.authn.login.success'),
  ),
  tampering('ties a record to another trace', ['DISPLAY_MISMATCH', '5', 'traceId'], (log) => {
    log.record(5).traceId = '5b8efff798038103d269b633813fc60c';
  }),
  tampering('edits the shown number', ['DISPLAY_MISMATCH', '5', 'audit.sequence.number'], (log) =>
    setAttribute(log.record(5), 'audit.sequence.number', { intValue: '50' }),
  ),
  tampering('edits the sealed time as it is shown', ['DISPLAY_MISMATCH', '5', 'audit.time'], (log) =>
    setAttribute(log.record(5), 'audit.time', '1700000000000000000'),
  ),
  tampering('edits the sealed text', ['MODIFIED', '5', 'client.address'], (log) =>
    editPayload(log.record(5), '198.51.100.23', '127.0.0.1'),
  ),
  tampering('edits the sealed text and what is shown alike', ['MODIFIED', '5', 'audit.payload'], (log) => {
    editPayload(log.record(5), '198.51.100.23', '127.0.0.1');
    setAttribute(log.record(5), 'client.address', '127.0.0.1');
  }),
  tampering('makes the sealed text unreadable', ['MODIFIED', '5', 'audit.payload'], (log) =>
    editPayload(log.record(5), '"v":"1"', '"v":"1" '),
  ),
  tampering('takes the sealed text away', ['MODIFIED', '5', 'audit.payload'], (log) =>
    removeAttribute(log.record(5), 'audit.payload'),
  ),
  tampering('takes the whole seal off a record', ['UNSIGNED', '-', 'eventName'], (log) =>
    removeAttribute(log.record(5), ...SEAL),
  ),
  tampering('swaps the sealed texts of two records', ['DISPLAY_MISMATCH', '5', 'timeUnixNano'], (log) => {
    const [one, other] = [log.record(5), log.record(9)]; // of two bursts, so that their times differ
    const texts = [one, other].map(
      ({ attributes }) => attributes.find(({ key }) => key === 'audit.payload')?.value ?? {},
    );
    setAttribute(one, 'audit.payload', texts[1] ?? {});
    setAttribute(other, 'audit.payload', texts[0] ?? {});
  }),
  tampering('swaps the times of two records', ['DISPLAY_MISMATCH', '5', 'timeUnixNano'], (log) => {
    const [one, other] = [log.record(5), log.record(9)];
    [one.timeUnixNano, other.timeUnixNano] = [other.timeUnixNano as string, one.timeUnixNano as string];
  }),
  tampering('swaps the numbers of two records', ['DISPLAY_MISMATCH', '5', 'audit.sequence.number'], (log) => {
    const [one, other] = [log.record(5), log.record(9)];
    setAttribute(one, 'audit.sequence.number', { intValue: '9' });
    setAttribute(other, 'audit.sequence.number', { intValue: '5' });
  }),
  tampering('edits a checkpoint', ['MODIFIED', '15', 'checkpoint'], (log) => {
    for (const checkpoint of log.checkpoints()) editPayload(checkpoint, /\\u000a(\d+)\\u000a/, '\\u000a1$1\\u000a');
  }),
];

/** Names that nobody may add unsigned. */
export const ADDED_NAMES: readonly string[] = [
  'user.name',
  'enduser.id',
  'client.nat.ip',
  'session.previous_id',
  'event.outcome',
  'security.note',
  'audit.note',
];

const ADDITIONS: readonly Tampering[] = [
  ...ADDED_NAMES.map((name) =>
    tampering(`adds ${name}`, ['DISPLAY_MISMATCH', '5', name], (log) => setAttribute(log.record(5), name, 'mallory')),
  ),
  tampering('adds a name that Loki shows for a signed one', ['DISPLAY_MISMATCH', '5', 'client_address'], (log) =>
    setAttribute(log.record(5), 'client_address', '127.0.0.1'),
  ),
  tampering(
    'adds a name of the vocabulary that the record did not have',
    ['DISPLAY_MISMATCH', '5', 'security.permission.required'],
    (log) => setAttribute(log.record(5), 'security.permission.required', 'none'),
  ),
  tampering('adds a second attribute of a signed name', ['DISPLAY_MISMATCH', '5', 'client.address'], (log) => {
    log.record(5).attributes.push({ key: 'client.address', value: { stringValue: '127.0.0.1' } });
  }),
  tampering('adds a field that Elasticsearch shows instead of the body', ['DISPLAY_MISMATCH', '5', 'message'], (log) =>
    setAttribute(log.record(5), 'message', 'all is well'),
  ),
];

const REMOVALS: readonly Tampering[] = [
  tampering('removes one record', ['MISSING', '5', '-'], (log) => log.remove(log.record(5))),
  tampering('removes two neighbours', ['MISSING', '5–6', '-'], (log) => log.remove(log.record(5), log.record(6))),
  tampering('removes two apart', ['MISSING', '5', '-'], (log) => log.remove(log.record(5), log.record(8))),
  tampering('removes the first record', ['MISSING', '2', '-'], (log) => log.remove(log.record(2))),
  tampering('removes the head of the stream', ['MISSING', '1–3', '-'], (log) =>
    log.remove(log.record(1), log.record(2), log.record(3)),
  ),
  tampering('removes the last records before the close', ['MISSING', '12–13', '-'], (log) =>
    log.remove(log.record(12), log.record(13)),
  ),
  tampering('removes the tail and leaves a checkpoint behind', ['MISSING', '12–14', '-'], (log) =>
    log.remove(log.record(12), log.record(13), log.record(14)),
  ),
];

const INSERTIONS: readonly Tampering[] = [
  tampering('inserts a security event without a seal', ['UNSIGNED', '-', 'eventName'], (log) => {
    const record = forged(log);
    removeAttribute(record, ...SEAL);
    log.insertAfter(log.record(5), record);
  }),
  tampering(
    'inserts an unsealed record that only bears a security attribute',
    ['UNSIGNED', '-', 'security.reason'],
    (log) =>
      log.insertAfter(log.record(5), {
        body: { stringValue: 'ok' },
        attributes: [{ key: 'security.reason', value: { stringValue: 'x' } }],
      }),
  ),
  tampering('inserts a forged copy under the same seal', ['DISPLAY_MISMATCH', '5', 'body'], (log) =>
    log.insertAfter(log.record(5), forged(log)),
  ),
  tampering('inserts a copy under another number, text included', ['INSERTED', '15', '-'], (log) => {
    const record = copy(log.record(5));
    setAttribute(record, 'audit.sequence.number', { intValue: '15' });
    editPayload(record, '"sequence":"5"', '"sequence":"15"');
    log.insertAfter(log.record(13), record);
  }),
  tampering('puts another record in the place of one', ['MODIFIED', '5', 'audit.payload'], (log) => {
    const record = copy(log.record(6));
    setAttribute(record, 'audit.sequence.number', { intValue: '5' });
    editPayload(record, '"sequence":"6"', '"sequence":"5"');
    log.insertAfter(log.record(5), record);
    log.remove(log.record(5));
  }),
  tampering('gives a record of another stream the name of this one', ['INSERTED', '2', '-'], (log) => {
    const [own, other] = [log.record(2), copy(log.record(2, 'billing'))];
    const [id, otherId] = [own, other].map(streamOf) as [string, string];
    setAttribute(other, 'audit.sequence.stream_id', id);
    editPayload(other, otherId, id);
    log.insertAfter(log.record(5), other);
  }),
  tampering('copies a record of another stream among these', ['REPLAY', '2', 'service.name'], (log) =>
    log.insertAfter(log.record(5), copy(log.record(2, 'billing'))),
  ),
  tampering('files the stream under another service', ['DISPLAY_MISMATCH', '1', 'service.name'], (log) => {
    for (const { service, resourceLogs } of log.groups()) {
      if (service !== 'shop') continue;
      for (const { key, value } of resourceLogs.resource.attributes)
        if (key === 'service.name') value.stringValue = 'billing';
    }
  }),
  tampering('files a copy of a record under another service', ['REPLAY', '5', 'service.name'], (log) =>
    log.insertAfter(log.record(2, 'billing'), copy(log.record(5))),
  ),
  tampering('moves one record to another service', ['DISPLAY_MISMATCH', '5', 'service.name'], (log) => {
    const record = log.record(5);
    log.remove(record);
    log.insertAfter(log.record(2, 'billing'), record);
  }),
];

/** Everything that must be found out. The log: shop with #1 open, #2 to #13 login failures in three bursts, #14 close; billing likewise, shorter. */
export const TAMPERINGS: readonly Tampering[] = [...EDITS, ...ADDITIONS, ...REMOVALS, ...INSERTIONS];

/** What must not pass for INTACT. */
export const WITHOUT_PROOF: readonly LossOfProof[] = [
  {
    name: 'the close record and the last checkpoint removed',
    reason: 'UNCLOSED',
    apply: (log) => log.remove(log.record(14), ...log.checkpoints().slice(-1)),
  },
  {
    name: 'checkpoints only',
    reason: 'UNCLOSED',
    apply: (log) => log.remove(...log.all().filter((record) => !Number.isNaN(sequenceOf(record)))),
  },
  {
    name: 'everything behind a checkpoint removed',
    reason: 'UNCLOSED',
    apply: (log) => {
      const kept = log.all().slice(0, log.all().indexOf(log.checkpoints()[1] as StoredRecord) + 1);
      log.remove(...log.all().filter((record) => !kept.includes(record)));
    },
  },
  {
    name: 'all checkpoints removed',
    reason: 'UNANCHORED',
    apply: (log) => log.remove(...log.checkpoints()),
  },
];

/** What must not raise an alarm. */
export const BENIGN_CHANGES: readonly BenignChange[] = [
  { name: 'nothing', apply: () => {} },
  {
    name: 'a line twice',
    apply: (log) => log.lines.push(copy(log.lines[0] as StoredLog['lines'][0])),
    condition: 'DUPLICATE_BENIGN',
  },
  {
    name: 'a record twice',
    apply: (log) => log.insertAfter(log.record(9), copy(log.record(5))),
    condition: 'DUPLICATE_BENIGN',
  },
  { name: 'the lines in another order', apply: (log) => log.lines.reverse() },
  {
    name: 'the records in another order',
    apply: (log) => {
      for (const { scopeLogs } of log.groups()) scopeLogs.logRecords.reverse();
    },
  },
  { name: 'attributes in another order', apply: (log) => void log.record(5).attributes.reverse() },
  {
    name: 'a checkpoint lost that a later one covers',
    apply: (log) => log.remove(log.checkpoints()[0] as StoredRecord),
  },
  {
    name: 'attributes of the surroundings',
    apply: (log) => {
      for (const name of ['host.name', 'k8s.pod.name', 'cloud.region', 'deployment.environment.name'])
        setAttribute(log.record(5), name, 'x');
    },
    coverage: 'k8s.pod.name',
  },
  {
    name: 'an attribute that means nothing to security',
    apply: (log) => setAttribute(log.record(5), 'team', 'payments'),
    coverage: 'team',
  },
  {
    name: 'an ordinary record without a seal',
    apply: (log) => log.insertAfter(log.record(5), { body: { stringValue: 'cache warmed' }, attributes: [] }),
    coverage: '1 ordinary log record',
  },
  {
    name: 'another observed time',
    apply: (log) => {
      log.record(5).observedTimeUnixNano = '1';
    },
    coverage: 'observed times',
  },
];
