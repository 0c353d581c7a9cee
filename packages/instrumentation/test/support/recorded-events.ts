import { context, diag, logs } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { afterAll, beforeAll, beforeEach } from 'vitest';

/** One record as an exporter sees it. */
export interface RecordedEvent {
  readonly name: string | undefined;
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A real SDK with a context manager for the tests of one file; what was emitted, and told to `diag`, since the test began. */
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
  const events = () =>
    exporter
      .getFinishedLogRecords()
      .map(({ eventName, body, attributes }) => ({ name: eventName, body, attributes: { ...attributes } }));
  return { events, warnings: () => warnings };
}
