import { canonicalRecordText, type SealedRecord, type StoredRecord, type StoredValue } from '@otelseal/audit-integrity';
import { IDENTITY } from './sealed-input.ts';

/*
 * The form that SPEC.md does not have, for measurement only: instead of the canonical text a record carries the list of its
 * signed attributes, and the hash of the record before it and the salt, which nothing else shows. A reader writes the text
 * anew from what is shown. The signed bytes are those of the embedded form, so that both can be judged by one verifier.
 */

/** Carriers under names that a sealer never leaves to an application. */
const FIELDS = 'audit.sequence.fields';
const PREV = 'audit.sequence.prev_hash';
const SALT = 'audit.sequence.salt';

const SEAL = new Set([
  FIELDS,
  PREV,
  SALT,
  'audit.payload',
  'audit.sequence.number',
  'audit.sequence.stream_id',
  'audit.time',
  'event.name',
]);

interface SignedMembers {
  readonly prev: string;
  readonly salt: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** The same record without the embedded text. Control records and checkpoints keep theirs: nothing of them is shown. */
export function asFieldList(record: SealedRecord): SealedRecord {
  if (record.kind !== 'record') return record;
  const { prev, salt, attributes = {} } = JSON.parse(record.payload) as SignedMembers;
  const { 'audit.payload': _, ...shown } = record.attributes;
  const carried = { [FIELDS]: JSON.stringify(Object.keys(attributes)), [PREV]: prev, [SALT]: salt };
  return { ...record, attributes: { ...shown, ...carried } };
}

/** The stored record with the text that its fields give, in the embedded form's place; without one if they give none. */
export function rebuilt(stored: StoredRecord): StoredRecord {
  const all = stored.logRecord.attributes ?? [];
  const fields = textAt(stored, FIELDS);
  if (fields === undefined) return stored;
  const kept = all.filter(({ key }) => key !== FIELDS && key !== PREV && key !== SALT && key !== 'audit.payload');
  const payload = payloadOf(stored, fields);
  const attributes =
    payload === undefined ? kept : [...kept, { key: 'audit.payload', value: { stringValue: payload } }];
  return { ...stored, logRecord: { ...stored.logRecord, attributes } };
}

function payloadOf(stored: StoredRecord, fields: string): string | undefined {
  try {
    const names = new Set(JSON.parse(fields) as string[]);
    const { logRecord } = stored;
    const signed = (logRecord.attributes ?? []).filter(({ key = '' }) => names.has(key) && !SEAL.has(key));
    const attributes = Object.fromEntries(signed.map(({ key = '', value }) => [key, signedForm(value)]));
    const { severityNumber = 0, severityText, traceId, spanId, flags = 0, eventName, body } = logRecord;
    const members: Record<string, unknown> = {
      ...IDENTITY,
      v: '1',
      kind: 'record',
      retention: 'audit',
      stream: textAt(stored, 'audit.sequence.stream_id'),
      sequence: String(valueAt(stored, 'audit.sequence.number')?.intValue),
      time: textAt(stored, 'audit.time'),
      prev: textAt(stored, PREV),
      salt: textAt(stored, SALT),
      event_time: String(logRecord.timeUnixNano),
      event: eventName,
      severity: severityNumber === 0 ? '' : String(severityNumber),
      severity_text: severityText,
      trace: traceId,
      span: spanId,
      flags: flags === 0 ? '' : String(flags),
      body: Object.keys(body ?? {}).length === 0 ? '' : signedForm(body),
      attributes: names.size === 0 ? '' : attributes,
    };
    const present = Object.entries(members).filter(([, value]) => value !== undefined && value !== '');
    return canonicalRecordText(Object.fromEntries(present) as never);
  } catch {
    return undefined; // what is shown gives no text: the verifier says so
  }
}

/** SPEC.md §3, from OTLP/JSON. */
function signedForm(value: StoredValue | undefined): unknown {
  if (value?.stringValue !== undefined) return `s:${value.stringValue}`;
  if (value?.intValue !== undefined) return `i:${value.intValue}`;
  if (value?.doubleValue !== undefined) return `d:${value.doubleValue}`;
  if (value?.boolValue !== undefined) return `b:${value.boolValue}`;
  if (value?.bytesValue !== undefined) return `x:${value.bytesValue}`;
  if (value?.arrayValue !== undefined) {
    const items = value.arrayValue.values ?? [];
    return { a: Object.fromEntries(items.map((item, index) => [String(index), signedForm(item as StoredValue)])) };
  }
  if (value?.kvlistValue !== undefined) {
    const members = value.kvlistValue.values ?? [];
    return { m: Object.fromEntries(members.map(({ key = '', value: of }) => [key, signedForm(of)])) };
  }
  throw new TypeError('a value without a type has no signed form');
}

function valueAt(stored: StoredRecord, name: string): StoredValue | undefined {
  return stored.logRecord.attributes?.findLast(({ key }) => key === name)?.value;
}

function textAt(stored: StoredRecord, name: string): string | undefined {
  return valueAt(stored, name)?.stringValue;
}
