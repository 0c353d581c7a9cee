import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { isPipeline } from '../delivery/pipeline-mark.js';
import { choosingPlace } from './choosing-place.js';
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
  const outer = sdk.list.filter((processor) => !isReplaced(processor));
  const inside = lookInside(outer, [provider, ...sdk.own]);
  if (sdk.list.some(isPipeline) || inside.hasPipeline) return { joined: [], unseen: [] };

  const direct = sdk.list.filter(isReplaced).flatMap((processor) => exportingProcessor(processor) ?? []);
  const choosing = outer.flatMap((processor) => choosingOf(processor) ?? []);
  const inner = [...choosing, ...inside.places];
  const joined: LateStages[] = [];
  if (direct.length > 0 || inner.length === 0) {
    const late = stagesFor(direct, (exporting) => makeStages(exporting, false));
    joined.push(late);
    sdk.list.splice(0, sdk.list.length, ...outer, late);
    sdk.activate(late);
  }
  const unseen = inside.passingOnUnseen.filter((each) => choosingOf(each) === undefined).map(nameOf);
  for (const place of inner) joined.push(joinInside(place, makeStages, joined.length > 0));
  endOnlyProcessors(provider, sdk.list);
  return { joined, unseen };
}

/** Whether Otelseal takes the place of the whole processor: it exports, and chooses or changes nothing. */
function isReplaced(processor: LogRecordProcessor): boolean {
  const exporting = exportingProcessor(processor);
  return exporting !== undefined && choosingPlace(exporting) === undefined && !keepsAnother(processor);
}

/** One that only keeps an exporter in a field of that name, and hands records to a processor. */
function keepsAnother(processor: LogRecordProcessor): boolean {
  if ('_shutdownOnce' in processor) return false; // it is the SDK's, or a subclass
  const { places, hasPipeline } = lookInside([processor]);
  return places.length > 0 || hasPipeline;
}

function choosingOf(processor: LogRecordProcessor): InnerPlace | undefined {
  const exporting = exportingProcessor(processor);
  return exporting && choosingPlace(exporting);
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
    predecessorsFlushed: Promise.allSettled(replaced.map(async (processor) => processor.forceFlush())),
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
