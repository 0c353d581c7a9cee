import { Campaigns } from '../../counting/campaigns.js';
import { combineKeys, markOf } from '../../counting/combine-keys.js';
import { DistinctWindows } from '../../counting/distinct-windows.js';
import type { Detector, DetectorResources, Finding } from '../../detector.js';
import { bytesOf } from '../bytes-of.js';
import { LOGIN_EVENTS, LOGIN_FAILURE } from '../login-events.js';

/**
 * A login right after failures that no person makes: too fast, or from too many places. The attacks that other detectors hold open are
 * raised by themselves; this one sees those that are too short for them.
 *
 * @experimental
 */
export interface SuccessAfterFailuresOptions {
  /** So many failures of one client on one account within this time are faster than people type. */
  readonly fastFailures: number;
  readonly fastWindowMs: number;
  /** More failures than this are brute force, whose incident a success raises. */
  readonly fastMost: number;
  /** How long after that a success counts, in milliseconds. */
  readonly armedMs: number;
  /** One account: failures from several clients within the window, before one of them succeeds. */
  readonly minFailures: number;
  readonly minSources: number;
  readonly windowMs: number;
}

/** @experimental */
export const SUCCESS_AFTER_FAILURES_DEFAULTS: SuccessAfterFailuresOptions = Object.freeze({
  fastFailures: 5,
  fastWindowMs: 10_000,
  fastMost: 5,
  armedMs: 240_000,
  minFailures: 8,
  minSources: 3,
  windowMs: 1_800_000,
});

const COUNTED_SOURCES = 16;

/** @experimental */
export function successAfterFailures(options: SuccessAfterFailuresOptions, resources: DetectorResources): Detector {
  const { memory, repeated } = resources;
  const fast = new DistinctWindows({ windowMs: options.fastWindowMs, distinct: 1 }, memory.part(0.4));
  const armed = new Campaigns(options.armedMs, memory.part(0.2));
  const places = new DistinctWindows({ windowMs: options.windowMs, distinct: COUNTED_SOURCES }, memory.part(0.4));

  const compromised = (key: number, count: number, sinceMs: number, what: string): Finding => ({
    severity: 'high',
    confidence: 'medium',
    subject: 'account',
    key,
    count,
    sinceMs,
    what,
  });

  return {
    name: 'success_after_failures',
    subscribes: LOGIN_EVENTS,
    bytes: bytesOf(fast, armed, places),

    observe(fact, nowMs) {
      const { actor, client } = fact.keys;
      if (actor === undefined || client === undefined) return undefined;
      const pair = combineKeys(client, actor);
      if (fact.eventName === LOGIN_FAILURE) {
        if (repeated.has(fact, nowMs)) return undefined;
        places.add(actor, markOf(client), nowMs);
        fast.add(pair, 1, nowMs);
        if (fast.events >= options.fastFailures) armed.begin(pair, nowMs, Math.round(fast.events), fast.sinceMs);
        else armed.goesOn(pair, nowMs);
        return undefined;
      }
      if (armed.isOpen(pair, nowMs) && armed.count <= options.fastMost) {
        return compromised(
          actor,
          armed.count + 1,
          armed.sinceMs,
          'a login right after failures that came faster than people type',
        );
      }
      const fromManyPlaces =
        places.has(actor, markOf(client), nowMs) &&
        places.look(actor, nowMs) &&
        places.events >= options.minFailures &&
        places.distinct >= options.minSources;
      if (!fromManyPlaces) return undefined;
      return compromised(
        actor,
        Math.round(places.events) + 1,
        places.sinceMs,
        'a login after failures from several clients',
      );
    },
  };
}
