import fc, { type RunDetails } from 'fast-check';

import { counted, scaled, seed } from './scale.js';

/** Fails as fast-check itself would, and counts what was tried. */
function reporter(details: RunDetails<unknown>): void {
  counted('property cases', details.numRuns);
  const message = fc.defaultReportMessage(details);
  if (message !== undefined) throw new Error(message, { cause: details.errorInstance });
}

// Read by every test file of the packages: one seed and one scale for all properties of a run.
fc.configureGlobal({ seed, numRuns: scaled(100), reporter });
