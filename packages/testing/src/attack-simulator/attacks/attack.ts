import type { EventMaker } from '../event-maker.js';
import type { SeededRandom } from '../seeded-random.js';
import type { Difficulty, SimulatedEvent } from '../simulated-event.js';
import type { World } from '../world.js';

/** What an attack is given: the town, its own randomness, a maker that marks what it makes. */
export interface AttackGround {
  readonly world: World;
  readonly startMs: number;
  readonly difficulty: Difficulty;
  readonly make: EventMaker;
  readonly random: SeededRandom;
}

/** Yields its events in the order of time. */
export type Attack = (ground: AttackGround) => Generator<SimulatedEvent>;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** Times from `startMs` on, `count` of them, `everyMs` apart give or take a fifth: people and sleepers jitter. */
export function* paced(startMs: number, count: number, everyMs: number, random: SeededRandom): Generator<number> {
  let now = startMs;
  for (let left = count; left > 0; left--) {
    yield now;
    now += everyMs * random.between(0.8, 1.2);
  }
}

export function guess(random: SeededRandom): number {
  return random.int(0, 65_535);
}
