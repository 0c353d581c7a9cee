import { diag, metrics } from '@opentelemetry/api';
import { METRIC_INTERNAL_ERRORS } from '@otelseal/semantic-conventions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { reportOnce } from '../src/report-once.js';

const silent = { error() {}, info() {}, debug() {}, verbose() {} };
afterEach(() => {
  metrics.disable();
  diag.disable();
});

describe('a problem', () => {
  it('is told once and counted each time, by its code', () => {
    const [warn, add, createCounter] = [vi.fn(), vi.fn(), vi.fn()];
    createCounter.mockReturnValue({ add });
    diag.setLogger({ ...silent, warn });
    metrics.setGlobalMeterProvider({ getMeter: () => ({ createCounter }) as never });
    reportOnce('ERR_EVENT_NOT_EMITTED', 'first.');
    reportOnce('ERR_EVENT_NOT_EMITTED', 'second.');
    expect(warn.mock.calls).toEqual([[expect.stringContaining('ERR_EVENT_NOT_EMITTED: first.')]]);
    expect(createCounter).toHaveBeenCalledWith(METRIC_INTERNAL_ERRORS);
    expect(add.mock.calls).toEqual([
      [1, { code: 'ERR_EVENT_NOT_EMITTED' }],
      [1, { code: 'ERR_EVENT_NOT_EMITTED' }],
    ]);
  });

  it('stays silent when the application’s own diagnostics are broken', () => {
    const broken = vi.fn(() => {
      throw new Error('no disk');
    });
    diag.setLogger({ ...silent, warn: broken });
    expect(() => reportOnce('ERR_RESERVED_ATTRIBUTE', 'x.')).not.toThrow();
    expect(broken).toHaveBeenCalledOnce();
  });
});
