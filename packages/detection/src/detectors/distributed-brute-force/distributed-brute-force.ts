import { Campaigns } from '../../counting/campaigns.js';
import { markOf } from '../../counting/combine-keys.js';
import { DistinctWindows } from '../../counting/distinct-windows.js';
import type { Detector, DetectorResources, Finding } from '../../detector.js';
import type { Key } from '../../security-fact.js';
import { bytesOf } from '../bytes-of.js';
import { LOGIN_EVENTS, LOGIN_FAILURE } from '../login-events.js';
import { PartialCounts } from '../partial-counts.js';

/**
 * One account, passwords tried from many clients.
 *
 * @experimental
 */
export interface DistributedBruteForceOptions {
  /** Failed logins of one account within the window. */
  readonly minFailures: number;
  /** From at least as many clients. */
  readonly minSources: number;
  readonly windowMs: number;
  /** As many clients are medium, whatever they try. */
  readonly mediumSources: number;
  /** How long a client that logged in to the account counts as its owner's, in milliseconds. */
  readonly knownClientMs: number;
}

/** @experimental */
export const DISTRIBUTED_BRUTE_FORCE_DEFAULTS: DistributedBruteForceOptions = Object.freeze({
  minFailures: 10,
  minSources: 5,
  windowMs: 1_800_000,
  mediumSources: 20,
  knownClientMs: 2_592_000_000,
});

const COUNTED_SOURCES = 32;
const KNOWN_CLIENTS = 8;

/** @experimental */
export function distributedBruteForce(options: DistributedBruteForceOptions, resources: DetectorResources): Detector {
  const { memory, quietMs, repeated } = resources;
  const failures = new DistinctWindows({ windowMs: options.windowMs, distinct: COUNTED_SOURCES }, memory.part(0.55));
  const known = new DistinctWindows({ windowMs: options.knownClientMs, distinct: KNOWN_CLIENTS }, memory.part(0.3));
  const campaigns = new Campaigns(quietMs, memory.part(0.1));
  const partials = new PartialCounts(resources, memory.part(0.05));

  const attacked = (account: Key): Finding => ({
    severity: failures.distinct >= options.mediumSources ? 'medium' : 'low',
    confidence: 'high',
    subject: 'account',
    key: account,
    count: campaigns.count,
    sinceMs: campaigns.sinceMs,
    what: 'passwords of one account tried from many clients',
    sources: failures.distinct,
  });

  return {
    name: 'distributed_brute_force',
    subscribes: LOGIN_EVENTS,
    bytes: bytesOf(failures, known, campaigns, partials),

    observe(fact, nowMs) {
      const { actor, client } = fact.keys;
      if (actor === undefined || client === undefined) return undefined;
      if (fact.eventName === LOGIN_FAILURE) {
        if (repeated.has(fact, nowMs)) return undefined;
        failures.add(actor, markOf(client), nowMs);
        const { events, distinct, sinceMs } = failures;
        if (events >= options.minFailures && distinct >= options.minSources) {
          campaigns.begin(actor, nowMs, Math.round(events), sinceMs);
          return attacked(actor);
        }
        if (campaigns.goesOn(actor, nowMs)) return attacked(actor);
        return partials.add(actor, 'account', options.minFailures);
      }
      const isOwners = known.has(actor, markOf(client), nowMs);
      const isAttackers = !isOwners && campaigns.isOpen(actor, nowMs) && failures.has(actor, markOf(client), nowMs);
      if (!isAttackers || !campaigns.goesOn(actor, nowMs)) {
        if (!campaigns.isOpen(actor, nowMs)) known.add(actor, markOf(client), nowMs);
        return undefined;
      }
      return { ...attacked(actor), severity: 'critical', what: 'one of the attacking clients logged in' };
    },
  };
}
