import { createRequire } from 'node:module';
import type * as Instrumenting from './instrument-libraries.js';
import { say } from './say.js';

/**
 * Instruments the libraries that the service loads from now on. What it needs is loaded here and not by an import, so that an installation
 * which lacks a part of it says so and the service starts nevertheless.
 *
 * @throws ConfigurationError for a wrong setting
 */
export function instrumentLater(environment: NodeJS.ProcessEnv): void {
  let instrumenting: typeof Instrumenting;
  try {
    instrumenting = createRequire(import.meta.url)('./instrument-libraries.js') as typeof Instrumenting;
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n', 1);
    say(`the libraries of the service are not instrumented: ${reason}`);
    return;
  }
  instrumenting.instrumentLibraries(environment);
}
