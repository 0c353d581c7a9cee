import { BucketGroup } from '../../counting/bucket-group.js';
import { Campaigns } from '../../counting/campaigns.js';
import { combineKeys, markOf } from '../../counting/combine-keys.js';
import { DistinctWindows } from '../../counting/distinct-windows.js';
import type { Detector, DetectorResources, Finding, PartialCount } from '../../detector.js';
import type { Key } from '../../security-fact.js';
import { bytesOf } from '../bytes-of.js';
import { LOGIN_EVENTS, LOGIN_FAILURE } from '../login-events.js';
import { PartialCounts } from '../partial-counts.js';
import { volumeSeverity } from '../volume-severity.js';

/**
 * Many passwords tried: by one client on one account (fast and slowly), and by one client on whatever accounts.
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
  /** Failures of one client on any accounts, fast and slowly. */
  readonly sourceCapacity: number;
  readonly sourceLeakMs: number;
  readonly slowSourceCapacity: number;
  readonly slowSourceLeakMs: number;
  /** A client from which so many different accounts logged in within a day is shared (an office, a carrier): only this bucket counts. */
  readonly sharedAccounts: number;
  readonly sharedCapacity: number;
  readonly sharedLeakMs: number;
  /** Four failures of one client without a login between them: the median of their gaps is longer than this, in milliseconds. */
  readonly pacedGapMs: number;
  /** And none is longer than this. */
  readonly pacedMaxGapMs: number;
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
  sourceCapacity: 5,
  sourceLeakMs: 20_000,
  slowSourceCapacity: 10,
  slowSourceLeakMs: 60_000,
  sharedAccounts: 5,
  sharedCapacity: 20,
  sharedLeakMs: 10_000,
  pacedGapMs: 600_000,
  pacedMaxGapMs: 7_200_000,
});

/** How long a login makes its account one of the client's. */
const KNOWN_MS = 86_400_000;
const KNOWN_ACCOUNTS = 16;
const PACED_EVENTS = 4;
/** Bits of the buckets of a source. */
const SHARED = 1;
const ANY_SOURCE = 1 | 2 | 4;

/** @experimental */
export function bruteForce(options: BruteForceOptions, resources: DetectorResources): Detector {
  const { memory, quietMs, repeated } = resources;
  const pairs = new BucketGroup(
    [
      { capacity: options.pairCapacity, leakIntervalMs: options.pairLeakMs },
      { capacity: options.slowCapacity, leakIntervalMs: options.slowLeakMs },
    ],
    memory.part(0.4),
  );
  const sources = new BucketGroup(
    [
      { capacity: options.sharedCapacity, leakIntervalMs: options.sharedLeakMs },
      { capacity: options.sourceCapacity, leakIntervalMs: options.sourceLeakMs },
      { capacity: options.slowSourceCapacity, leakIntervalMs: options.slowSourceLeakMs },
    ],
    memory.part(0.3),
    { keepsPace: true },
  );
  const known = new DistinctWindows({ windowMs: KNOWN_MS, distinct: KNOWN_ACCOUNTS }, memory.part(0.15));
  const campaigns = new Campaigns(quietMs, memory.part(0.1));
  const partials = new PartialCounts(resources, memory.part(0.05));

  /** Whether so many people log in from there that some of them mistype at the same time. */
  const isShared = (source: Key, nowMs: number): boolean =>
    known.look(source, nowMs) && known.distinct >= options.sharedAccounts;

  /** Counts a failure. @returns whether an attack is going on */
  function count(source: Key, pair: Key, nowMs: number): boolean {
    pairs.pour(pair, nowMs);
    sources.pour(source, nowMs);
    const bits = sources.overflown === 0 || !isShared(source, nowMs) ? ANY_SOURCE : SHARED;
    const bySource = (sources.overflown & bits) !== 0;
    if (pairs.overflown !== 0 || bySource) {
      const { count, sinceMs } = bySource && sources.count > pairs.count ? sources : pairs;
      campaigns.begin(source, nowMs, count, sinceMs);
      return true;
    }
    if (sources.medianGapMs > options.pacedGapMs && sources.longestGapMs <= options.pacedMaxGapMs) {
      sources.breakPace(source); // the next four are the next reason
      const sinceMs = nowMs - (PACED_EVENTS - 1) * sources.medianGapMs;
      campaigns.begin(source, nowMs, PACED_EVENTS, sinceMs, Math.max(quietMs, options.pacedMaxGapMs));
      return true;
    }
    return campaigns.goesOn(source, nowMs);
  }

  function failed(
    source: Key,
    client: Key | undefined,
    account: Key | undefined,
    nowMs: number,
  ): Finding | PartialCount | undefined {
    const pair = account === undefined || client === undefined ? source : combineKeys(source, account);
    if (count(source, pair, nowMs)) return guessing(source, client);
    return partials.add(source, subjectOf(client), options.pairCapacity + 1);
  }

  function guessing(source: Key, client: Key | undefined): Finding {
    const isPaced = campaigns.quietMs > quietMs;
    return {
      severity: volumeSeverity(campaigns.count, options.pairCapacity),
      confidence: isPaced ? 'low' : 'medium',
      subject: subjectOf(client),
      key: source,
      count: campaigns.count,
      sinceMs: campaigns.sinceMs,
      what: 'many passwords tried',
      quietMs: campaigns.quietMs,
    };
  }

  return {
    name: 'brute_force',
    subscribes: LOGIN_EVENTS,
    bytes: bytesOf(pairs, sources, known, campaigns, partials),

    observe(fact, nowMs) {
      const { client, actor } = fact.keys;
      const source = client ?? actor;
      if (source === undefined) return undefined;
      if (fact.eventName === LOGIN_FAILURE) {
        if (repeated.has(fact, nowMs)) return undefined; // the same password again is not a guess
        return failed(source, client, actor, nowMs);
      }
      if (actor === undefined) return undefined;
      if (!campaigns.isOpen(source, nowMs)) {
        known.add(source, markOf(actor), nowMs);
        sources.breakPace(source);
        return undefined;
      }
      const pair = client === undefined ? source : combineKeys(source, actor);
      if (!pairs.wasPoured(pair, campaigns.quietMs, nowMs)) return undefined;
      campaigns.goesOn(source, nowMs);
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
