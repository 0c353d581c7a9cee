import { say } from './say.js';

/** Says which library stays without its instrumentation, and the first line of why. @param whatIs such as `express is` */
export function sayNotInstrumented(whatIs: string, error: unknown): void {
  const [reason] = String(error instanceof Error ? error.message : error).split('\n', 1);
  say(`${whatIs} not instrumented: ${reason}`);
}
