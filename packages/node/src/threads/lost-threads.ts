import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import { METRIC_INTERNAL_ERRORS, METRIC_RECORDS } from '@otelseal/semantic-conventions/names';
import { say } from '../register/say.js';
import type { ThreadEvents } from './thread-family.js';

const CODES = { 'a thread was ended': 'ERR_THREAD_LOST', 'the process ended': 'ERR_THREADS_LOST' } as const;

/**
 * Counts what threads lose that could not say it themselves, and says it, each way once.
 *
 * @param telemetry of this thread's pipeline; without one nobody has told this thread where reports go besides standard error
 */
export function reportingLostThreads(telemetry: () => SelfTelemetry | undefined): ThreadEvents['lost'] {
  const said = new Set<string>();
  return (records, threads, how) => {
    const code = CODES[how];
    const whose = threads === 1 ? 'a worker thread' : `${threads} worker threads`;
    const what = `what only the memory of ${whose} held is lost, at most ${records === 1 ? '1 record' : `${records} records`}; a spool keeps it.`;
    const message =
      how === 'the process ended'
        ? `The process ended before everything was delivered: ${what}`
        : `A worker thread was cut off (worker.terminate()): ${what}`;
    const ours = telemetry();
    ours?.add(METRIC_RECORDS, records, { stage: 'batch', outcome: 'lost' });
    ours?.add(METRIC_INTERNAL_ERRORS, 1, { code });
    if (ours !== undefined) ours.reportOnce(code, message);
    else if (!said.has(code)) say(`${message} [${code}]`);
    said.add(code);
  };
}
