// What is done to a sealed log: records 0 to 13 are open, four logins, a checkpoint, four logins, a checkpoint, two logins,
// close and the last checkpoint.
import type { LogRecord } from './sealed-log.ts';

type Resource = { attributes: { key: string; value: Record<string, unknown> }[] };
type Tamper = (records: LogRecord[], resource: Resource) => LogRecord[];

export const TAMPERINGS: readonly (readonly [name: string, tamper: Tamper])[] = [
  ['nothing', (records) => records],
  ['read backwards', (records) => records.reverse()],
  ['read twice', (records) => [...records, ...structuredClone(records)]],
  ['the first checkpoint gone', (records) => without(records, 5)],
  ['all checkpoints but the last gone', (records) => without(records, 5, 10)],
  ['all checkpoints gone', (records) => without(records, 5, 10, 14)],
  ['the last checkpoint gone', (records) => without(records, 14)],
  ['the end gone', (records) => records.slice(0, 12)],
  ['open gone', (records) => without(records, 0)],
  ['one gone', (records) => without(records, 7)],
  ['two runs gone', (records) => without(records, 2, 3, 7, 8)],
  ['the last leaf under a checkpoint gone', (records) => without(records, 9)],
  ['close gone', (records) => without(records, 13)],
  ['empty', () => []],
  ['a value shown otherwise', edited(3, (record) => attribute(record, 'user.id', { stringValue: 'eve' }))],
  ['a type shown otherwise', edited(3, (record) => attribute(record, 'client.port', { stringValue: '50003' }))],
  ['a long value shown otherwise', edited(2, (record) => attribute(record, 'app.long', { stringValue: 'n' }))],
  ['a member shown otherwise', edited(3, (record) => attribute(record, 'app.map', { kvlistValue: {} }))],
  [
    'a severity shown otherwise',
    edited(3, (record) => {
      record['severityNumber'] = 9;
    }),
  ],
  [
    'an event shown otherwise',
    edited(3, (record) => {
      record['eventName'] = 'security.authn.login.success';
    }),
  ],
  [
    'a trace in upper case',
    edited(3, (record) => {
      record['traceId'] = String(record['traceId']).toUpperCase();
    }),
  ],
  [
    'another trace',
    edited(3, (record) => {
      record['traceId'] = '1'.repeat(32);
    }),
  ],
  ['audit.time shown otherwise', edited(3, (record) => attribute(record, 'audit.time', { stringValue: '1' }))],
  [
    'an attribute twice',
    edited(3, (record) => {
      record.attributes.push({ key: 'user.id', value: { stringValue: 'user3' } });
    }),
  ],
  ["a collector's attribute", edited(3, (record) => attribute(record, 'k8s.pod.name', { stringValue: 'pod' }))],
  ['an unsigned user', edited(3, (record) => attribute(record, 'user.name', { stringValue: 'eve' }))],
  ['an unsigned word of the vocabulary', edited(3, (record) => attribute(record, 'url.path', { stringValue: '/' }))],
  ['an unsigned reserved name', edited(3, (record) => attribute(record, 'detected_level', { stringValue: 'info' }))],
  ['the payload changed', edited(3, (record) => payload(record, /user3/, 'user4'))],
  [
    'payload and display changed',
    edited(3, (record) => {
      payload(record, /"s:user3"/, '"s:eve"');
      attribute(record, 'user.id', { stringValue: 'eve' });
    }),
  ],
  ['the previous hash changed', edited(3, (record) => payload(record, /"prev":"...../, '"prev":"AAAAA'))],
  ...[6, 7, 9, 11].flatMap((index): [string, Tamper][] => [
    [`the salt of record ${index} changed in a tail that nothing signs`, inTail(index, /"salt":"../, '"salt":"QQ')],
    [`the previous hash of record ${index} changed there`, inTail(index, /"prev":"../, '"prev":"QQ')],
  ]),
  ["the last leaf's payload changed", edited(13, (record) => payload(record, /shutdown/, 'whatever'))],
  ["a member's place taken", edited(3, (record) => attribute(record, 'app.map.ok', { stringValue: 'other' }))],
  ['the payload not canonical', edited(3, (record) => payload(record, /^\{/, '{ '))],
  ['the payload gone', edited(3, (record) => drop(record, 'audit.payload'))],
  [
    'the seal gone',
    edited(3, (record) => {
      for (const name of ['audit.payload', 'audit.sequence.number', 'audit.sequence.stream_id']) drop(record, name);
    }),
  ],
  [
    'a harmless attribute twice',
    edited(3, (record) => {
      for (const n of [1, 2]) record.attributes.push({ key: 'k8s.pod.name', value: { intValue: String(n) } });
    }),
  ],
  [
    'a resource attribute in the place of a member',
    (records, resource) => {
      resource.attributes.push({ key: 'app_map_deep', value: { stringValue: 'x' } });
      return records;
    },
  ],
  [
    'an unsigned user under another service',
    (records, resource) => {
      (resource.attributes[0] as { value: object }).value = { stringValue: 'shoe' };
      attribute(records[3] as LogRecord, 'user.name', { stringValue: 'eve' });
      return records;
    },
  ],
  [
    'a rival',
    (records) => {
      const rival = structuredClone(records[3] as LogRecord);
      payload(rival, /user3/, 'user4');
      return [rival, ...records];
    },
  ],
  [
    'a security event beside it',
    (records) => [...records, { eventName: 'security.authn.login.success', attributes: [] }],
  ],
  ['another record beside it', (records) => [...records, { body: { stringValue: 'hello' }, attributes: [] }]],
  [
    'another service',
    (records, resource) => {
      (resource.attributes[0] as { value: object }).value = { stringValue: 'shoe' };
      return records;
    },
  ],
  [
    "a checkpoint's time shown otherwise",
    edited(5, (record) => {
      record['timeUnixNano'] = '1795449600000000001';
    }),
  ],
  [
    "a checkpoint's body shown otherwise",
    edited(5, (record) => {
      record['body'] = { stringValue: 'Nothing here.' };
    }),
  ],
  ["a checkpoint's size changed", edited(14, (record) => payload(record, /\\u000a12\\u000a/, '\\u000a11\\u000a'))],
  [
    "a checkpoint's proof changed",
    edited(10, (record) => payload(record, /"proof":\{"0":"..../, '"proof":{"0":"AAAA')),
  ],
  ['an attribute without a name', edited(3, (record) => attribute(record, '', { stringValue: '' }))],
  ['a number as no encoder writes it', edited(3, (record) => attribute(record, 'client.port', { intValue: '050003' }))],
  ['a trace of one zero', edited(0, (record) => field(record, 'traceId', '0'))],
  ['flags that are no number', edited(0, (record) => field(record, 'flags', {}))],
  [
    'another tenant in the last leaf',
    edited(13, (record) => payload(record, /"tenant":"default"/, '"tenant":"other"')),
  ],
];

/** The records without all checkpoints but the first, and one payload changed. */
function inTail(index: number, from: RegExp, to: string): Tamper {
  const edit = edited(index, (record) => payload(record, from, to));
  return (records, resource) => without(edit(records, resource), 10, 14);
}

function without(records: readonly LogRecord[], ...indices: number[]): LogRecord[] {
  return records.filter((_, index) => !indices.includes(index));
}

function edited(index: number, edit: (record: LogRecord) => void): Tamper {
  return (records) => {
    edit(records[index] as LogRecord);
    return records;
  };
}

function attribute(record: LogRecord, key: string, value: Record<string, unknown>): void {
  const found = record.attributes.find((candidate) => candidate.key === key);
  if (found) found.value = value;
  else record.attributes.push({ key, value });
}

function field(record: LogRecord, name: string, value: unknown): void {
  record[name] = value;
}

function drop(record: LogRecord, key: string): void {
  record.attributes = record.attributes.filter((candidate) => candidate.key !== key);
}

function payload(record: LogRecord, from: RegExp, to: string): void {
  const text = String(record.attributes.find(({ key }) => key === 'audit.payload')?.value['stringValue']);
  if (!from.test(text)) throw new Error(`The payload has no ${from}`);
  attribute(record, 'audit.payload', { stringValue: text.replace(from, () => to) });
}
