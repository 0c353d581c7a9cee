import type { EventMaker } from '../event-maker.js';
import type { SeededRandom } from '../seeded-random.js';
import type { Happening } from '../timeline.js';
import { carrierAddress, type Origin, type User, type World } from '../world.js';
import { customerSession } from './customer-session.js';
import { busyness } from './day-shape.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What every crowd is made of. */
export interface Ground {
  readonly world: World;
  readonly startMs: number;
  readonly endMs: number;
  readonly make: EventMaker;
  readonly random: SeededRandom;
}

/** Customers who come and go all day, about `sessionsADay` of them. */
export function* customers(ground: Ground, sessionsADay: number): Happening {
  const { world, startMs, endMs, make, random } = ground;
  let now = startMs;
  for (;;) {
    now += random.waitMs((sessionsADay / DAY_MS) * Math.max(0.2, busyness(now)));
    if (now >= endMs) return;
    const user = random.pick(world.users);
    const from = user.mobile ? { ...user.home, address: carrierAddress(random) } : user.home;
    yield begin(now, user, from, make, random);
  }
}

/** An office arrives: most of its people log in between 8:15 and 9:15, all from one address. */
export function* officeMorning(ground: Ground, office: readonly User[]): Happening {
  const { startMs, endMs, make, random } = ground;
  const eightMs = Math.floor(startMs / DAY_MS) * DAY_MS + 8.25 * HOUR_MS;
  const arrivals = office
    .filter(() => random.chance(0.85))
    .map((user) => ({ user, atMs: eightMs + HOUR_MS * ((random.next() + random.next() + random.next()) / 3) }))
    .sort((a, b) => a.atMs - b.atMs);
  for (const { user, atMs } of arrivals) {
    if (atMs >= startMs && atMs < endMs) yield begin(atMs, user, user.office as Origin, make, random);
  }
}

/** A newsletter went out: for an hour and a half three times as many people, half of them from a phone, four in ten with a coupon that has expired. */
export function* marketingRush(ground: Ground, sessions: number): Happening {
  const { world, startMs, endMs, make, random } = ground;
  const lengthMs = 1.5 * HOUR_MS;
  let now = startMs + random.between(0.3, 0.7) * (endMs - startMs - lengthMs);
  for (let left = sessions; left > 0 && now < endMs; left--) {
    now += random.waitMs(sessions / lengthMs);
    if (now >= endMs) return;
    const user = random.pick(world.users);
    const from = random.chance(0.5) ? { ...user.home, address: carrierAddress(random) } : user.home;
    if (random.chance(0.4)) yield make.invalidInput(now, { id: user.id, from }, '/coupon', ['code'], 'expired');
    else yield begin(now, user, from, make, random);
  }
}

function begin(atMs: number, user: User, from: Origin, make: EventMaker, random: SeededRandom) {
  return { startsAtMs: atMs, start: () => customerSession(atMs, user, from, make, random) };
}
