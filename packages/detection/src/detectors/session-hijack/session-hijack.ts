import {
  EVENT_SECURITY_AUTHZ_ADMIN,
  EVENT_SECURITY_AUTHZ_FAILURE,
  EVENT_SECURITY_AUTHZ_SUCCESS,
  EVENT_SECURITY_SENSITIVE_DELETE,
  EVENT_SECURITY_SENSITIVE_EXPORT,
  EVENT_SECURITY_SENSITIVE_READ,
  EVENT_SECURITY_SENSITIVE_UPDATE,
  EVENT_SECURITY_SESSION_CREATE,
  EVENT_SECURITY_SESSION_RENEW,
  EVENT_SECURITY_TRANSACTION_COMPLETE,
  EVENT_SECURITY_TRANSACTION_INITIATE,
} from '@otelseal/semantic-conventions';
import { Campaigns } from '../../counting/campaigns.js';
import { combineKeys, markOf, markOfText } from '../../counting/combine-keys.js';
import { KeyTable } from '../../counting/key-table.js';
import { isStepBack } from '../../counting/step-back.js';
import type { Detector, DetectorResources } from '../../detector.js';
import { bytesOf } from '../bytes-of.js';
import { isTooFast, type Position, positionOf } from '../coarse-travel.js';

/**
 * One session in two hands: used from another network and with another program than it began with, or from a place that nobody
 * reaches so fast.
 *
 * @experimental
 */
export interface SessionHijackOptions {
  /** When both uses come alternately within this time, both are going on at once: high instead of medium. In milliseconds. */
  readonly concurrentMs: number;
  /** How long a session is remembered without being used, in milliseconds. */
  readonly rememberedMs: number;
  /** A way within one session that is longer and faster than these is travelled by nobody. */
  readonly minKilometres: number;
  readonly minKilometresPerHour: number;
}

/** @experimental */
export const SESSION_HIJACK_DEFAULTS: SessionHijackOptions = Object.freeze({
  concurrentMs: 300_000,
  rememberedMs: 86_400_000,
  minKilometres: 500,
  minKilometresPerHour: 900,
});

const NETWORK = 0;
const AGENT = 1;
const FAMILY = 2;
const LAST_MS = 3;
const LATITUDE = 4;
const LONGITUDE = 5;
const NUMBERS = 6;
/** Latitudes reach 90: no place is known. */
const NOWHERE = 999;

/** @experimental */
export function sessionHijack(options: SessionHijackOptions, { memory, quietMs }: DetectorResources): Detector {
  const sessions = new KeyTable(memory.part(0.8), { numbers: NUMBERS, marks: 0 });
  const campaigns = new Campaigns(quietMs, memory.part(0.2));

  function isTooFar(values: Float64Array, row: number, here: Position, elapsedMs: number): boolean {
    const latitude = values[row + LATITUDE] ?? NOWHERE;
    const longitude = values[row + LONGITUDE] ?? NOWHERE;
    return latitude !== NOWHERE && isTooFast(here, { latitude, longitude }, elapsedMs, options);
  }

  return {
    name: 'session_hijack',
    subscribes: [
      EVENT_SECURITY_SESSION_CREATE,
      EVENT_SECURITY_SESSION_RENEW,
      EVENT_SECURITY_AUTHZ_SUCCESS,
      EVENT_SECURITY_AUTHZ_FAILURE,
      EVENT_SECURITY_AUTHZ_ADMIN,
      EVENT_SECURITY_SENSITIVE_READ,
      EVENT_SECURITY_SENSITIVE_UPDATE,
      EVENT_SECURITY_SENSITIVE_DELETE,
      EVENT_SECURITY_SENSITIVE_EXPORT,
      EVENT_SECURITY_TRANSACTION_INITIATE,
      EVENT_SECURITY_TRANSACTION_COMPLETE,
    ],
    bytes: bytesOf(sessions, campaigns),

    observe({ eventName, keys, details, geo }, nowMs) {
      const { session } = keys;
      const network = keys.network ?? keys.client;
      const { userAgent } = details;
      if (session === undefined || network === undefined || userAgent === undefined) return undefined;
      const isKnown = sessions.touch(session);
      const { values } = sessions;
      const row = sessions.row;
      const lastMs = values[row + LAST_MS] ?? 0;
      const agent = markOfText(userAgent);
      const isOld = nowMs - lastMs > options.rememberedMs || isStepBack(lastMs, nowMs);
      const isFresh = !isKnown || eventName === EVENT_SECURITY_SESSION_CREATE || isOld;
      const sameAgent = values[row + AGENT] === agent;
      const family = sameAgent && !isFresh ? (values[row + FAMILY] ?? 0) : familyOf(userAgent);
      const isElsewhere = !isFresh && values[row + NETWORK] !== markOf(network);
      const isOther = isElsewhere && values[row + FAMILY] !== family;
      const here = positionOf(geo);
      const isFar = isElsewhere && here !== undefined && isTooFar(values, row, here, nowMs - lastMs);
      if (isOther || isFar) {
        // The session's own values stay: its owner must not look like the thief a moment later.
        const goesOn = campaigns.goesOn(session, nowMs);
        if (!goesOn) campaigns.begin(session, nowMs, 1, nowMs);
        const isConcurrent = nowMs - lastMs <= options.concurrentMs;
        return {
          severity: isConcurrent ? 'high' : 'medium',
          confidence: isConcurrent ? 'high' : 'medium',
          subject: 'session',
          key: combineKeys(session, 1),
          count: campaigns.count,
          sinceMs: campaigns.sinceMs,
          what: whatOf(isOther, isConcurrent),
        };
      }
      values[row + NETWORK] = markOf(network);
      values[row + AGENT] = agent;
      values[row + FAMILY] = family;
      values[row + LAST_MS] = isFresh ? nowMs : Math.max(lastMs, nowMs);
      values[row + LATITUDE] = here?.latitude ?? NOWHERE;
      values[row + LONGITUDE] = here?.longitude ?? NOWHERE;
      return undefined;
    },
  };
}

function whatOf(isOtherProgram: boolean, isConcurrent: boolean): string {
  if (!isOtherProgram) return 'one session used at two places that are too far apart for the time between them';
  return isConcurrent
    ? 'one session used by two programs in two networks at once'
    : 'a session continued by another program in another network';
}

/** Programs update themselves while a session lasts: versions do not tell them apart. */
function familyOf(userAgent: string): number {
  return markOfText(userAgent.replace(/[\d._]+/g, ''));
}
