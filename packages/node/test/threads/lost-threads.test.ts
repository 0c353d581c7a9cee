import fs from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { OpenTelemetrySelfTelemetry } from '../../src/telemetry/open-telemetry-self-telemetry.js';
import { reportingLostThreads } from '../../src/threads/lost-threads.js';

afterEach(() => void vi.restoreAllMocks());

describe('what threads lose that could not say it', () => {
  it('is counted each time and reported once for each way', () => {
    const reports: string[] = [];
    const telemetry = new OpenTelemetrySelfTelemetry((line) => reports.push(line));
    const lost = reportingLostThreads(() => telemetry);
    lost(1, 1, 'a thread was ended');
    lost(4, 1, 'a thread was ended');
    lost(3, 2, 'the process ended');
    expect(telemetry.counters()).toEqual({
      'otelseal.records{outcome=lost,stage=batch}': 8,
      'otelseal.internal.errors{code=ERR_THREAD_LOST}': 2,
      'otelseal.internal.errors{code=ERR_THREADS_LOST}': 1,
    });
    expect(reports).toEqual([
      'A worker thread was cut off (worker.terminate()): what only the memory of a worker thread held is lost, at most 1 record; a spool keeps it. [ERR_THREAD_LOST]',
      'The process ended before everything was delivered: what only the memory of 2 worker threads held is lost, at most 3 records; a spool keeps it. [ERR_THREADS_LOST]',
    ]);
  });

  it('stands once on standard error where this thread has no pipeline', () => {
    const lines: unknown[] = [];
    vi.spyOn(fs, 'writeSync').mockImplementation(((_: number, line: string) => lines.push(line)) as never);
    const lost = reportingLostThreads(() => undefined);
    lost(2, 1, 'a thread was ended');
    lost(2, 1, 'a thread was ended');
    expect(lines).toEqual([expect.stringMatching(/^otelseal: A worker thread was cut off .* \[ERR_THREAD_LOST\]\n$/)]);
  });
});
