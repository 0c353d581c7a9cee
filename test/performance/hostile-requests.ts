/** Names longer than this V8 does not read when it hashes them: all of one length are in one place of its tables. */
const LONGEST_HASHED = 16_383;
const RECORDS = 64;
const ATTRIBUTES = 1_024;
/** Indices of arrays that no array has: a table of its own kind. */
const SPARSE = 2_654_435_761;
const INDICES = 4_294_967_294;

interface KeyValue {
  readonly key: string;
  readonly value: object;
}

const NUMBER: object = { intValue: '1' };
const named = (key: string): KeyValue => ({ key, value: NUMBER });
const textOf = (key: string, stringValue: string): KeyValue => ({ key, value: { stringValue } });
const colliding = (index: number): string => `${'x'.repeat(LONGEST_HASHED)}-${1_000 + index}`;
const many = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** One resource; each record has so many attributes. */
function records(count: number, attributes: number, name: (record: number, attribute: number) => string): Buffer {
  const logRecords = many(count, (record) => ({
    body: { stringValue: 'hello' },
    attributes: many(attributes, (attribute) => named(name(record, attribute))),
  }));
  const resource = { attributes: [textOf('service.name', 'shop')] };
  return Buffer.from(JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] }));
}

function resources(count: number): Buffer {
  const resourceLogs = many(count, (index) => ({
    resource: { attributes: [textOf('service.name', 'shop'), textOf('a', colliding(index))] },
    scopeLogs: [{ scope: { name: colliding(index) }, logRecords: [{ body: { stringValue: 'hello' } }] }],
  }));
  return Buffer.from(JSON.stringify({ resourceLogs }));
}

/** Requests that cost a naive receiver more than their size says, by what they aim at. OTLP JSON, each of less than 20 MB. */
export const HOSTILE_REQUESTS: Readonly<Record<string, () => Buffer>> = {
  'names that are array indices': () =>
    records(RECORDS, ATTRIBUTES, (record, index) => String(((record * ATTRIBUTES + index) * SPARSE) % INDICES)),
  'long names that collide': () => records(1, 1_000, (_, index) => colliding(index)),
  'long resources and scopes that collide': () => resources(500),
  'names in another order in each record': () =>
    records(RECORDS, ATTRIBUTES, (record, index) => `n${(index * (2 * record + 1)) % ATTRIBUTES}`),
  'names that are new in each record': () => records(RECORDS, ATTRIBUTES, (record, index) => `n${record}.${index}`),
};
