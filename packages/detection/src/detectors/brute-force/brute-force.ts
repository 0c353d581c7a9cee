import {
  EVENT_SECURITY_AUTHN_LOGIN_FAILURE,
  EVENT_SECURITY_AUTHN_LOGIN_SUCCESS,
  EVENT_SECURITY_AUTHN_LOGIN_SUCCESS_AFTER_FAILURE,
} from '@otelseal/semantic-conventions';
import { Campaigns } from '../../counting/campaigns.js';
import { combineKeys, markOf } from '../../counting/combine-keys.js';
import { DistinctWindows } from '../../counting/distinct-windows.js';
import { LeakyBuckets } from '../../counting/leaky-buckets.js';
import type { Detector, DetectorResources, Finding, PartialCount } from '../../detector.js';
import type { Key, SecurityFact } from '../../security-fact.js';
import { PartialCounts } from '../partial-counts.js';
import { volumeSeverity } from '../volume-severity.js';

/**
 * Many passwords tried: by one client on one account (fast and slowly), and by one client on a few accounts.
 *
 * @experimental
 */
export interface BruteForceOptions {
  /** Failures of one client on one account that fit before the bucket overflows. */
  readonly pairCapacity: number;
  /** One of them leaks per interval, in milliseconds. */
  readonly pairLeakMs: number;
  /** The same for patient guessers. */
  readonly slowCapacity: number;
  readonly slowLeakMs: number;
  /** Failures of one client on any accounts. Loose, because an office shares one address. */
  readonly sourceCapacity: number;
  readonly sourceLeakMs: number;
}

/**
 * The thresholds. Anchors are in the detector's page.
 *
 * @experimental
 */
export const BRUTE_FORCE_DEFAULTS: BruteForceOptions = Object.freeze({
  pairCapacity: 5,
  pairLeakMs: 60_000,
  slowCapacity: 10,
  slowLeakMs: 600_000,
  sourceCapacity: 20,
  sourceLeakMs: 10_000,
});

/** Accounts of one client that are remembered, to know whether a success belongs to the attack. */
const ACCOUNTS = 32;

/** @experimental */
export function bruteForce(options: BruteForceOptions, resources: DetectorResources): Detector {
  const { maxBytes, quietMs, repeated } = resources;
  const bucket = (capacity: number, leakIntervalMs: number, share: number) =>
    new LeakyBuckets({ capacity, leakIntervalMs, blackholeMs: 0, distinct: 0 }, maxBytes * share);
  const pairs = bucket(options.pairCapacity, options.pairLeakMs, 0.3);
  const slow = bucket(options.slowCapacity, options.slowLeakMs, 0.2);
  const sources = bucket(options.sourceCapacity, options.sourceLeakMs, 0.1);
  const tried = new DistinctWindows({ windowMs: quietMs, distinct: ACCOUNTS }, maxBytes * 0.25);
  const campaigns = new Campaigns(quietMs, maxBytes * 0.1);
  const partials = new PartialCounts(resources, maxBytes * 0.05);

  function failed(
    source: Key,
    account: Key | undefined,
    { keys }: SecurityFact,
    nowMs: number,
  ): Finding | PartialCount | undefined {
    const mark = account === undefined ? 0 : markOf(account);
    if (mark !== 0) tried.add(source, mark, nowMs);
    const pair = account === undefined || keys.client === undefined ? source : combineKeys(source, account);
    let overflow = false;
    let count = 0;
    let sinceMs = nowMs;
    for (const [buckets, key] of [
      [pairs, pair],
      [slow, pair],
      [sources, source],
    ] as const) {
      if (buckets.pour(key, nowMs) !== 'overflow' || overflow) continue;
      overflow = true;
      count = buckets.count;
      sinceMs = buckets.sinceMs;
    }
    if (overflow) campaigns.begin(source, nowMs, count, sinceMs);
    else if (!campaigns.goesOn(source, nowMs))
      return partials.add(source, subjectOf(keys.client), options.pairCapacity + 1);
    return guessing(source, keys.client);
  }

  function guessing(source: Key, client: Key | undefined): Finding {
    return {
      severity: volumeSeverity(campaigns.count, options.pairCapacity),
      confidence: 'medium',
      subject: subjectOf(client),
      key: source,
      count: campaigns.count,
      sinceMs: campaigns.sinceMs,
      what: 'many passwords tried',
    };
  }

  return {
    name: 'brute_force',
    subscribes: [
      EVENT_SECURITY_AUTHN_LOGIN_FAILURE,
      EVENT_SECURITY_AUTHN_LOGIN_SUCCESS,
      EVENT_SECURITY_AUTHN_LOGIN_SUCCESS_AFTER_FAILURE,
    ],
    bytes: [pairs, slow, sources, tried, campaigns, partials].reduce((sum, { bytes }) => sum + bytes, 0),

    observe(fact, nowMs) {
      const { client, actor } = fact.keys;
      const source = client ?? actor;
      if (source === undefined) return undefined;
      if (fact.eventName === EVENT_SECURITY_AUTHN_LOGIN_FAILURE) {
        if (repeated.has(fact, nowMs)) return undefined; // the same password again is not a guess
        return failed(source, actor, fact, nowMs);
      }
      const guessed = actor !== undefined && campaigns.isOpen(source, nowMs) && tried.has(source, markOf(actor), nowMs);
      if (!guessed || !campaigns.goesOn(source, nowMs)) return undefined;
      return {
        ...guessing(source, client),
        severity: 'critical',
        confidence: 'high',
        what: 'a tried account was logged in to',
      };
    },
  };
}

function subjectOf(client: Key | undefined): 'source' | 'account' {
  return client === undefined ? 'account' : 'source';
}
