import { EVENT_SECURITY_AUTHN_MFA_FAILURE, EVENT_SECURITY_AUTHN_MFA_SUCCESS } from '@otelseal/semantic-conventions';
import { Campaigns } from '../../counting/campaigns.js';
import { markOf } from '../../counting/combine-keys.js';
import { DistinctWindows } from '../../counting/distinct-windows.js';
import type { Detector, DetectorResources, Finding } from '../../detector.js';
import type { Key } from '../../security-fact.js';
import { bytesOf } from '../bytes-of.js';

/**
 * Somebody has the password and wants the second factor: push messages until one is accepted out of fatigue, or codes guessed.
 *
 * @experimental
 */
export interface MfaAbuseOptions {
  /** Second factors of one account refused within the window. */
  readonly minFailures: number;
  readonly windowMs: number;
  /** One client: second factors refused, over so many accounts, within the window. */
  readonly sourceMinFailures: number;
  readonly sourceMinUsers: number;
}

/** @experimental */
export const MFA_ABUSE_DEFAULTS: MfaAbuseOptions = Object.freeze({
  minFailures: 5,
  windowMs: 600_000,
  sourceMinFailures: 20,
  sourceMinUsers: 10,
});

const COUNTED = 16;
const PUSHED: ReadonlySet<string | undefined> = new Set(['push', 'push_notification', 'call', 'voice']);

/** @experimental */
export function mfaAbuse(options: MfaAbuseOptions, { memory, quietMs }: DetectorResources): Detector {
  const accounts = new DistinctWindows({ windowMs: options.windowMs, distinct: COUNTED }, memory.part(0.4));
  const sources = new DistinctWindows({ windowMs: options.windowMs, distinct: COUNTED }, memory.part(0.4));
  const campaigns = new Campaigns(quietMs, memory.part(0.2));

  const abused = (key: Key, subject: 'account' | 'source', what: string): Finding => ({
    severity: 'medium',
    confidence: 'high',
    subject,
    key,
    count: campaigns.count,
    sinceMs: campaigns.sinceMs,
    what,
  });

  function refused(actor: Key, client: Key | undefined, isPushed: boolean, nowMs: number): Finding | undefined {
    accounts.add(actor, client === undefined ? 1 : markOf(client), nowMs);
    const what = isPushed ? 'many push messages refused' : 'many wrong codes';
    if (accounts.events >= options.minFailures) {
      campaigns.begin(actor, nowMs, Math.round(accounts.events), accounts.sinceMs);
      return abused(actor, 'account', what);
    }
    if (campaigns.goesOn(actor, nowMs)) return abused(actor, 'account', what);
    if (client === undefined) return undefined;
    sources.add(client, markOf(actor), nowMs);
    const isWide = sources.events >= options.sourceMinFailures && sources.distinct >= options.sourceMinUsers;
    if (isWide) campaigns.begin(client, nowMs, Math.round(sources.events), sources.sinceMs);
    else if (!campaigns.goesOn(client, nowMs)) return undefined;
    return { ...abused(client, 'source', 'second factors of many accounts tried'), users: sources.distinct };
  }

  return {
    name: 'mfa_abuse',
    subscribes: [EVENT_SECURITY_AUTHN_MFA_FAILURE, EVENT_SECURITY_AUTHN_MFA_SUCCESS],
    bytes: bytesOf(accounts, sources, campaigns),

    observe({ eventName, keys, details }, nowMs) {
      const { actor, client } = keys;
      if (actor === undefined) return undefined;
      const isPushed = PUSHED.has(details.method);
      if (eventName === EVENT_SECURITY_AUTHN_MFA_FAILURE) return refused(actor, client, isPushed, nowMs);
      if (!campaigns.goesOn(actor, nowMs)) return undefined;
      const what = isPushed
        ? 'a push message was accepted after many refused'
        : 'a code was right after many wrong ones';
      // Who mistypes his code often and then succeeds is mostly its owner; who accepts the sixth push message is mostly tired.
      return {
        ...abused(actor, 'account', what),
        severity: isPushed || campaigns.count > 2 * options.minFailures ? 'critical' : 'high',
      };
    },
  };
}
