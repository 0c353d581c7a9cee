import { Campaigns } from '../../counting/campaigns.js';
import { markOf, markOfText } from '../../counting/combine-keys.js';
import { DistinctWindows } from '../../counting/distinct-windows.js';
import { RateAgainstUsual } from '../../counting/rate-against-usual.js';
import type { Detector, DetectorResources, Finding } from '../../detector.js';
import type { Key, SecurityFact } from '../../security-fact.js';
import { bytesOf } from '../bytes-of.js';
import { LOGIN_EVENTS, LOGIN_FAILURE } from '../login-events.js';
import { PartialCounts } from '../partial-counts.js';

/**
 * A few passwords tried on many accounts, slowly: by one client, or by many on a whole tenant.
 *
 * @experimental
 */
export interface PasswordSprayingOptions {
  /** One client: different accounts within the window. At most 64. */
  readonly minUsers: number;
  /** One client: failures within the window. */
  readonly minFailures: number;
  readonly windowMs: number;
  /** One client: failures per account at most, on average; more is brute force. */
  readonly maxTriesPerUser: number;
  /** One client: the attack is slow or tries accounts more than once; what is fast and tries each once is stuffing. */
  readonly minTriesPerUser: number;
  readonly minSpanMs: number;
  /** Accounts that logged in, as a share of those that failed, beyond which a client is an office. */
  readonly maxSuccessShare: number;
  /** A tenant: failures, different accounts and different clients within its window. */
  readonly tenantMinFailures: number;
  readonly tenantMinUsers: number;
  readonly tenantMinSources: number;
  /** A tenant: failures of one client that count; a client that does more is noticed by itself. */
  readonly tenantMaxPerSource: number;
  readonly tenantWindowMs: number;
  /** A tenant: accounts with failures that no login made good must also be so many times what is usual there. */
  readonly tenantTimesUsual: number;
}

/** @experimental */
export const PASSWORD_SPRAYING_DEFAULTS: PasswordSprayingOptions = Object.freeze({
  minUsers: 10,
  minFailures: 15,
  windowMs: 1_800_000,
  maxTriesPerUser: 5,
  minTriesPerUser: 1.5,
  minSpanMs: 300_000,
  maxSuccessShare: 0.5,
  tenantMinFailures: 25,
  tenantMinUsers: 15,
  tenantMinSources: 5,
  tenantMaxPerSource: 5,
  tenantWindowMs: 900_000,
  tenantTimesUsual: 4,
});

/** Enough to reach the threshold and to tell a wide attack from a narrow one; every mark costs memory. */
const COUNTED = 1.6;
const COUNTED_BY_TENANT = 128;
/** So many accounts are a wide attack. */
const WIDE = 64;
const TENANTS = 0.1;
/** Before it is known what is usual: of those who mistype, an eighth of the logins, nearly all get in soon after. */
const FAILED_SHARE = 0.25;
/** Faster than a bucket of stuffing leaks is stuffing, unless it comes back to the accounts. */
const SLOW_MS = 10_000;

/** @experimental */
export function passwordSpraying(options: PasswordSprayingOptions, resources: DetectorResources): Detector {
  const { memory, quietMs, repeated } = resources;
  const counted = Math.ceil(options.minUsers * COUNTED);
  const failures = new DistinctWindows({ windowMs: options.windowMs, distinct: counted }, memory.part(0.4));
  const successes = new DistinctWindows({ windowMs: options.windowMs, distinct: counted }, memory.part(0.25));
  const tenantWindow = {
    windowMs: options.tenantWindowMs,
    distinct: Math.max(COUNTED_BY_TENANT, options.tenantMinUsers),
  };
  const tenantUsers = new DistinctWindows(tenantWindow, memory.part(TENANTS * 0.4));
  const tenantSources = new DistinctWindows(tenantWindow, memory.part(TENANTS * 0.4));
  const rates = new RateAgainstUsual(
    { periodMs: options.tenantWindowMs, floor: options.tenantMinUsers, timesUsual: options.tenantTimesUsual },
    memory.part(TENANTS * 0.2),
  );
  const campaigns = new Campaigns(quietMs, memory.part(0.1));
  const partials = new PartialCounts(resources, memory.part(0.05));

  const sprayed = (key: Key, subject: 'source' | 'tenant', users: number): Finding => ({
    severity: users >= WIDE ? 'medium' : 'low',
    confidence: subject === 'source' ? 'high' : 'medium',
    subject,
    key,
    count: campaigns.count,
    sinceMs: campaigns.sinceMs,
    what: 'few passwords tried on many accounts',
    users,
  });

  function byOneClient(client: Key, user: number, nowMs: number): Finding | undefined {
    failures.add(client, user, nowMs);
    const { events, distinct, sinceMs, isNew } = failures;
    // Of more accounts than are counted, nobody knows how often each was tried.
    const isRepeated = distinct < counted && events >= distinct * options.minTriesPerUser;
    const isPaced = nowMs - sinceMs >= options.minSpanMs || isRepeated;
    const isSprayed =
      isPaced &&
      distinct >= options.minUsers &&
      events >= options.minFailures &&
      events <= distinct * options.maxTriesPerUser;
    const isShared =
      isSprayed && successes.look(client, nowMs) && successes.distinct > distinct * options.maxSuccessShare;
    if (isSprayed && !isShared) campaigns.begin(client, nowMs, Math.round(events), sinceMs);
    else if (!campaigns.goesOn(client, nowMs)) return undefined;
    const isSlow = nowMs - sinceMs >= events * SLOW_MS;
    return { ...sprayed(client, 'source', distinct), isTypical: !isNew || isSlow };
  }

  /** Follows `byOneClient`, which counted this client's failures. */
  function byMany(fact: SecurityFact, user: number, client: Key, nowMs: number): Finding | undefined {
    const tenant = tenantKey(fact);
    if (failures.events > options.tenantMaxPerSource) return undefined;
    tenantUsers.add(tenant, user, nowMs);
    tenantSources.add(tenant, markOf(client), nowMs);
    const { events, distinct, sinceMs } = tenantUsers;
    rates.look(tenant, distinct - 1, nowMs);
    const isWide =
      events >= options.tenantMinFailures &&
      distinct >= options.tenantMinUsers &&
      tenantSources.distinct >= options.tenantMinSources &&
      (rates.isLearnt
        ? distinct >= options.tenantTimesUsual * rates.expected
        : events >= rates.succeeded * FAILED_SHARE);
    // Everybody who mistypes is of the tenant: unlike a client's, its failures are no attack because one was open a while ago.
    if (!isWide) return undefined;
    campaigns.begin(tenant, nowMs, Math.round(events), sinceMs);
    return { ...sprayed(tenant, 'tenant', distinct), sources: tenantSources.distinct };
  }

  return {
    name: 'password_spraying',
    subscribes: LOGIN_EVENTS,
    bytes: bytesOf(failures, successes, tenantUsers, tenantSources, rates, campaigns, partials),

    observe(fact, nowMs) {
      const { actor, client } = fact.keys;
      if (actor === undefined || client === undefined) return undefined;
      const user = markOf(actor);
      if (fact.eventName !== LOGIN_FAILURE) {
        successes.add(client, user, nowMs);
        rates.addSuccess(tenantKey(fact), nowMs);
        const hasFailed = failures.has(client, user, nowMs);
        if (!hasFailed || !campaigns.isOpen(client, nowMs) || !campaigns.goesOn(client, nowMs)) {
          // Who fails and then gets in from the same place mistyped.
          if (hasFailed) {
            tenantUsers.remove(tenantKey(fact), user);
            tenantSources.remove(tenantKey(fact), markOf(client));
            failures.remove(client, user);
          }
          return undefined;
        }
        return { ...sprayed(client, 'source', 0), severity: 'critical', what: 'a sprayed account was logged in to' };
      }
      if (repeated.has(fact, nowMs)) return undefined;
      const here = byOneClient(client, user, nowMs);
      return here ?? byMany(fact, user, client, nowMs) ?? partials.add(client, 'source', options.minFailures);
    },
  };
}

function tenantKey({ details }: SecurityFact): Key {
  return markOfText(details.tenant ?? '');
}
