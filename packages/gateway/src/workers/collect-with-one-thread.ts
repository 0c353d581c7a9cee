import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect the youngest objects with one thread, in this process from now on. It shares that work among up to four by default, which
 * spend more on sharing than there is to do where nearly all objects are of a request that is over: some 3 of 100 of a gateway's CPU. A
 * gateway that may have several cores has `gateway.workers`, each with a heap of its own.
 */
export function collectWithOneThread(): void {
  setFlagsFromString('--no-parallel-scavenge'); // read at each collection; a V8 without this flag says so on standard error and goes on
}
