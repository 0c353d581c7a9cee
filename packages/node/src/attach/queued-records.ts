import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';

interface QueueingProcessor {
  readonly _finishedLogRecords?: unknown;
}

interface EmittedRecord {
  _isReadonly?: unknown;
}

/**
 * Takes the records that wait in a batch processor of sdk-logs 0.20x to 3.x, so that they can go through what takes its place. The SDK has
 * closed them to changes when it queued them; nobody else has them any more, so they are opened again. What is not built as expected stays.
 *
 * @returns the records in the order in which they were emitted; empty where the processor has no queue
 */
export function takeQueued(processor: LogRecordProcessor): ReadWriteLogRecord[] {
  const { _finishedLogRecords: queue } = processor as QueueingProcessor;
  if (!Array.isArray(queue) || Object.isSealed(queue) || !queue.every(isEmitted)) return [];
  return reopen(queue.splice(0));
}

/** Opens records again that the SDK has closed to changes. */
export function reopen(records: readonly object[]): ReadWriteLogRecord[] {
  for (const record of records as EmittedRecord[]) record._isReadonly = false;
  return records as ReadWriteLogRecord[];
}

function isEmitted(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as EmittedRecord)._isReadonly === 'boolean';
}
