import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endWithProcess } from '../../src/register/process-end.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A process whose pipeline never comes to its end. */
function stuck(endTimeoutMillis?: number) {
  const process = Object.assign(new EventEmitter(), { pid: 7, kill: vi.fn(), exit: vi.fn() });
  const never = () => new Promise<never>(() => {});
  endWithProcess(process, { flush: never, end: never, hasSomethingToLose: () => false, endTimeoutMillis });
  return process;
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
});
