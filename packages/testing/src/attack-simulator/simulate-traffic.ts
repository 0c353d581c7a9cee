import { ATTACKS } from './attacks/attack-table.js';
import { benignDay } from './benign/benign-day.js';
import { EventMaker } from './event-maker.js';
import { SeededRandom } from './seeded-random.js';
import {
  ATTACK_NAMES,
  type AttackName,
  type Campaign,
  type Difficulty,
  type SimulatedEvent,
} from './simulated-event.js';
import { type Happening, timeline } from './timeline.js';
import { makeWorld } from './world.js';

/** One attack to weave in. @experimental */
export interface AttackOrder {
  readonly attack: AttackName;
  readonly difficulty: Difficulty;
}

/** @experimental */
export interface SimulationOptions {
  /** The same seed gives the same day. */
  readonly seed: number;
  /** Milliseconds since 1970 of its first midnight. Default Monday 2026-11-23T00:00:00Z. */
  readonly startMs?: number;
  /** Default one day. Staff and offices keep their hours within the first day. */
  readonly lengthMs?: number;
  /** Benign events in a day, about. Default 1,000,000. */
  readonly eventsADay?: number;
  /** Customers. Default one for every 50 events a day. */
  readonly users?: number;
  /** Default none. Each starts at a time of its own, late enough for habits to show and early enough to end. */
  readonly attacks?: readonly AttackOrder[];
}

/** A day of traffic. `campaigns` is complete once all `events` were taken. @experimental */
export interface Simulation {
  readonly events: Iterable<SimulatedEvent>;
  readonly campaigns: readonly Campaign[];
}

/** Every attack in one difficulty. @experimental */
export function allAttacks(difficulty: Difficulty): readonly AttackOrder[] {
  return ATTACK_NAMES.map((attack) => ({ attack, difficulty }));
}

const DEFAULT_START_MS = Date.UTC(2026, 10, 23);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * Traffic of a shop with what makes detection hard: shared addresses, mistyping, stale password managers, roaming phones, office
 * mornings, broken build robots, health checks, a marketing rush, a release with a missing permission; and attacks, with the truth.
 *
 * @experimental
 * @example
 * const { events, campaigns } = simulateTraffic({ seed: 7, eventsADay: 50_000, attacks: allAttacks('evasive') });
 * for (const event of events) detector.observe(event);
 */
export function simulateTraffic(options: SimulationOptions): Simulation {
  const { seed, startMs = DEFAULT_START_MS, lengthMs = DAY_MS, eventsADay = 1_000_000, attacks = [] } = options;
  const random = new SeededRandom(seed);
  const world = makeWorld(options.users ?? Math.max(1_000, Math.round(eventsADay / 50)), random.fork());
  const ground = { world, startMs, endMs: startMs + lengthMs, make: new EventMaker('b'), random: random.fork() };
  const campaigns: Campaign[] = [];
  const plotting = random.fork();
  const happenings: Happening[] = benignDay(ground, eventsADay);
  attacks.forEach((order, index) => {
    const { attack, difficulty } = order;
    const id = `${attack}-${difficulty}-${index + 1}`;
    const make = new EventMaker(id, id);
    campaigns.push(campaignOf(id, order, make));
    const firstMs = startMs + Math.min(11 * HOUR_MS, lengthMs / 2);
    const lastMs = startMs + Math.max(11 * HOUR_MS, lengthMs - 6 * HOUR_MS);
    const beginMs = plotting.between(Math.min(firstMs, lastMs), Math.max(firstMs, lastMs));
    happenings.push(ATTACKS[attack]({ world, startMs: beginMs, difficulty, make, random: plotting.fork() }));
  });
  return { events: timeline(happenings), campaigns };
}

/** A campaign whose events are still being made. */
function campaignOf(id: string, { attack, difficulty }: AttackOrder, make: EventMaker): Campaign {
  return {
    id,
    attack,
    difficulty,
    get firstMs() {
      return make.firstMs;
    },
    get lastMs() {
      return make.lastMs;
    },
    recordIds: make.recordIds,
  };
}
