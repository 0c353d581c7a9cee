import { existsSync, readFileSync } from 'node:fs';
import {
  createVerifier,
  parseTrust,
  type Requirement,
  reportFirstLine,
  type StoredRecord,
  storedRecords,
} from '@otelseal/audit-integrity';
import { ATTRIBUTES } from '@otelseal/semantic-conventions';

/** Every record of a file of OTLP JSON lines. */
export function recordsIn(file: string): StoredRecord[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.flatMap((line, index) => [...storedRecords(JSON.parse(line), `received:${index + 1}`)]);
}

/** The first line of the report over a file. */
export function verdict(file: string, trustFile: string, require: readonly Requirement[] = []): string {
  const verifier = createVerifier({
    trust: parseTrust(readFileSync(trustFile, 'utf8')),
    vocabulary: Object.keys(ATTRIBUTES),
    require,
  });
  for (const record of recordsIn(file)) verifier.add(record);
  return reportFirstLine(verifier.finish());
}

/** A value of OTLP JSON as it stands there. */
type Shown = string | number | boolean | undefined;

export interface ShownRecord {
  readonly event: string | undefined;
  readonly body: Shown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly scope: string;
  readonly payload: Readonly<Record<string, unknown>> | undefined;
}

/** What a file shows of records, control records left out. */
export function shownIn(file: string): ShownRecord[] {
  return recordsIn(file)
    .map(({ logRecord, resource, scopeName }) => {
      const attributes = plain(logRecord.attributes ?? []);
      const payload = attributes['audit.payload'];
      return {
        event: logRecord.eventName as string | undefined,
        body: first(logRecord.body) as Shown,
        attributes,
        resource: plain(resource),
        scope: scopeName,
        payload: typeof payload === 'string' ? (JSON.parse(payload) as Record<string, unknown>) : undefined,
      };
    })
    .filter(({ payload }) => payload === undefined || payload['kind'] === 'record');
}

function plain(attributes: readonly { readonly key?: unknown; readonly value?: unknown }[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [String(key), first(value)]));
}

function first(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.values(value)[0] : undefined;
}
