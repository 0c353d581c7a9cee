import { createRequire } from 'node:module';
import { context, diag, logs, type Meter, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type LogRecordProcessor,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

/** What one action left behind, as an exporter sees it. */
export interface EmittedRecord {
  readonly eventName: string | undefined;
  readonly severityNumber: number | undefined;
  readonly severityText: string | undefined;
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly scope: string;
  readonly traceId: string | undefined;
}

/** One of them, as the tests that are shared by all libraries see it. */
interface EmittedEvent {
  readonly name: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface EmittedRecords {
  /** All records since the test began. */
  readonly records: () => EmittedRecord[];
  /** Those with an event name, as `[name, attributes]`. */
  readonly events: () => [string, Readonly<Record<string, unknown>>][];
  /** All events since the file began, with their attributes. */
  readonly everything: () => EmittedEvent[];
  readonly warnings: () => string[];
  /** Codes counted in `otelseal.internal.errors`, in their order. */
  readonly counted: () => string[];
  /** Runs before the records are kept; a processor that throws throws into whoever emits. */
  readonly onEmit: (hook: (() => void) | undefined) => void;
}

/** A real SDK with a context manager for the tests of one file. */
export function emittedRecords(): EmittedRecords {
  const exporter = new InMemoryLogRecordExporter();
  const warnings: string[] = [];
  const note = (message: string): void => void warnings.push(message);
  const codes: string[] = [];
  const counter = { add: (_: number, labels: { readonly code: string }) => void codes.push(labels.code) };
  const meter = { createCounter: () => counter } as unknown as Meter;
  let hook: (() => void) | undefined;
  const everything: EmittedEvent[] = [];
  const hooked: LogRecordProcessor = {
    onEmit: () => hook?.(),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  beforeAll(() => {
    diag.setLogger({ error: note, warn: note, info: () => {}, debug: () => {}, verbose: () => {} });
    metrics.setGlobalMeterProvider({ getMeter: () => meter });
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const processors = [hooked, new SimpleLogRecordProcessor({ exporter })];
    logs.setGlobalLoggerProvider(new LoggerProvider({ processors }));
  });
  afterEach(() => {
    for (const { eventName, attributes } of exporter.getFinishedLogRecords())
      everything.push({ name: eventName, attributes: { ...attributes } });
  });
  beforeEach(() => {
    exporter.reset();
    warnings.length = 0;
    codes.length = 0;
    hook = undefined;
  });
  afterAll(() => {
    logs.disable();
    context.disable();
    metrics.disable();
    trace.disable();
    diag.disable();
  });
  const records = () => exporter.getFinishedLogRecords().map(emitted);
  return {
    records,
    events: () =>
      records().flatMap(({ eventName, attributes }) => (eventName === undefined ? [] : [[eventName, attributes]])),
    everything: () => everything,
    warnings: () => warnings,
    counted: () => codes,
    onEmit: (added) => {
      hook = added;
    },
  };
}

/** `require` as an application has it: through the hooks that instrumentations have set. */
export const requireHooked: NodeJS.Require = createRequire(import.meta.url);

function emitted(record: ReadableLogRecord): EmittedRecord {
  const { eventName, severityNumber, severityText, body, attributes, instrumentationScope, spanContext } = record;
  return {
    eventName,
    severityNumber,
    severityText,
    body,
    attributes,
    scope: instrumentationScope.name,
    traceId: spanContext?.traceId,
  };
}
