import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { isPipeline } from '../delivery/pipeline-mark.js';
import { LateStages } from './late-stages.js';
import { type ExportingProcessor, exportingProcessor, sdkProcessorsOf } from './sdk-processors.js';

/** What came of it: the stages that are in the provider now, `undefined` when Otelseal was there already, or what was in the way. */
export type Joining = { readonly joined: LateStages | undefined } | { readonly instead: string };

/** Makes the stages that take the place of exporting processors; `undefined` when that is not possible, which it has told. */
export type MakeStages = (exporting: readonly ExportingProcessor[]) => readonly LogRecordProcessor[] | undefined;

/**
 * Puts Otelseal in the place of a provider's exporting processors: behind those that only change records, which are the application's
 * own, and before its exporters, which get sealed records from now on, and nothing else. Records that wait in a processor that was
 * replaced are exported as they are. Where the stages cannot be made, the replaced processors do what they did before.
 *
 * @param isDurable whether the stages that were made keep records on a disk before `emit` returns
 */
export function joinLoggerProvider(provider: object, makeStages: MakeStages, isDurable = () => false): Joining {
  const sdk = sdkProcessorsOf(provider);
  if ('instead' in sdk) return sdk;
  if (sdk.list.some(isPipeline)) return { joined: undefined };

  const exporting = sdk.list.flatMap((processor) => exportingProcessor(processor) ?? []);
  const replaced = exporting.map(({ processor }) => processor);
  const flushed = Promise.allSettled(replaced.map((processor) => processor.forceFlush()));
  const late = new LateStages({
    make: () => makeStages(exporting) ?? replaced,
    predecessorsFlushed: flushed,
    isDurable,
    endUnused: () => Promise.all(replaced.map((processor) => processor.shutdown())),
  });
  const others = sdk.list.filter((processor) => !replaced.includes(processor));
  sdk.list.splice(0, sdk.list.length, ...others, late);
  sdk.activate(late);
  endOnlyProcessors(provider, sdk.list);
  return { joined: late };
}

/**
 * The SDK's own shutdown lets its loggers drop everything without a word. This one ends the same processors; what comes after it the last of
 * them keeps, if it has a spool, or counts and reports.
 */
function endOnlyProcessors(provider: object, processors: readonly LogRecordProcessor[]): void {
  let ended: Promise<unknown> | undefined;
  const shutdown = async (): Promise<void> => {
    ended ??= Promise.all(processors.map((processor) => processor.shutdown()));
    await ended;
  };
  if (Object.isExtensible(provider)) {
    Object.defineProperty(provider, 'shutdown', { value: shutdown, configurable: true, writable: true });
  }
}
