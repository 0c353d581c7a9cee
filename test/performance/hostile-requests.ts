import { randomInt } from 'node:crypto';

/** Names longer than this V8 does not read when it hashes them: all of one length are in one place of its tables. */
const LONGEST_HASHED = 16_383;
const RECORDS = 64;
const ATTRIBUTES = 1_024;

type KeyValue = { readonly key: string; readonly value: object };

const NOTHING: object = { intValue: '1' };

function request(records: readonly (readonly KeyValue[])[]): Buffer {
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
  const logRecords = records.map((attributes) => ({ body: { stringValue: 'hello' }, attributes }));
  return Buffer.from(JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] }));
}

function recordsOf(name: (record: number, attribute: number) => string, records = RECORDS, attributes = ATTRIBUTES) {
  return Array.from({ length: records }, (_, record) =>
    Array.from({ length: attributes }, (__, attribute) => ({ key: name(record, attribute), value: NOTHING })),
  );
}

/** Requests that cost a naive receiver more than their size says, by what they aim at. In OTLP JSON, each with less than 20 MB. */
export const HOSTILE_REQUESTS: Readonly<Record<string, () => Buffer>> = {
  'names that are array indices': () => request(recordsOf(() => String(randomInt(4_294_967_294)))),
  'names that collide, being long': () =>
    request(recordsOf((record, attribute) => `${'x'.repeat(LONGEST_HASHED)}${record}-${1_000 + attribute}`, 1, 1_000)),
  'names in another order in each record': () =>
    request(recordsOf((record, attribute) => `n${(attribute * (2 * record + 1)) % ATTRIBUTES}`)),
  'names that are new in each record': () => request(recordsOf((record, attribute) => `n${record}.${attribute}`)),
};
