import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StoredLogRecord, storedRecords } from '@otelseal/audit-integrity';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach } from 'vitest';
import { temporaryDirectory } from './signing-key-files.js';

/** An OTLP receiver for one test and what it wrote. */
export interface Receiving {
  readonly receiver: OtlpReceiver;
  readonly file: string;
  /** Attributes of every record received, as plain values, with the event name. */
  received(): Record<string, unknown>[];
}

/** Starts a receiver that ends with the test. */
export async function receiving(): Promise<Receiving> {
  count += 1;
  const file = join(directory, `received-${count}.jsonl`);
  const receiver = await OtlpReceiver.start(file);
  open.push(receiver);
  return { receiver, file, received: () => recordsOf(file) };
}

let count = 0;
const open: OtlpReceiver[] = [];
const directory = temporaryDirectory();

afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.close()));
});

function recordsOf(file: string): Record<string, unknown>[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const stored = lines.flatMap((line, index) => [...storedRecords(JSON.parse(line), `${file}:${index + 1}`)]);
  return stored.map(({ logRecord }) => plainRecord(logRecord));
}

function plainRecord(record: StoredLogRecord): Record<string, unknown> {
  const attributes = Object.fromEntries(
    (record.attributes ?? []).map(({ key, value }) => [key, Object.values(value ?? {})[0]]),
  );
  return { ...attributes, eventName: record.eventName, body: record.body?.stringValue };
}
