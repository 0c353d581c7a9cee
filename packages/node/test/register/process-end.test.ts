import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endWithProcess } from '../../src/register/process-end.js';
import type { OwnEnd } from '../../src/threads/thread-family.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A process whose pipeline never comes to its end. */
function stuck(endTimeoutMillis?: number, pid = 7) {
  const process = Object.assign(new EventEmitter(), { pid, kill: vi.fn(), exit: vi.fn() });
  const never = () => new Promise<never>(() => {});
  const end = vi.fn(never);
  const drain = vi.fn(async () => {});
  const threads = {
    endsBy: vi.fn<(own: OwnEnd) => void>(),
    drain: vi.fn(),
    end: vi.fn(async (_withinMillis: number) => {}),
    sayWhatIsLost: vi.fn(),
  };
  const pipeline = {
    drain,
    flush: never,
    end,
    letProcessEnd() {},
    isDurable: () => false,
    hasSomethingToLose: () => false,
    endTimeoutMillis,
  };
  endWithProcess(process, pipeline, threads);
  return Object.assign(process, { pipeline: { end, drain }, threads });
}

describe('the end of a process whose pipeline does not end', () => {
  it('comes nine seconds after SIGTERM, before Docker kills', async () => {
    const process = stuck();
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(8_999);
    expect(process.kill).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(process.kill).toHaveBeenCalledExactlyOnceWith(7, 'SIGTERM');
  });

  it('comes as late when there is nothing left to do', async () => {
    const process = stuck();
    process.emit('beforeExit');
    await vi.advanceTimersByTimeAsync(8_999);
    expect(process.exit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(process.exit).toHaveBeenCalledOnce();
  });

  it('comes a second after the bound of the pipeline where that is longer, as for the grace of Kubernetes', async () => {
    const process = stuck(25_000);
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(25_999);
    expect(process.kill).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(process.kill).toHaveBeenCalledOnce();
  });

  it('is counted from the signal where the application needs a while for its own', async () => {
    const process = stuck();
    process.once('SIGTERM', () => {});
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(6_000);
    process.emit('beforeExit');
    await vi.advanceTimersByTimeAsync(2_999);
    expect(process.exit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(process.exit).toHaveBeenCalledOnce();
  });

  it('has a second of its own however long the application has needed', async () => {
    const process = stuck();
    process.once('SIGTERM', () => {});
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(20_000);
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(8_999);
    expect(process.kill).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(process.kill).toHaveBeenCalledExactlyOnceWith(7, 'SIGTERM');
  });
});

describe('a signal that nobody handles, to the first process of a container', () => {
  it('ends nothing, which is said once; what waits is sent', async () => {
    const written = vi.spyOn(fs, 'writeSync').mockReturnValue(0);
    const process = stuck(undefined, 1);
    process.emit('SIGTERM');
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(process.kill).not.toHaveBeenCalled();
    expect(process.pipeline.end).not.toHaveBeenCalled();
    expect(process.pipeline.drain).toHaveBeenCalled();
    expect(written.mock.calls.map(([, line]) => line)).toEqual([expect.stringMatching(/SIGTERM .*PID 1.*--init/)]);
    written.mockRestore();
  });
});

describe('the other threads of a process that ends', () => {
  it('are asked at once for their ends within the same nine seconds, which are waited for', async () => {
    const process = stuck();
    const { end, sayWhatIsLost } = process.threads;
    process.pipeline.end.mockResolvedValue(undefined as never);
    end.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 5_000)));
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(4_999);
    expect(end).toHaveBeenCalledExactlyOnceWith(9_000);
    expect(process.kill).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(process.kill).toHaveBeenCalledOnce();
    expect(sayWhatIsLost).toHaveBeenCalledOnce();
  });

  it('send at once what comes while the application ends by itself', () => {
    const process = stuck();
    process.on('SIGTERM', () => {});
    process.emit('SIGTERM');
    expect(process.threads.drain).toHaveBeenCalledOnce();
    expect(process.threads.end).not.toHaveBeenCalled();
  });

  it('end theirs within the time that they are told, and say whether they have', async () => {
    const [inTime, late] = [stuck(), stuck()];
    inTime.pipeline.end.mockResolvedValue(undefined as never);
    const ends = [inTime, late].map(({ threads }) => threads.endsBy.mock.calls[0]?.[0].end(400));
    await vi.advanceTimersByTimeAsync(400);
    expect(await Promise.all(ends)).toEqual([true, false]);
  });
});
