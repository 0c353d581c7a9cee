import { expect, test } from 'vitest';

import { didYouMean, nearestName } from '../../src/options/nearest-name.js';

test.each([
  ['verfy', 'verify'],
  ['veirfy', 'verify'],
  ['VERIFY', 'verify'],
  ['sanitise', 'sanitize'],
  ['verifyy', 'verify'],
])('%s was meant as %s', (wrong, meant) => {
  expect(nearestName(wrong, ['sanitize', 'verify', 'keys'])).toBe(meant);
});

test.each(['list', 'x', '', 'k', 'rm -rf', 'v'.repeat(10_000)])('%j is like none of them', (wrong) => {
  expect(nearestName(wrong, ['sanitize', 'verify', 'keys'])).toBeUndefined();
});

test('the advice is a sentence to append, or nothing', () => {
  expect(didYouMean('jsn', ['json', 'trust'], '--')).toBe(' Did you mean --json?');
  expect(didYouMean('quiet', ['json', 'trust'], '--')).toBe('');
});
