import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT } from './demo-folder.ts';

/** A log record as the collector wrote it, as far as the demo looks into it. */
export interface StoredRecord {
  readonly eventName?: string;
  readonly severityText?: string;
  readonly severityNumber?: number;
  readonly body?: { readonly stringValue?: string };
  readonly attributes?: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}

interface StoredRequest {
  readonly resourceLogs: readonly { readonly scopeLogs: readonly { readonly logRecords: StoredRecord[] }[] }[];
}

/** Every record in the file, in the order they stand there. */
export function storedRecords(file: string): StoredRecord[] {
  return linesOf(file).flatMap((line) => recordLists(JSON.parse(line)).flat());
}

/** The file with its first wanted record changed and everything else as it was, byte for byte; and the line it stood in. */
export function withOneRecordChanged(
  file: string,
  isWanted: (record: StoredRecord) => boolean,
  change: (record: StoredRecord) => StoredRecord,
): { readonly text: string; readonly line: number } {
  const lines = linesOf(file);
  for (const [index, line] of lines.entries()) {
    const request: StoredRequest = JSON.parse(line);
    const records = recordLists(request).find((list) => list.some(isWanted));
    if (records === undefined) continue;
    const at = records.findIndex(isWanted);
    records.splice(at, 1, ...records.slice(at, at + 1).map(change));
    return { text: `${lines.with(index, JSON.stringify(request)).join('\n')}\n`, line: index + 1 };
  }
  throw new Error('the record to change is not in the file');
}

export function attribute(record: StoredRecord, name: string): string | undefined {
  return record.attributes?.find(({ key }) => key === name)?.value.stringValue;
}

function recordLists({ resourceLogs }: StoredRequest): StoredRecord[][] {
  return resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.map(({ logRecords }) => logRecords));
}

function linesOf(file: string): string[] {
  return readFileSync(resolve(ROOT, file), 'utf8').trimEnd().split('\n');
}
