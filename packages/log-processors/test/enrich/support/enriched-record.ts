import { type Context, type LogRecord, ROOT_CONTEXT } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, type LogRecordProcessor, type ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { SECURITY_CONTEXT_KEY, type SelfTelemetry } from '@otelseal/semantic-conventions';
import { type EnrichOptions, enrichingProcessor } from '../../../src/enrich/index.js';

/** Remembers what was counted and said. */
export class RecordingTelemetry implements SelfTelemetry {
  readonly counts: Record<string, number> = {};
  readonly reports: { code: string; message: string; cause: unknown }[] = [];

  add(metric: string, value: number, attributes: Readonly<Record<string, string>> = {}): void {
    const key = [metric, ...Object.values(attributes)].join(' ');
    this.counts[key] = (this.counts[key] ?? 0) + value;
  }

  reportOnce(code: string, message: string, cause?: unknown): void {
    if (!this.reports.some((report) => report.code === code)) this.reports.push({ code, message, cause });
  }

  get codes(): string[] {
    return this.reports.map(({ code }) => code);
  }
}

export interface Enriched {
  readonly record: ReadWriteLogRecord;
  readonly telemetry: RecordingTelemetry;
}

export interface EmitOptions {
  readonly security?: unknown;
  readonly context?: Context;
  readonly options?: Partial<EnrichOptions>;
  readonly scope?: string;
  readonly before?: LogRecordProcessor;
}

/** Sends one record through a real LoggerProvider with the enriching processor and gives back what came out. */
export function enriched(logRecord: LogRecord, emit: EmitOptions = {}): Enriched {
  const telemetry = new RecordingTelemetry();
  const records: ReadWriteLogRecord[] = [];
  const collecting: LogRecordProcessor = {
    onEmit: (record) => void records.push(record),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  let ids = 0;
  const enriching = enrichingProcessor(
    { telemetry, ...emit.options },
    {
      newRecordId: () => `id-${++ids}`,
      nowMs: () => 1_795_000_000_123,
      digest: (domain, value) => keyOf(`${domain}(${value})`),
    },
  );
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    processors: emit.before === undefined ? [enriching, collecting] : [emit.before, enriching, collecting],
  });
  const root = emit.context ?? ROOT_CONTEXT;
  const context = emit.security === undefined ? root : root.setValue(SECURITY_CONTEXT_KEY, emit.security);
  provider.getLogger(emit.scope ?? 'app').emit({ context, ...logRecord });
  const [record] = records;
  if (record === undefined || records.length !== 1) throw new Error(`${records.length} records came out`);
  return { record, telemetry };
}

const KEYS: string[] = [];

/** A key that a test can read again. */
function keyOf(text: string): number {
  const known = KEYS.indexOf(text);
  return known >= 0 ? known + 1 : KEYS.push(text);
}

/** What a key of the test's digest was made of. */
export function textOfKey(key: number | undefined): string | undefined {
  return key === undefined ? undefined : KEYS[key - 1];
}
