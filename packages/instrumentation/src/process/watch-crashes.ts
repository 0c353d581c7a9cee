import type { ReportCrash } from './report-crash.js';

/** What watching needs of `process`. */
export interface WatchedProcess {
  on(event: 'uncaughtExceptionMonitor', listener: ReportCrash): unknown;
  off(event: 'uncaughtExceptionMonitor', listener: ReportCrash): unknown;
}

/** On the process: its crashes are told already, perhaps by another copy of this package. */
const WATCHED: unique symbol = Symbol.for('otelseal.crashes-watched.1') as never;

/**
 * Tells of every exception that nobody caught, and every rejection that nobody handled, before the process ends of it or a listener of the
 * application's own goes on. The process ends, or does not, as it would. Returns what ends the watching.
 */
export function watchCrashes(report: ReportCrash, process: WatchedProcess = globalThis.process): () => void {
  const watched = process as WatchedProcess & { [WATCHED]?: boolean };
  if (watched[WATCHED] === true) return () => {};
  watched[WATCHED] = true;
  process.on('uncaughtExceptionMonitor', report);
  return () => {
    process.off('uncaughtExceptionMonitor', report);
    watched[WATCHED] = false;
  };
}
