import { security } from '@otelseal/security-events';
import { unharmed } from '../report-once.js';
import { currentRequest } from '../request/current-request.js';
import { errorClass } from '../request/error-facts.js';
import type { ObservedRequest } from '../request/observed-request.js';
import { runInRequest } from '../request/run-in-request.js';
import { requestOfThrown } from './thrown-in-request.js';

/** A listener of the process's `uncaughtExceptionMonitor`. */
export type ReportCrash = (error: unknown, origin: string) => void;

const REASONS: Readonly<Record<string, string>> = {
  uncaughtException: 'uncaught_exception',
  unhandledRejection: 'unhandled_rejection',
};

/**
 * The event of an exception that nobody caught, in the request that it came from, if that is known. It is recorded before the process ends:
 * with a spool it is on the disk by then.
 *
 * @param exceptionMessages whether the message of the error is recorded, too
 */
export function crashReport({ exceptionMessages }: { readonly exceptionMessages: boolean }): ReportCrash {
  return (error, origin) =>
    unharmed('ERR_ANSWER_NOT_REPORTED', 'the event of an uncaught exception could not be emitted', () => {
      const request = requestOfThrown(error) ?? currentRequest();
      const report = (): void =>
        security.sys.crash({
          target: { type: 'process', id: String(process.pid) },
          reason: REASONS[origin] ?? 'uncaught_exception',
          exceptionType: errorClass(error),
          exceptionMessage: exceptionMessages && error instanceof Error ? error.message : undefined,
        });
      if (request === undefined) report();
      else inRequest(request, report);
    });
}

/** The request has its one event about this; its route and client are in it. */
function inRequest(request: ObservedRequest, report: () => void): void {
  if (request.claim('error')) runInRequest(request, report);
}
