import { letProcessEnd } from '@otelseal/signing-exporter';
import type { Otelseal } from '../create-otelseal.js';
import type { EndingPipeline } from './process-end.js';

/** Sealing takes milliseconds; a key that is a process of its own may need longer. */
const SEALED_WITHIN_MILLIS = 1_000;

/**
 * How a pipeline and the SDK that it is in end: the pipeline first, which counts and reports what is emitted after it has ended, while the
 * SDK that has been shut down drops it without a word.
 */
export function endOf(
  otelseal: Otelseal,
  endSdk: () => Promise<unknown>,
): Pick<EndingPipeline, 'drain' | 'flush' | 'letProcessEnd' | 'end'> {
  return {
    letProcessEnd,
    drain: () => otelseal.committed('sealed', { timeoutMs: SEALED_WITHIN_MILLIS }),
    flush: () => Promise.all(otelseal.processors.map((processor) => processor.forceFlush())),
    async end() {
      await otelseal.shutdown();
      await endSdk();
    },
  };
}
