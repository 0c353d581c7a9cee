/** How long nothing may hold the event loop up before a service counts as started. */
const QUIET_MILLIS = 2_000;
/** What comes later than this has waited: modules are still loaded, or the processor is not ours alone. */
const LATE_MILLIS = 250;
/** A service that is always busy has started, too. */
const MOST_TRIES = 10;

/**
 * Calls back when the service has started, however slow the machine: after two seconds in which timers came in time, and after 20
 * seconds whatever happens. It keeps no process alive. Returns what makes it not call back any more.
 */
export function whenStarted(callback: () => void): () => void {
  let tries = 0;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    tries += 1;
    const dueMillis = performance.now() + QUIET_MILLIS;
    timer = setTimeout(() => {
      const isLate = performance.now() > dueMillis + LATE_MILLIS;
      if (isLate && tries < MOST_TRIES) wait();
      else callback();
    }, QUIET_MILLIS);
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}
