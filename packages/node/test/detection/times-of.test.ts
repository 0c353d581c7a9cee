import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { expect, it } from 'vitest';
import { timesOf } from '../../src/detection/times-of.js';

const TIMES = Symbol.for('otelseal.record.times.1');

it.each([
  [5, 5],
  [1, undefined],
  [1, 0],
  [1, -3],
  [1, 2.5],
  [1, Number.NaN],
  [1, '5'],
])('a record stands for %i events where a map says %s', (times, said) => {
  expect(timesOf({ [TIMES]: said, attributes: {} } as unknown as ReadWriteLogRecord)).toBe(times);
});

it('a record stands for one event, whatever its attributes say', () => {
  const attributes = { 'otelseal.map': 'sshd', 'security.attempt.count': 5, 'otelseal.record.times.1': 5 };
  expect(timesOf({ attributes } as unknown as ReadWriteLogRecord)).toBe(1);
});
