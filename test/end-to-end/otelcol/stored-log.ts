import { readFileSync, writeFileSync } from 'node:fs';

/** What the collector's file exporter writes, as far as somebody who tampers with it needs it. */
export interface StoredValue {
  stringValue?: string;
  intValue?: string;
  arrayValue?: { values: StoredValue[] };
}
export interface StoredRecord {
  timeUnixNano?: string;
  observedTimeUnixNano?: string;
  severityNumber?: number;
  severityText?: string;
  body?: StoredValue;
  attributes: { key: string; value: StoredValue }[];
  droppedAttributesCount?: number;
  flags?: number;
  traceId?: string;
  spanId?: string;
  eventName?: string;
}
interface ScopeLogs {
  scope: object;
  logRecords: StoredRecord[];
}
interface ResourceLogs {
  resource: { attributes: { key: string; value: StoredValue }[] };
  scopeLogs: ScopeLogs[];
}
export interface Line {
  resourceLogs: ResourceLogs[];
}

/** A log file in the hands of somebody who may change everything in it. */
export class StoredLog {
  lines: Line[];

  constructor(file: string) {
    const text = readFileSync(file, 'utf8').split('\n');
    this.lines = text.filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
  }

  write(file: string): void {
    writeFileSync(file, this.lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  /** Every scope's records with the service that they are filed under, in the order stored. */
  *groups(): Generator<{
    readonly service: string;
    readonly resourceLogs: ResourceLogs;
    readonly scopeLogs: ScopeLogs;
  }> {
    for (const { resourceLogs } of this.lines) {
      for (const one of resourceLogs) {
        const service = one.resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
        for (const scopeLogs of one.scopeLogs) yield { service, resourceLogs: one, scopeLogs };
      }
    }
  }

  /** The numbered record of a service. */
  record(sequence: number, service = 'shop'): StoredRecord {
    const found = this.#find(({ record, service: of }) => of === service && sequenceOf(record) === sequence);
    if (found === undefined) throw new Error(`there is no #${sequence} of ${service}`);
    return found;
  }

  /** Checkpoints of a service in the order stored. */
  checkpoints(service = 'shop'): StoredRecord[] {
    return this.all(service).filter(({ eventName }) => eventName === 'audit.checkpoint');
  }

  all(service = 'shop'): StoredRecord[] {
    return [...this.groups()]
      .filter((group) => group.service === service)
      .flatMap(({ scopeLogs }) => scopeLogs.logRecords);
  }

  remove(...records: readonly StoredRecord[]): void {
    for (const { scopeLogs } of this.groups()) {
      scopeLogs.logRecords = scopeLogs.logRecords.filter((record) => !records.includes(record));
    }
  }

  /** Puts records behind another one, into its resource and scope. */
  insertAfter(neighbour: StoredRecord, ...records: readonly StoredRecord[]): void {
    for (const { scopeLogs } of this.groups()) {
      const at = scopeLogs.logRecords.indexOf(neighbour);
      if (at !== -1) scopeLogs.logRecords.splice(at + 1, 0, ...records);
    }
  }

  #find(
    matches: (stored: { readonly record: StoredRecord; readonly service: string }) => boolean,
  ): StoredRecord | undefined {
    for (const { service, scopeLogs } of this.groups()) {
      for (const record of scopeLogs.logRecords) if (matches({ record, service })) return record;
    }
    return undefined;
  }
}

export function sequenceOf(record: StoredRecord): number {
  return Number(shownValue(record, 'audit.sequence.number')?.intValue);
}

export function streamOf(record: StoredRecord): string {
  return shownValue(record, 'audit.sequence.stream_id')?.stringValue ?? '';
}

function shownValue(record: StoredRecord, key: string): StoredValue | undefined {
  return record.attributes.find((attribute) => attribute.key === key)?.value;
}

/** Sets or adds an attribute. */
export function setAttribute(record: StoredRecord, key: string, value: StoredValue | string): void {
  const stored = typeof value === 'string' ? { stringValue: value } : value;
  const present = record.attributes.find((attribute) => attribute.key === key);
  if (present === undefined) record.attributes.push({ key, value: stored });
  else present.value = stored;
}

export function removeAttribute(record: StoredRecord, ...keys: readonly string[]): void {
  record.attributes = record.attributes.filter(({ key }) => !keys.includes(key));
}

/** Rewrites the sealed text; what is not there is a mistake of the test. */
export function editPayload(record: StoredRecord, from: string | RegExp, to: string): void {
  const text = shownValue(record, 'audit.payload')?.stringValue ?? '';
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`the sealed text has no ${from}`);
  setAttribute(record, 'audit.payload', edited);
}

export const SEAL: readonly string[] = [
  'audit.payload',
  'audit.sequence.number',
  'audit.sequence.stream_id',
  'audit.time',
];
