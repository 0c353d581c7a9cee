import type { StoredRecord, StoredValue } from '../../src/index.js';
import { changed, editPayload, type Mutable, payloadOf, setAttribute } from '../judged.js';

/** What somebody does to one place of a stored log, and what a verifier must say of it, by rule. */
export interface Tampering {
  readonly field: string;
  readonly operation: string;
  readonly records: readonly StoredRecord[];
  /** Findings as `VERDICT #sequence field`, or `INTACT` where nothing that was sealed is changed by it. */
  readonly expected: readonly string[];
}

export const OPERATIONS = [
  'flips a bit',
  'changes the type',
  'empties',
  'deletes',
  'puts a look-alike',
  'swaps with the neighbour',
  'duplicates',
  'moves to the neighbour',
] as const;
type Operation = (typeof OPERATIONS)[number];

/** The records under attack: one with every field and type, and its neighbour with other values. */
export interface Target {
  readonly records: readonly StoredRecord[];
  readonly index: number;
  readonly sequence: number;
  /** Of the record that it is swapped with; the number after. */
  readonly neighbour: number;
}

type Log = Record<string, unknown>;

function fieldOf(records: readonly StoredRecord[], index: number, field: string): unknown {
  const { logRecord } = records[index] as StoredRecord;
  return (logRecord as unknown as Log)[field];
}

function withField(records: readonly StoredRecord[], index: number, field: string, value: unknown): StoredRecord[] {
  return changed(records, index, (record) => {
    (record.logRecord as unknown as Log)[field] = value;
  });
}

const TOP_LEVEL = [
  'eventName',
  'timeUnixNano',
  'severityNumber',
  'severityText',
  'body',
  'traceId',
  'spanId',
  'flags',
  'droppedAttributesCount',
] as const;

const PAYLOAD = 'audit.payload';

/** Every field of a record, with every operation that makes sense on it. */
export function* fieldMatrix(target: Target): Generator<Tampering> {
  for (const field of TOP_LEVEL) {
    for (const operation of OPERATIONS) {
      if (operation === 'duplicates') continue; // an object has a member once; the command line refuses texts that have it twice
      yield topLevel(target, field, operation);
    }
  }
  const names = (target.records[target.index]?.logRecord.attributes ?? []).map(({ key }) => key ?? '');
  for (const name of names) for (const operation of OPERATIONS) yield attribute(target, name, operation);
  for (const name of ['service.name', 'service.instance.id']) {
    for (const operation of OPERATIONS) yield resource(target, name, operation);
  }
}

function topLevel(target: Target, field: (typeof TOP_LEVEL)[number], operation: Operation): Tampering {
  const { records, index, sequence, neighbour } = target;
  const [mine, theirs] = [fieldOf(records, index, field), fieldOf(records, neighbour, field)];
  const here = `DISPLAY_MISMATCH #${sequence} ${field}`;
  const there = `DISPLAY_MISMATCH #${sequence + 1} ${field}`;
  const edit = (value: unknown): StoredRecord[] => withField(records, index, field, value);
  const both = (a: unknown, b: unknown): StoredRecord[] => withField(edit(a), neighbour, field, b);
  const absent = isEmpty(mine);
  const same = JSON.stringify(mine) === JSON.stringify(theirs);
  switch (operation) {
    case 'flips a bit':
      return { field, operation, records: edit(flipped(mine)), expected: [here] };
    case 'changes the type':
      return { field, operation, records: edit({ deeply: ['wrong'] }), expected: [here] };
    case 'empties':
      return { field, operation, records: edit(emptyOf(mine)), expected: absent ? ['INTACT'] : [here] };
    case 'deletes':
      return { field, operation, records: edit(undefined), expected: absent ? ['INTACT'] : [here] };
    case 'puts a look-alike':
      return { field, operation, records: edit(lookAlike(mine)), expected: [here] };
    case 'swaps with the neighbour':
      return { field, operation, records: both(theirs, mine), expected: same ? ['INTACT'] : [here, there] };
    default:
      return {
        field,
        operation,
        records: both(undefined, mine),
        expected: same ? (absent ? ['INTACT'] : [here]) : [here, there],
      };
  }
}

function attribute(target: Target, name: string, operation: Operation): Tampering {
  const { records, index, sequence, neighbour } = target;
  const valueAt = (at: number): StoredValue | undefined =>
    records[at]?.logRecord.attributes?.find(({ key }) => key === name)?.value;
  const [mine, theirs] = [valueAt(index), valueAt(neighbour)];
  const same = JSON.stringify(mine) === JSON.stringify(theirs);
  const set = (value: unknown) => (record: Mutable<StoredRecord>) => setAttribute(record, name, value);
  const here = name === PAYLOAD ? `MODIFIED #${sequence} ${PAYLOAD}` : `DISPLAY_MISMATCH #${sequence} ${name}`;
  const there = `DISPLAY_MISMATCH #${sequence + 1} ${name}`;
  const make = (records: readonly StoredRecord[], expected: readonly string[]): Tampering => ({
    field: name,
    operation,
    records,
    expected,
  });
  const edit = (value: unknown): Tampering => make(changed(records, index, set(value)), [here]);
  switch (operation) {
    case 'flips a bit':
      return edit(flipped(mine));
    case 'changes the type':
      return edit(otherType(mine));
    case 'empties':
      return edit(emptyOf(mine));
    case 'deletes':
      return edit(undefined);
    case 'puts a look-alike':
      return edit(lookAlike(mine));
    case 'swaps with the neighbour': {
      const swapped = changed(changed(records, index, set(theirs)), neighbour, set(mine));
      if (name === PAYLOAD) return make(swapped, shownAsNeighbour(target));
      return make(swapped, same ? ['INTACT'] : [here, there]);
    }
    case 'duplicates': {
      const doubled = changed(
        records,
        index,
        (record) => void record.logRecord.attributes?.push({ key: name, value: mine as never }),
      );
      return make(doubled, [`DISPLAY_MISMATCH #${sequence} ${name}`]);
    }
    default: {
      const away = changed(records, index, set(undefined));
      const moved = changed(
        away,
        neighbour,
        (record) => void record.logRecord.attributes?.push({ key: name, value: mine as never }),
      );
      if (name === PAYLOAD) return make(moved, payloadMoved(target));
      return make(moved, [here, there]);
    }
  }
}

/** Two records that carry each other's text: both texts are whole, and neither is shown as what it says. */
function shownAsNeighbour({ sequence }: Target): string[] {
  return [`DISPLAY_MISMATCH #${sequence} timeUnixNano`, `DISPLAY_MISMATCH #${sequence + 1} timeUnixNano`];
}

/** The last text of a record counts: the neighbour now carries this one's, its own is gone, and this record has none. */
function payloadMoved({ sequence }: Target): string[] {
  return [
    `MODIFIED #${sequence} ${PAYLOAD}`,
    `DISPLAY_MISMATCH #${sequence} timeUnixNano`,
    `MISSING #${sequence + 1} -`,
  ];
}

function resource(target: Target, name: string, operation: Operation): Tampering {
  const { records, index, sequence } = target;
  const found = records[index]?.resource.find(({ key }) => key === name)?.value;
  const edit = (change: (list: { key?: string; value?: unknown }[], at: number) => void): StoredRecord[] =>
    changed(records, index, (record) => {
      const list = record.resource as { key?: string; value?: unknown }[];
      change(
        list,
        list.findIndex(({ key }) => key === name),
      );
    });
  const set = (value: unknown): StoredRecord[] => edit((list, at) => void list.splice(at, 1, { key: name, value }));
  const expected = [`DISPLAY_MISMATCH #${sequence} ${name}`];
  switch (operation) {
    case 'flips a bit':
      return { field: name, operation, records: set(flipped(found)), expected };
    case 'changes the type':
      return { field: name, operation, records: set(otherType(found)), expected };
    case 'empties':
      return { field: name, operation, records: set(emptyOf(found)), expected };
    case 'puts a look-alike':
      return { field: name, operation, records: set(lookAlike(found)), expected };
    case 'duplicates':
      return {
        field: name,
        operation,
        records: edit((list) => void list.push({ key: name, value: { stringValue: 'other' } })),
        expected,
      };
    case 'swaps with the neighbour':
      return { field: name, operation, records: records.slice(), expected: ['INTACT'] }; // one resource, one identity
    default:
      return { field: name, operation, records: edit((list, at) => void list.splice(at, 1)), expected };
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || value === 0;
}

/** The smallest change of a value's own kind. */
function flipped(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? '1' : flippedText(value);
  if (typeof value === 'number') return value ^ 1;
  if (value === undefined) return 1;
  const [kind, inner] = Object.entries(value as object)[0] as [string, unknown];
  if (kind === 'stringValue' || kind === 'bytesValue') return { [kind]: flippedText(String(inner)) };
  if (kind === 'intValue') return { intValue: String(BigInt(String(inner)) ^ 1n) };
  if (kind === 'doubleValue') return { doubleValue: Number(inner) * (1 + Number.EPSILON) };
  if (kind === 'boolValue') return { boolValue: inner !== true };
  const values = (inner as { values: unknown[] }).values.slice();
  return {
    [kind]: {
      values: kind === 'arrayValue' ? values.with(0, flipped(values[0])) : values.with(0, flippedMember(values[0])),
    },
  };
}

function flippedMember(member: unknown): unknown {
  const { key, value } = member as { readonly key: string; readonly value: unknown };
  return { key, value: flipped(value) };
}

function flippedText(text: string): string {
  const last = text.length - 1;
  return `${text.slice(0, last)}${String.fromCharCode(text.charCodeAt(last) ^ 1)}`;
}

/** The same text under another type, or another type altogether. */
function otherType(value: StoredValue | undefined): unknown {
  const [kind, inner] = Object.entries(value ?? {})[0] as [string, unknown];
  return kind === 'stringValue'
    ? { bytesValue: Buffer.from(String(inner)).toString('base64') }
    : { stringValue: JSON.stringify(inner) };
}

function emptyOf(value: unknown): unknown {
  if (typeof value === 'number') return 0;
  if (typeof value !== 'object') return '';
  const kind = Object.keys(value as object)[0];
  if (kind === 'arrayValue' || kind === 'kvlistValue') return { [kind]: { values: [] } };
  return { stringValue: '' };
}

/** Looks the same or nearly so, and is not: a zero-width space, which every text of a person can take. */
function lookAlike(value: unknown): unknown {
  if (typeof value === 'string') return `${value}\u200b`;
  if (typeof value !== 'object') return String(value ?? '\u200b').concat('\u200b');
  const [kind, inner] = Object.entries(value as object)[0] as [string, unknown];
  return {
    stringValue: `${kind === 'stringValue' ? String(inner).replace('a', '\u0430') : JSON.stringify(inner)}\u200b`,
  };
}

/** Members of the sealed text, and what changing one of them shows in. */
const MEMBERS: Readonly<Record<string, string>> = {
  body: 'body',
  environment: PAYLOAD,
  event: 'eventName',
  event_time: 'timeUnixNano',
  flags: 'flags',
  instance: 'service.instance.id',
  organisation: PAYLOAD,
  prev: PAYLOAD,
  retention: PAYLOAD,
  salt: PAYLOAD,
  service: 'service.name',
  severity: 'severityNumber',
  severity_text: 'severityText',
  span: 'spanId',
  tenant: PAYLOAD,
  time: 'audit.time',
  trace: 'traceId',
};

/** Every member of the sealed text × the changes that a text can suffer: MODIFIED at its number, with the first field that shows it. */
export function* memberMatrix({ records, index, sequence }: Target): Generator<Tampering> {
  const payload = payloadOf(records[index] as StoredRecord);
  const edited = (text: string): StoredRecord[] =>
    changed(records, index, (record) => setAttribute(record, PAYLOAD, { stringValue: text }));
  const modified = (field: string): readonly string[] => [`MODIFIED #${sequence} ${field}`];
  for (const [member, shown] of Object.entries(MEMBERS)) {
    const pattern = new RegExp(`"${member}":"((?:[^"\\\\]|\\\\.)*)"(?!.*"${member}":)`);
    const value = pattern.exec(payload)?.[1];
    if (value === undefined) throw new Error(`The target has no ${member}.`);
    const put = (text: string): string => payload.replace(pattern, () => text);
    const flip = (text: string): string =>
      `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) ^ 1)}`;
    const isHash = member === 'prev'; // its last character has spare bits, which make it no base64 of anything
    yield {
      field: member,
      operation: 'flips a bit',
      records: edited(put(`"${member}":"${isHash ? `A${value.slice(1)}` : flip(value)}"`)),
      expected: modified(shown),
    };
    yield {
      field: member,
      operation: 'empties',
      records: edited(put(`"${member}":""`)),
      expected: modified(member === 'body' ? 'body' : PAYLOAD),
    };
    yield {
      field: member,
      operation: 'duplicates',
      records: edited(put(`"${member}":"${value}","${member}":"${value}"`)),
      expected: modified(PAYLOAD),
    };
    yield {
      field: member,
      operation: 'changes the type',
      records: edited(put(`"${member}":1`)),
      expected: modified(PAYLOAD),
    };
    yield {
      field: member,
      operation: 'puts a look-alike',
      records: edited(put(`"${member}":"${value}\u200b"`)),
      expected: modified(PAYLOAD),
    };
  }
  for (const [operation, text] of [
    ['adds a member', payload.replace('"environment"', '"encore":"1","environment"')],
    ['renames a member', payload.replace('"retention"', '"retentiom"')],
    ['changes the version', payload.replace('"v":"1"', '"v":"2"')],
    ['changes the kind', payload.replace('"kind":"record"', '"kind":"recore"')],
    ['ends early', payload.slice(0, -1)],
    ['goes on', `${payload} `],
  ] as const) {
    yield { field: 'text', operation, records: edited(text), expected: modified(PAYLOAD) };
  }
}

/** The number or the stream of the text itself is changed: it is missing where it was and one too many where it goes. */
export function* placeMatrix({ records, index, sequence }: Target, other: string): Generator<Tampering> {
  const to = (from: string | RegExp, text: string): StoredRecord[] =>
    changed(records, index, (record) => editPayload(record, from, text));
  const stream = records[index]?.logRecord.attributes?.find(({ key }) => key === 'audit.sequence.stream_id')?.value
    ?.stringValue;
  yield {
    field: 'sequence',
    operation: 'moves to another number',
    records: to(`"sequence":"${sequence}"`, `"sequence":"${sequence + 1}"`),
    expected: [`INSERTED #${sequence + 1} -`, `MISSING #${sequence} -`],
  };
  yield {
    field: 'stream',
    operation: 'moves to another stream',
    records: to(`"stream":"${stream}"`, `"stream":"${other}"`),
    expected: [`INSERTED #${sequence} -`, `MISSING #${sequence} -`],
  };
}
