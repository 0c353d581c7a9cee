import { Campaigns } from '../../counting/campaigns.js';
import { KeyTable } from '../../counting/key-table.js';
import type { Detector, DetectorResources } from '../../detector.js';
import type { Key } from '../../security-fact.js';
import { bytesOf } from '../bytes-of.js';
import { isTooFast, type Position, positionOf } from '../coarse-travel.js';
import { LOGIN_EVENTS, LOGIN_FAILURE } from '../login-events.js';

/**
 * One account logged in to at two places, faster than anybody travels. Needs a locator, or positions in the records.
 *
 * @experimental
 */
export interface ImpossibleTravelOptions {
  /** Shorter ways are not looked at: positions of addresses are wrong by as much. */
  readonly minKilometres: number;
  /** Faster than an airliner. */
  readonly minKilometresPerHour: number;
  /** How long a place of an account is remembered, in milliseconds. */
  readonly rememberedMs: number;
}

/** @experimental */
export const IMPOSSIBLE_TRAVEL_DEFAULTS: ImpossibleTravelOptions = Object.freeze({
  minKilometres: 500,
  minKilometresPerHour: 900,
  rememberedMs: 86_400_000,
});

const LATITUDE = 0;
const LONGITUDE = 1;
const AT_MS = 2;
const NUMBERS = 3;
/** Pairs of places that were told already: commuting between home and a VPN's exit is one incident, not one a day. */
const TOLD = 8;

/** @experimental */
export function impossibleTravel(options: ImpossibleTravelOptions, { memory, quietMs }: DetectorResources): Detector {
  const places = new KeyTable(memory.part(0.9), { numbers: NUMBERS, marks: TOLD });
  const campaigns = new Campaigns(quietMs, memory.part(0.1));

  function isTold(account: Key, pair: number): boolean {
    const { first } = places;
    for (let n = 0; n < TOLD; n += 1) if (places.set[first + n] === pair) return true;
    const slot = first + ((pair + account) % TOLD);
    places.set[slot] = pair;
    return false;
  }

  return {
    name: 'impossible_travel',
    subscribes: LOGIN_EVENTS,
    bytes: bytesOf(places, campaigns),

    observe(fact, nowMs) {
      const { actor } = fact.keys;
      if (fact.eventName === LOGIN_FAILURE || actor === undefined) return undefined;
      const here = positionOf(fact.geo);
      if (here === undefined) return undefined;
      const isKnown = places.touch(actor);
      const { values } = places;
      const { row } = places;
      const there = { latitude: values[row + LATITUDE] ?? 0, longitude: values[row + LONGITUDE] ?? 0 };
      const atMs = values[row + AT_MS] ?? 0;
      values[row + LATITUDE] = here.latitude;
      values[row + LONGITUDE] = here.longitude;
      values[row + AT_MS] = nowMs;
      if (!isKnown || nowMs - atMs > options.rememberedMs) return undefined;

      if (!isTooFast(here, there, nowMs - atMs, options)) return undefined;
      if (isTold(actor, pairOf(here, there))) return undefined;
      campaigns.begin(actor, nowMs, 2, atMs);
      return {
        severity: 'medium',
        confidence: 'medium',
        subject: 'account',
        key: actor,
        count: campaigns.count,
        sinceMs: campaigns.sinceMs,
        what: 'logins at two places that are too far apart for the time between them',
      };
    },
  };
}

/** The same for both directions; never 0. */
function pairOf(a: Position, b: Position): number {
  const cell = ({ latitude, longitude }: Position) => (latitude + 90) * 361 + longitude + 180;
  const [low = 0, high = 0] = [cell(a), cell(b)].sort((x, y) => x - y);
  return (low * 65_537 + high + 1) >>> 0 || 1;
}
