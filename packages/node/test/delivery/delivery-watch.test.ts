import { METRIC_INTERNAL_ERRORS, METRIC_RECORDS, METRIC_SPOOL_FRAMES } from '@otelseal/semantic-conventions';
import { describe, expect, it } from 'vitest';

import { DELIVERY_WATCH_DEFAULTS, type DeliveryNotice, DeliveryWatch } from '../../src/delivery/delivery-watch.js';

const ATTEMPTS = 'otelseal.delivery.attempts';
const { unreachableAfterMs, quietMs } = DELIVERY_WATCH_DEFAULTS;

/** A watch, and what it noticed, each as one text. */
function watching() {
  const watch = new DeliveryWatch();
  const notices: string[] = [];
  const textOf = ({ kind, trouble, count }: DeliveryNotice): string => `${kind} ${trouble} ${count}`;
  const observe = (metric: string, value: number, labels: Record<string, string>, atMs: number): void => {
    notices.push(...watch.observe(metric, value, labels, () => atMs).map(textOf));
  };
  const attempt = (outcome: string, atMs: number, sink = 'first'): void =>
    observe(ATTEMPTS, 1, { sink, outcome }, atMs);
  return { notices, observe, attempt };
}

describe('a receiver that cannot be reached', () => {
  it('is told of once, after a minute without any success, and again when it is back', () => {
    const { notices, attempt } = watching();
    for (let atMs = 0; atMs < 10 * unreachableAfterMs; atMs += 1_000) attempt('failure', atMs);
    expect(notices).toEqual([`failure first_receiver_unreachable ${unreachableAfterMs / 1_000 + 1}`]);
    attempt('success', 10 * unreachableAfterMs);
    attempt('success', 10 * unreachableAfterMs + 1);
    expect(notices.slice(1)).toEqual(['recovery first_receiver_unreachable 600']);
  });

  it('is not told of when it takes something within the minute, however often it fails', () => {
    const { notices, attempt } = watching();
    for (let atMs = 0; atMs < 100 * unreachableAfterMs; atMs += 1_000) {
      attempt(atMs % (unreachableAfterMs - 1_000) === 0 ? 'partial' : 'failure', atMs);
    }
    expect(notices).toEqual([]);
  });

  it('is one of two, each with an episode of its own', () => {
    const { notices, attempt } = watching();
    for (const atMs of [0, unreachableAfterMs]) {
      attempt('failure', atMs, 'second');
      attempt('success', atMs, 'first');
      attempt('failure', atMs, 'exporter');
      attempt('failure', atMs, 'a third one that does not exist');
    }
    expect(notices).toEqual(['failure second_receiver_unreachable 2', 'failure exporter_fails 2']);
  });

  it('is not back because nothing was tried for long', () => {
    const { notices, attempt, observe } = watching();
    attempt('failure', 0);
    attempt('failure', unreachableAfterMs);
    observe(METRIC_RECORDS, 1, { stage: 'seal', outcome: 'sealed' }, 100 * quietMs);
    expect(notices).toEqual(['failure first_receiver_unreachable 2']);
  });
});

describe('lost log data', () => {
  it.each([
    ['records_refused', METRIC_RECORDS, { stage: 'deliver', outcome: 'undeliverable' }],
    ['records_lost', METRIC_RECORDS, { stage: 'seal', outcome: 'lost' }],
    ['records_lost', METRIC_RECORDS, { stage: 'seal', outcome: 'failed' }],
    ['records_lost', METRIC_RECORDS, { stage: 'batch', outcome: 'dropped' }],
    ['records_expired', METRIC_INTERNAL_ERRORS, { code: 'ERR_SPOOL_EXPIRED' }],
    ['spool_damaged', METRIC_INTERNAL_ERRORS, { code: 'ERR_SPOOL_DAMAGED' }],
    ['spool_not_writable', METRIC_SPOOL_FRAMES, { outcome: 'refused' }],
  ] as const)('is told of once an episode: %s by %s %j', (trouble, metric, labels) => {
    const { notices, observe, attempt } = watching();
    for (let atMs = 0; atMs < 10 * quietMs; atMs += quietMs / 2) observe(metric, 3, labels, atMs);
    expect(notices).toEqual([`failure ${trouble} 3`]);
    attempt('success', 11 * quietMs); // whatever is counted next: nothing came again
    expect(notices.slice(1)).toEqual([`recovery ${trouble} 60`]);
    observe(metric, 1, labels, 12 * quietMs);
    expect(notices.slice(2)).toEqual([`failure ${trouble} 1`]);
  });

  it.each([
    [METRIC_RECORDS, { stage: 'deliver', outcome: 'delivered' }],
    [METRIC_RECORDS, { stage: 'deliver', outcome: 'kept' }],
    [METRIC_RECORDS, { stage: 'seal', outcome: 'dropped' }], // after shutdown: nobody is there to tell
    [METRIC_INTERNAL_ERRORS, { code: 'ERR_ANYTHING_ELSE' }],
    ['otelseal.sanitize.findings', { rule: 'lost', outcome: 'lost' }],
  ] as const)('is not what %s counts as %j', (metric, labels) => {
    const { notices, observe } = watching();
    for (let atMs = 0; atMs < 10 * quietMs; atMs += 1_000) observe(metric, 1, labels, atMs);
    expect(notices).toEqual([]);
  });
});
