import { Campaigns } from '../../counting/campaigns.js';
import { markOf } from '../../counting/combine-keys.js';
import { DistinctWindows } from '../../counting/distinct-windows.js';
import type { Detector, DetectorResources, Finding } from '../../detector.js';
import type { Key } from '../../security-fact.js';
import { ACCOUNT_ENUMERATION_DEFAULTS } from '../account-enumeration/account-enumeration.js';
import { bytesOf } from '../bytes-of.js';
import { LOGIN_EVENTS, LOGIN_FAILURE } from '../login-events.js';
import { PartialCounts } from '../partial-counts.js';
import { volumeSeverity } from '../volume-severity.js';

/**
 * One client, many accounts, hardly more than one try each: stolen pairs of names and passwords.
 *
 * @experimental
 */
export interface CredentialStuffingOptions {
  /** Different accounts within the window. At most 64. */
  readonly minUsers: number;
  readonly windowMs: number;
  /** Failures per account at most, on average: more is spraying. */
  readonly maxTriesPerUser: number;
  /** Different accounts that fit into the fast bucket before it overflows. */
  readonly burstCapacity: number;
  readonly burstLeakMs: number;
  /** Accounts that logged in, as a share of those that failed, beyond which the client is an office or a carrier and not an attacker. */
  readonly maxSuccessShare: number;
}

/** @experimental */
export const CREDENTIAL_STUFFING_DEFAULTS: CredentialStuffingOptions = Object.freeze({
  minUsers: 15,
  windowMs: 900_000,
  maxTriesPerUser: 2,
  burstCapacity: 5,
  burstLeakMs: 60_000,
  maxSuccessShare: 0.5,
});

/** Enough to reach the threshold and to tell a wide attack from a narrow one; every mark costs memory. */
const COUNTED_USERS = 1.6;
const UNKNOWN: ReadonlySet<string | undefined> = new Set(ACCOUNT_ENUMERATION_DEFAULTS.unknownReasons);

/** @experimental */
export function credentialStuffing(options: CredentialStuffingOptions, resources: DetectorResources): Detector {
  const { memory, quietMs, repeated } = resources;
  const distinct = Math.ceil(options.minUsers * COUNTED_USERS);
  const burst = { capacity: options.burstCapacity, leakIntervalMs: options.burstLeakMs };
  const failures = new DistinctWindows({ windowMs: options.windowMs, distinct, burst }, memory.part(0.5));
  const successes = new DistinctWindows({ windowMs: options.windowMs, distinct }, memory.part(0.35));
  const campaigns = new Campaigns(quietMs, memory.part(0.1));
  const partials = new PartialCounts(resources, memory.part(0.05));

  const stuffing = (client: Key): Finding => ({
    severity: volumeSeverity(campaigns.count, options.minUsers),
    confidence: 'high',
    subject: 'source',
    key: client,
    count: campaigns.count,
    sinceMs: campaigns.sinceMs,
    what: 'many accounts tried once or twice',
    users: failures.distinct,
  });

  /** Whether so many accounts log in from there that the failures are their owners' typing errors. */
  const isShared = (client: Key, nowMs: number): boolean =>
    successes.look(client, nowMs) && successes.distinct > failures.distinct * options.maxSuccessShare;

  return {
    name: 'credential_stuffing',
    subscribes: LOGIN_EVENTS,
    bytes: bytesOf(failures, successes, campaigns, partials),

    observe(fact, nowMs) {
      const { actor, client } = fact.keys;
      if (actor === undefined || client === undefined) return undefined;
      const user = markOf(actor);
      if (fact.eventName !== LOGIN_FAILURE) {
        successes.add(client, user, nowMs);
        const hit = campaigns.isOpen(client, nowMs) && failures.look(client, nowMs) && !isShared(client, nowMs);
        if (hit && campaigns.goesOn(client, nowMs)) {
          return { ...stuffing(client), severity: 'critical', what: 'one of the tried accounts was logged in to' };
        }
        failures.remove(client, user); // who fails and then gets in from the same place mistyped
        failures.calm(client);
        return undefined;
      }
      if (repeated.has(fact, nowMs)) return undefined;
      const exists = !UNKNOWN.has(fact.details.reason); // names that do not exist are account enumeration's
      failures.add(client, user, nowMs, 1, exists);
      const { events, distinct, sinceMs, isNew, isBurst } = failures;
      const isTypical = isNew && exists;
      const isWide = distinct >= options.minUsers && events <= distinct * options.maxTriesPerUser;
      if ((isWide || isBurst) && !isShared(client, nowMs)) {
        campaigns.begin(client, nowMs, Math.round(events), sinceMs);
        return { ...stuffing(client), isTypical };
      }
      if (campaigns.goesOn(client, nowMs)) return { ...stuffing(client), isTypical };
      return partials.add(client, 'source', options.burstCapacity + 1);
    },
  };
}
