import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { isPipeline } from '../delivery/pipeline-mark.js';
import { type InnerPlace, lookInside } from './exporting-places.js';
import { LateStages } from './late-stages.js';
import { takeQueued } from './queued-records.js';
import { type ExportingProcessor, exportingProcessor, sdkProcessorsOf } from './sdk-processors.js';

/** What came of it: the stages that are in the provider now, none when Otelseal was there already, or what was in the way. */
export type Joining =
  | {
      readonly joined: readonly LateStages[];
      /** Names of the service's processors that hand records on to something that could not be replaced. */
      readonly unseen: readonly string[];
    }
  | { readonly instead: string };

/** Stages, and whether they keep records on a disk before `emit` returns. */
export interface Stages {
  readonly stages: readonly LogRecordProcessor[];
  readonly isDurable: boolean;
}

/**
 * Makes the stages that take the place of exporting processors; `undefined` when that is not possible, which it has told.
 *
 * @param isFurther whether others have the spool and watch for attacks already
 */
export type MakeStages = (exporting: readonly ExportingProcessor[], isFurther: boolean) => Stages | undefined;

/**
 * Puts Otelseal in the place of a provider's exporting processors: behind those that only change records, which are the application's
 * own, and before its exporters, which get sealed records from now on, and nothing else. One that stands inside another processor is
 * replaced there, so that the outer one goes on choosing what is exported. Records that wait in a processor that is replaced go
 * through the stages, too. Where the stages cannot be made, the replaced processors do what they did before.
 */
export function joinLoggerProvider(provider: object, makeStages: MakeStages): Joining {
  const sdk = sdkProcessorsOf(provider);
  if ('instead' in sdk) return sdk;
  const outer = sdk.list.filter((processor) => exportingProcessor(processor) === undefined);
  const insides = outer.map((processor) => ({ processor, ...lookInside(processor) }));
  if (sdk.list.some(isPipeline) || insides.some(({ hasPipeline }) => hasPipeline)) return { joined: [], unseen: [] };

  const direct = sdk.list.flatMap((processor) => exportingProcessor(processor) ?? []);
  const inner = insides.flatMap(({ places }) => places);
  const joined: LateStages[] = [];
  if (direct.length > 0 || inner.length === 0) {
    const late = stagesFor(direct, (exporting) => makeStages(exporting, false));
    joined.push(late);
    sdk.list.splice(0, sdk.list.length, ...outer, late);
    sdk.activate(late);
  }
  for (const place of inner) joined.push(joinInside(place, makeStages, joined.length > 0));
  endOnlyProcessors(provider, sdk.list);
  return {
    joined,
    unseen: insides.filter((inside) => inside.passesOnUnseen).map((inside) => nameOf(inside.processor)),
  };
}

function joinInside({ exporting, put }: InnerPlace, makeStages: MakeStages, isFurther: boolean): LateStages {
  const late = stagesFor([exporting], (only) => makeStages(only, isFurther));
  put(late);
  return late;
}

function stagesFor(
  exporting: readonly ExportingProcessor[],
  make: (exporting: readonly ExportingProcessor[]) => Stages | undefined,
): LateStages {
  const replaced = exporting.map(({ processor }) => processor);
  const early: ReadWriteLogRecord[] = replaced.flatMap(takeQueued);
  return new LateStages({
    make: () => make(exporting) ?? { stages: replaced, isDurable: false },
    early: [...new Set(early)], // each of several batch processors has the same records
    predecessorsFlushed: Promise.allSettled(replaced.map((processor) => processor.forceFlush())),
    endUnused: () => Promise.all(replaced.map((processor) => processor.shutdown())),
  });
}

function nameOf(processor: LogRecordProcessor): string {
  return processor.constructor?.name || 'object';
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
