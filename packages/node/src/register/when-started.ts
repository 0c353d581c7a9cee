/** How long a service may do next to nothing before it counts as started. */
const QUIET_MILLIS = 2_000;
/** The part of that time in which its event loop may work: one that loads modules, or compiles what it has loaded, works longer. */
const MOST_BUSY = 0.2;
/** A service that is always busy has started, too. */
const MOST_TRIES = 10;

/**
 * Calls back when the service has started, however slow the machine: after two seconds in which its event loop mostly waited, and after 20
 * seconds whatever happens. It keeps no process alive. Returns what makes it not call back any more.
 */
export function whenStarted(callback: () => void): () => void {
  let tries = 0;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    tries += 1;
    const before = performance.eventLoopUtilization();
    timer = setTimeout(() => {
      const { utilization } = performance.eventLoopUtilization(before);
      if (utilization > MOST_BUSY && tries < MOST_TRIES) wait();
      else callback();
    }, QUIET_MILLIS);
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}
