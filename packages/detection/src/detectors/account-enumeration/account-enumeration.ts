import { EVENT_SECURITY_AUTHN_PASSWORD_RESET_REQUEST } from '@otelseal/semantic-conventions';
import { Campaigns } from '../../counting/campaigns.js';
import { markOf } from '../../counting/combine-keys.js';
import { LeakyBuckets } from '../../counting/leaky-buckets.js';
import type { Detector, DetectorResources } from '../../detector.js';
import type { Key, SecurityFact } from '../../security-fact.js';
import { bytesOf } from '../bytes-of.js';
import { LOGIN_EVENTS, LOGIN_FAILURE } from '../login-events.js';
import { volumeSeverity } from '../volume-severity.js';

/**
 * One client finds out which accounts exist: logins with names that do not, password resets for many.
 *
 * @experimental
 */
export interface AccountEnumerationOptions {
  /** Different names that fit into the fast bucket before it overflows. */
  readonly capacity: number;
  readonly leakMs: number;
  /** The same, slowly; a login that succeeds empties this bucket. */
  readonly slowCapacity: number;
  readonly slowLeakMs: number;
  /** Values of `security.reason` that say that the account does not exist. */
  readonly unknownReasons: readonly string[];
}

/** @experimental */
export const ACCOUNT_ENUMERATION_DEFAULTS: AccountEnumerationOptions = Object.freeze({
  capacity: 5,
  leakMs: 10_000,
  slowCapacity: 10,
  slowLeakMs: 60_000,
  unknownReasons: Object.freeze(['unknown_user', 'user_not_found', 'no_such_user', 'invalid_user', 'unknown_account']),
});

const NAMES = 48;

/** @experimental */
export function accountEnumeration(options: AccountEnumerationOptions, resources: DetectorResources): Detector {
  const { memory, quietMs } = resources;
  const bucket = (capacity: number, leakIntervalMs: number) =>
    new LeakyBuckets({ capacity, leakIntervalMs, blackholeMs: 0, distinct: NAMES }, memory.part(0.4));
  const fast = bucket(options.capacity, options.leakMs);
  const slow = bucket(options.slowCapacity, options.slowLeakMs);
  const campaigns = new Campaigns(quietMs, memory.part(0.2));
  const unknown: ReadonlySet<string | undefined> = new Set(options.unknownReasons);

  /** Who has asked for names that do not exist meets some that do. */
  const isAsking = (client: Key | undefined, nowMs: number): boolean =>
    client !== undefined && (fast.holds(client, nowMs) || slow.holds(client, nowMs));

  /** The name that is asked about, when this event asks. */
  function asked({ eventName, keys, details }: SecurityFact, nowMs: number): Key | undefined {
    if (eventName === LOGIN_FAILURE)
      return unknown.has(details.reason) || isAsking(keys.client, nowMs) ? keys.actor : undefined;
    return keys.target ?? keys.actor;
  }

  return {
    name: 'account_enumeration',
    subscribes: [...LOGIN_EVENTS, EVENT_SECURITY_AUTHN_PASSWORD_RESET_REQUEST],
    bytes: bytesOf(fast, slow, campaigns),

    observe(fact, nowMs) {
      const { client } = fact.keys;
      if (client === undefined) return undefined;
      if (fact.category === 'authentication' && fact.eventName !== LOGIN_FAILURE && fact.outcome === 'success') {
        if (fact.eventName !== EVENT_SECURITY_AUTHN_PASSWORD_RESET_REQUEST) {
          slow.cancel(client);
          return undefined;
        }
      }
      const name = asked(fact, nowMs);
      if (name === undefined) return undefined;
      let overflow = false;
      let names = 0;
      for (const buckets of [fast, slow]) {
        if (buckets.pour(client, nowMs, markOf(name)) !== 'overflow') continue;
        if (!overflow) campaigns.begin(client, nowMs, buckets.count, buckets.sinceMs);
        names = Math.max(names, buckets.count);
        overflow = true;
      }
      if (!overflow && !campaigns.goesOn(client, nowMs)) return undefined;
      return {
        severity: volumeSeverity(campaigns.count, options.capacity),
        confidence: 'medium',
        subject: 'source',
        key: client,
        count: campaigns.count,
        sinceMs: campaigns.sinceMs,
        what: 'many account names tried to see which exist',
        users: names,
      };
    },
  };
}
