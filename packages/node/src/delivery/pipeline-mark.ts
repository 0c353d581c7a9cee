import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';

/** Marks the last processor of a pipeline; the same in every copy of this package. */
const PIPELINE = Symbol.for('otelseal.pipeline.1');

/** Lets `@otelseal/node/attach` see that an SDK has Otelseal in it already. */
export function markPipeline<Processor extends LogRecordProcessor>(processor: Processor): Processor {
  return Object.defineProperty(processor, PIPELINE, { value: true });
}

/** Whether the processor is the end of a pipeline of Otelseal. */
export function isPipeline(processor: LogRecordProcessor): boolean {
  return (processor as { readonly [PIPELINE]?: unknown })[PIPELINE] === true;
}
