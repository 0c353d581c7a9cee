import type { LogRecordExporter, LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { markPipeline } from '../delivery/pipeline-mark.js';
import type { InnerPlace } from './exporting-places.js';
import { prototypes } from './own-fields.js';
import { reopen } from './queued-records.js';
import type { ExportingProcessor } from './sdk-processors.js';

/** What the SDK's processors of sdk-logs 0.20x to 3.x do inside; a subclass gets there by `super.onEmit`. */
interface SdkProcessor extends LogRecordProcessor {
  _exporter: LogRecordExporter;
  _addToBuffer?(record: ReadWriteLogRecord): void;
  _flushAll?(): Promise<void>;
  readonly _finishedLogRecords?: unknown;
}

/**
 * The place behind an SDK's processor whose `onEmit` is the service's own: a subclass that chooses what is exported, or changes it. Azure
 * Monitor's batch processor is one, which samples. It stays, and what it would have queued or exported goes on to what is put there.
 *
 * @returns undefined for a processor whose `onEmit` is the SDK's, or that is not built as expected
 */
export function choosingPlace({ processor, exporter, batch }: ExportingProcessor): InnerPlace | undefined {
  const chain = prototypes(processor);
  const sdk = chain.find((each) => Object.hasOwn(each, '_shutdown')) as SdkProcessor | undefined;
  const isSdks = sdk === undefined || chain.find((each) => Object.hasOwn(each, 'onEmit')) === sdk;
  if (sdk === undefined || isSdks || !Object.isExtensible(processor) || typeof sdk.onEmit !== 'function')
    return undefined;
  const own = processor as SdkProcessor;
  const { forceFlush, shutdown } = own;
  const { _addToBuffer: add, _flushAll: flushAll } = sdk;
  const asBefore = Object.create(own, { _exporter: { value: exporter } }) as SdkProcessor;
  const behind = {
    onEmit: (record: ReadWriteLogRecord) =>
      add === undefined ? sdk.onEmit.call(asBefore, record) : add.call(own, record),
    forceFlush: () => (flushAll === undefined ? forceFlush.call(own) : flushAll.call(own)),
    shutdown: () => (add === undefined ? exporter.shutdown() : shutdown.call(own)),
    get _finishedLogRecords() {
      return own._finishedLogRecords;
    },
  };
  const put = (by: LogRecordProcessor): void => {
    markPipeline(own);
    if (add === undefined) {
      define(own, '_exporter', handingTo(by));
      define(own, 'forceFlush', async () => {
        await forceFlush.call(own);
        await by.forceFlush();
      });
      return;
    }
    define(own, '_addToBuffer', (record: ReadWriteLogRecord) => by.onEmit(record));
    define(own, '_flushAll', () => by.forceFlush());
    define(own, 'shutdown', () => by.shutdown());
  };
  return { exporting: { processor: behind, exporter, batch }, put };
}

/** The SDK calls it within `onEmit`, or later, when the resource is known; the record is closed then. */
function handingTo(by: LogRecordProcessor): LogRecordExporter {
  return {
    export(records, done) {
      for (const record of reopen(records)) by.onEmit(record);
      done({ code: 0 });
    },
    forceFlush: () => by.forceFlush(),
    shutdown: () => by.shutdown(),
  };
}

function define(processor: SdkProcessor, name: string, value: unknown): void {
  Object.defineProperty(processor, name, { value, configurable: true, writable: true });
}
