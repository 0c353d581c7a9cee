import { expect, test } from 'vitest';

import { MemoryTelemetry } from '../src/memory-telemetry.js';

test('sums a metric over the labels that are named', () => {
  const telemetry = new MemoryTelemetry();
  telemetry.add('otelseal.records', 2, { stage: 'seal', outcome: 'sealed' });
  telemetry.add('otelseal.records', 3, { outcome: 'lost', stage: 'seal' });
  telemetry.add('otelseal.other', 5);

  expect(telemetry.sum('otelseal.records')).toBe(5);
  expect(telemetry.sum('otelseal.records', { outcome: 'lost' })).toBe(3);
  expect(telemetry.sum('otelseal.records', { outcome: 'held' })).toBe(0);
  expect(telemetry.sums('otelseal.records')).toEqual({ 'outcome=lost,stage=seal': 3, 'outcome=sealed,stage=seal': 2 });
});

test('shows the last value of a gauge', () => {
  const telemetry = new MemoryTelemetry();
  telemetry.add('otelseal.spool.bytes', 10);
  telemetry.add('otelseal.spool.bytes', 4);
  expect(telemetry.last('otelseal.spool.bytes')).toBe(4);
  expect(telemetry.last('otelseal.checkpoint.age')).toBeUndefined();
});

test('keeps the first report of each code', () => {
  const telemetry = new MemoryTelemetry();
  const cause = new Error('disk full');
  telemetry.reportOnce('ERR_A', 'first', cause);
  telemetry.reportOnce('ERR_A', 'second');
  telemetry.reportOnce('ERR_B', 'other');
  expect(telemetry.problems).toEqual([
    { code: 'ERR_A', message: 'first', cause },
    { code: 'ERR_B', message: 'other' },
  ]);
  expect(telemetry.codes).toEqual(['ERR_A', 'ERR_B']);
});
