import { context, diag, logs } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { afterAll, beforeAll, beforeEach } from 'vitest';

/** What one call left behind, as an exporter sees it. */
export interface RecordedEvent {
  readonly eventName: string | undefined;
  readonly severityNumber: number | undefined;
  readonly severityText: string | undefined;
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A real SDK with a context manager for the tests of one file; returns what was emitted since the test began. */
export function recordEvents(): { readonly events: () => RecordedEvent[]; readonly warnings: () => string[] } {
  const exporter = new InMemoryLogRecordExporter();
  const warnings: string[] = [];
  const note = (message: string): void => void warnings.push(message);
  beforeAll(() => {
    diag.setLogger({ error: note, warn: note, info: () => {}, debug: () => {}, verbose: () => {} });
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }));
  });
  beforeEach(() => {
    exporter.reset();
    warnings.length = 0;
  });
  afterAll(() => {
    logs.disable();
    context.disable();
    diag.disable();
  });
  return { events: () => exporter.getFinishedLogRecords().map(recorded), warnings: () => warnings };
}

function recorded(record: ReadableLogRecord): RecordedEvent {
  const { eventName, severityNumber, severityText, body, attributes } = record;
  return { eventName, severityNumber, severityText, body, attributes };
}
