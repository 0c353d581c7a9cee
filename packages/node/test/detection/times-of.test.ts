import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { expect, it } from 'vitest';
import { timesOf } from '../../src/detection/times-of.js';

const recordOf = (attributes: Record<string, unknown>): ReadWriteLogRecord =>
  ({ attributes }) as unknown as ReadWriteLogRecord;

it.each([
  [5, { 'otelseal.map': 'sshd', 'security.attempt.count': 5 }],
  [1, { 'otelseal.map': 'sshd' }],
  [1, { 'otelseal.map': 'sshd', 'security.attempt.count': 0 }],
  [1, { 'otelseal.map': 'sshd', 'security.attempt.count': -3 }],
  [1, { 'otelseal.map': 'sshd', 'security.attempt.count': 2.5 }],
  [1, { 'otelseal.map': 'sshd', 'security.attempt.count': '5' }],
  [1, { 'otelseal.map': 7, 'security.attempt.count': 5 }],
  [1, { 'security.attempt.count': 5 }],
])('a record stands for %i events: %j', (times, attributes) => {
  expect(timesOf(recordOf(attributes))).toBe(times);
});
