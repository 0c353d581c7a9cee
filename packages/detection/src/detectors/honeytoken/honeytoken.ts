import { EVENT_SECURITY_MALICIOUS_HONEYTOKEN } from '@otelseal/semantic-conventions';
import { Campaigns } from '../../counting/campaigns.js';
import type { Detector, DetectorResources } from '../../detector.js';
import { LOGIN_EVENTS } from '../login-events.js';

/**
 * Something is touched that nobody has a reason to touch.
 *
 * @experimental
 */
export interface HoneytokenOptions {
  /** Accounts that exist only to be tried, as the application names actors, in lower case. Default none. */
  readonly decoyAccounts: readonly string[];
}

/** @experimental */
export const HONEYTOKEN_DEFAULTS: HoneytokenOptions = Object.freeze({ decoyAccounts: Object.freeze([]) });

/** @experimental */
export function honeytoken(options: HoneytokenOptions, { memory, quietMs }: DetectorResources): Detector {
  const campaigns = new Campaigns(quietMs, memory);
  const decoys = new Set(options.decoyAccounts.map((name) => name.trim().toLowerCase()));
  const logins = decoys.size === 0 ? [] : LOGIN_EVENTS;

  return {
    name: 'honeytoken',
    subscribes: [EVENT_SECURITY_MALICIOUS_HONEYTOKEN, ...logins],
    bytes: campaigns.bytes,

    observe({ eventName, keys, raw }, nowMs) {
      const isTouched = eventName === EVENT_SECURITY_MALICIOUS_HONEYTOKEN;
      const isDecoy = !isTouched && raw.actorId !== undefined && decoys.has(raw.actorId.trim().toLowerCase());
      if (!isTouched && !isDecoy) return undefined;
      const key = keys.client ?? keys.actor ?? 1;
      campaigns.begin(key, nowMs, 1, nowMs);
      return {
        severity: 'critical',
        confidence: 'high',
        subject: keys.client === undefined ? 'account' : 'source',
        key,
        count: campaigns.count,
        sinceMs: campaigns.sinceMs,
        what: isTouched ? 'a decoy was touched' : 'a decoy account was tried',
      };
    },
  };
}
