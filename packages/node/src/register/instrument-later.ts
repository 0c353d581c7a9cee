import { createRequire } from 'node:module';
import type { OtelsealOptions } from '../configuration/otelseal-options.js';
import type * as Instrumenting from './instrument-libraries.js';
import { sayNotInstrumented } from './say-not-instrumented.js';

/**
 * Instruments the libraries that the service loads from now on. What it needs is loaded here and not by an import, so that an installation
 * which lacks a part of it says so and the service starts nevertheless.
 *
 * @param beginWhen calls what it gets when the libraries are about to be loaded; default at once
 */
export function instrumentLater(options: OtelsealOptions, beginWhen?: (begin: () => void) => void): void {
  let instrumenting: typeof Instrumenting;
  try {
    instrumenting = createRequire(import.meta.url)('../register/instrument-libraries.js') as typeof Instrumenting;
  } catch (error) {
    sayNotInstrumented('the libraries of the service are', error);
    return;
  }
  instrumenting.instrumentLibraries(options, beginWhen);
}
