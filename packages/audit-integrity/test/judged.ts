import {
  createVerifier,
  type Report,
  reportFirstLine,
  type StoredRecord,
  type Trust,
  type VerifierOptions,
} from '../src/index.js';
import { trustOf } from './sealed-streams.js';

/** The report over these records, with the usual trust file. */
export function judge(records: Iterable<StoredRecord>, options: VerifierOptions = {}): Report {
  const verifier = createVerifier({ trust: trustOf(), ...options });
  for (const record of records) verifier.add(record);
  return verifier.finish();
}

/** `INTACT`, `NOT PROVEN <reason>`, or the findings as `VERDICT #sequence field`. */
export function verdictOf(records: Iterable<StoredRecord>, options: VerifierOptions = {}): string[] {
  const report = judge(records, options);
  if (report.verdict === 'INTACT') return ['INTACT'];
  if (report.verdict === 'NOT PROVEN') return [`NOT PROVEN ${report.reason}`];
  return report.findings.map(({ verdict, sequence, field }) => `${verdict} #${sequence} ${field}`);
}

/** The words of the first line up to the field. */
export function firstWords(records: Iterable<StoredRecord>, trust: Trust = trustOf()): string {
  return reportFirstLine(judge(records, { trust })).split(' (')[0] as string;
}

/** A deep copy with one record changed in place by `change`. */
export function changed(
  records: readonly StoredRecord[],
  index: number,
  change: (record: Mutable<StoredRecord>) => void,
): StoredRecord[] {
  const copy = structuredClone(records) as Mutable<StoredRecord>[];
  change(copy.at(index) as Mutable<StoredRecord>);
  return copy as StoredRecord[];
}

export type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

export function without(records: readonly StoredRecord[], ...indices: number[]): StoredRecord[] {
  return records.filter((_, index) => !indices.includes(index));
}

/** Sets, replaces or (with undefined) removes an attribute of a record. */
export function setAttribute(record: Mutable<StoredRecord>, key: string, value: unknown): void {
  const attributes = (record.logRecord.attributes ?? []) as { key: string; value: unknown }[];
  const at = attributes.findIndex((attribute) => attribute.key === key);
  if (value === undefined) attributes.splice(at, 1);
  else if (at < 0) attributes.push({ key, value });
  else attributes[at] = { key, value };
}

export function payloadOf(record: StoredRecord): string {
  return record.logRecord.attributes?.find(({ key }) => key === 'audit.payload')?.value?.stringValue ?? '';
}

/** Replaces text inside the carried payload. */
export function editPayload(record: Mutable<StoredRecord>, from: string | RegExp, to: string): void {
  const payload = payloadOf(record as StoredRecord);
  const edited = payload.replace(from, to);
  if (edited === payload) throw new Error(`The payload has no ${from}`);
  setAttribute(record, 'audit.payload', { stringValue: edited });
}
