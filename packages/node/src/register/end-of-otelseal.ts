import { letProcessEnd } from '@otelseal/signing-exporter';
import { isDurable } from '../configuration/is-durable.js';
import type { OtelsealSettings } from '../configuration/otelseal-settings.js';
import type { Otelseal } from '../create-otelseal.js';
import { type EndingPipeline, SEALED_WITHIN_MILLIS } from './process-end.js';

/**
 * How a pipeline and the SDK that it is in end: the pipeline first, which counts and reports what is emitted after it has ended, while the
 * SDK that has been shut down drops it without a word.
 */
export function endOf(otelseal: Otelseal, settings: OtelsealSettings, endSdk: () => Promise<unknown>): EndingPipeline {
  const keepsOnDisk = isDurable(settings);
  return {
    letProcessEnd,
    drain: () => otelseal.committed('sealed', { timeoutMs: SEALED_WITHIN_MILLIS }),
    flush: () => Promise.all(otelseal.processors.map((processor) => processor.forceFlush())),
    async end() {
      await otelseal.shutdown();
      await endSdk();
    },
    isDurable: () => keepsOnDisk,
    hasSomethingToLose: () =>
      !keepsOnDisk && Object.keys(otelseal.counters()).some((name) => name.includes('outcome=accepted')),
  };
}
