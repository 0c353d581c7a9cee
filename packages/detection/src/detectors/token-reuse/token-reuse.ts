import {
  EVENT_SECURITY_AUTHN_TOKEN_CREATE,
  EVENT_SECURITY_AUTHN_TOKEN_REUSE,
  EVENT_SECURITY_SESSION_CREATE,
  EVENT_SECURITY_SESSION_USE_AFTER_EXPIRE,
} from '@otelseal/semantic-conventions';
import { Campaigns } from '../../counting/campaigns.js';
import { combineKeys, markOf } from '../../counting/combine-keys.js';
import { KeyTable } from '../../counting/key-table.js';
import { LeakyBuckets } from '../../counting/leaky-buckets.js';
import type { Detector, DetectorResources, Finding } from '../../detector.js';
import type { IncidentSeverity } from '../../incident.js';
import type { Key } from '../../security-fact.js';
import { bytesOf } from '../bytes-of.js';

/**
 * A revoked token or an ended session is presented again.
 *
 * @experimental
 */
export interface TokenReuseOptions {
  /** Ended sessions that the same network presents again and that fit: a forgotten tab asks a few times. */
  readonly staleCapacity: number;
  readonly staleLeakMs: number;
}

/** @experimental */
export const TOKEN_REUSE_DEFAULTS: TokenReuseOptions = Object.freeze({ staleCapacity: 10, staleLeakMs: 60_000 });

const SESSION = 1;
const TOKEN = 2;
/** How a session ended that nobody ended: its owner comes back with its cookie, from wherever he is by then. */
const RAN_OUT: readonly (string | undefined)[] = ['timeout', 'other'];

/** @experimental */
export function tokenReuse(options: TokenReuseOptions, { memory, quietMs }: DetectorResources): Detector {
  const issuedTo = new KeyTable(memory.part(0.6), { numbers: 1, marks: 0 });
  const stale = new LeakyBuckets(
    { capacity: options.staleCapacity, leakIntervalMs: options.staleLeakMs, blackholeMs: 0, distinct: 0 },
    memory.part(0.2),
  );
  const campaigns = new Campaigns(quietMs, memory.part(0.2));

  /** Whether the thing was given to this network; `undefined` when nobody knows. */
  function isOwners(thing: Key, network: Key | undefined): boolean | undefined {
    if (network === undefined || !issuedTo.find(thing)) return undefined;
    return issuedTo.values[issuedTo.row] === markOf(network);
  }

  function reused(
    key: Key,
    subject: 'session' | 'account',
    severity: IncidentSeverity,
    what: string,
    nowMs: number,
  ): Finding {
    if (!campaigns.goesOn(key, nowMs)) campaigns.begin(key, nowMs, 1, nowMs);
    return {
      severity,
      confidence: severity === 'low' ? 'low' : 'high',
      subject,
      key,
      count: campaigns.count,
      sinceMs: campaigns.sinceMs,
      what,
    };
  }

  return {
    name: 'token_reuse',
    subscribes: [
      EVENT_SECURITY_AUTHN_TOKEN_CREATE,
      EVENT_SECURITY_AUTHN_TOKEN_REUSE,
      EVENT_SECURITY_SESSION_CREATE,
      EVENT_SECURITY_SESSION_USE_AFTER_EXPIRE,
    ],
    bytes: bytesOf(issuedTo, stale, campaigns),

    observe({ eventName, keys, details }, nowMs) {
      const network = keys.network ?? keys.client;
      const isToken = eventName === EVENT_SECURITY_AUTHN_TOKEN_CREATE || eventName === EVENT_SECURITY_AUTHN_TOKEN_REUSE;
      const id = isToken ? (keys.token ?? keys.actor) : keys.session;
      if (id === undefined) return undefined;
      const thing = combineKeys(id, isToken ? TOKEN : SESSION);
      if (eventName === EVENT_SECURITY_AUTHN_TOKEN_CREATE || eventName === EVENT_SECURITY_SESSION_CREATE) {
        issuedTo.touch(thing);
        issuedTo.values[issuedTo.row] = network === undefined ? 0 : markOf(network);
        return undefined;
      }
      const owners = isOwners(thing, network);
      if (isToken) {
        const what =
          owners === false ? 'a revoked token presented from another network' : 'a revoked token presented again';
        return reused(thing, 'account', owners === false ? 'high' : 'medium', what, nowMs);
      }
      if (owners === false && !RAN_OUT.includes(details.reason))
        return reused(thing, 'session', 'high', 'an ended session presented from another network', nowMs);
      if (stale.pour(thing, nowMs) !== 'overflow' && !campaigns.isOpen(thing, nowMs)) return undefined;
      return reused(thing, 'session', 'low', 'an ended session presented again and again', nowMs);
    },
  };
}
