import type { LogRecordExporter, LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { BatchOptions } from '../configuration/otelseal-options.js';

/** The part of a logger provider of sdk-logs 0.20x to 3.x that attaching relies on. Private there, so every field is tested. */
export interface SdkProcessors {
  /** The provider's own list; what it holds is what the next record goes through. */
  readonly list: LogRecordProcessor[];
  /** What else leads to them. */
  readonly own: readonly object[];
  /** Makes the list's content count where the provider was made without processors. */
  activate(processor: LogRecordProcessor): void;
}

/** A processor that hands records to an exporter, with what it was told about its queue. */
export interface ExportingProcessor {
  readonly processor: LogRecordProcessor;
  readonly exporter: LogRecordExporter;
  readonly batch: BatchOptions;
}

interface SharedState {
  readonly processors?: unknown;
  activeProcessor?: unknown;
}

const LARGEST_QUEUE = 1_000_000;
const LONGEST_MILLIS = 3_600_000;
/** Records of a processor without a queue are expected at the exporter at once. */
const AT_ONCE: BatchOptions = Object.freeze({ scheduledDelayMillis: 1 });

/** The processors of a provider, or, in words, what was found in their place. */
export function sdkProcessorsOf(provider: object): SdkProcessors | { readonly instead: string } {
  const state = (provider as { readonly _sharedState?: SharedState })._sharedState;
  if (typeof state !== 'object' || state === null) return { instead: 'it has no `_sharedState`' };
  const { processors, activeProcessor } = state;
  if (!Array.isArray(processors) || !processors.every(isProcessor)) return { instead: 'it has no list of processors' };
  if (Object.isFrozen(processors)) return { instead: 'its list of processors is frozen' };
  const isEmpty = processors.length === 0;
  const behind = (activeProcessor as { readonly processors?: unknown } | undefined)?.processors;
  const isWholeList = behind === processors || (processors.length === 1 && processors[0] === activeProcessor);
  if (!isProcessor(activeProcessor) || (!isEmpty && !isWholeList)) {
    return { instead: 'its loggers do not go by its list of processors' };
  }
  return {
    list: processors as LogRecordProcessor[],
    own: [state, processors, activeProcessor],
    activate(processor): void {
      if (isEmpty) state.activeProcessor = processor;
    },
  };
}

/** Which processors export, by the field that the batch and the simple processor of every SDK version have. */
export function exportingProcessor(processor: LogRecordProcessor): ExportingProcessor | undefined {
  const { _exporter: exporter } = processor as { readonly _exporter?: unknown };
  if (!isExporter(exporter)) return undefined;
  return { processor, exporter, batch: batchOf(processor as unknown as Readonly<Record<string, unknown>>) };
}

function batchOf(processor: Readonly<Record<string, unknown>>): BatchOptions {
  const size = positive(processor['_maxQueueSize'], LARGEST_QUEUE);
  if (size === undefined) return AT_ONCE;
  const settings = {
    maxQueueSize: size,
    maxExportBatchSize: positive(processor['_maxExportBatchSize'], size),
    scheduledDelayMillis: positive(processor['_scheduledDelayMillis'], LONGEST_MILLIS),
    exportTimeoutMillis: positive(processor['_exportTimeoutMillis'], LONGEST_MILLIS),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** Within the bounds of our own options, so that what an SDK was told can never be refused. */
function positive(value: unknown, largest: number): number | undefined {
  return typeof value === 'number' && value > 0 ? Math.min(Math.ceil(value), largest) : undefined;
}

/** Whether it has the methods of a processor. */
export function isProcessor(value: unknown): value is LogRecordProcessor {
  return hasMethods(value, ['onEmit', 'forceFlush', 'shutdown']);
}

/** Whether it has the methods of an exporter. */
export function isExporter(value: unknown): value is LogRecordExporter {
  return hasMethods(value, ['export', 'shutdown']);
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'function');
}
