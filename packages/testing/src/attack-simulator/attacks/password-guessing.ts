import { attackerOrigin } from '../world.js';
import { type Attack, guess, HOUR_MS, MINUTE_MS, paced, SECOND_MS } from './attack.js';

/** One machine, one account. Evasive: a guess every 25 seconds for an hour. */
export const bruteForceAccount: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const actor = { id: random.pick(world.users).id, from: attackerOrigin(random) };
  const [count, everyMs] = difficulty === 'easy' ? [40, SECOND_MS] : [144, 25 * SECOND_MS];
  for (const now of paced(startMs, count, everyMs, random)) yield make.loginFailure(now, actor, guess(random));
};

/** One machine, a few accounts in turn. Evasive: eight accounts, so that each sees one guess in 40 seconds. */
export const bruteForceSource: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const from = attackerOrigin(random);
  const [count, everyMs, victims] = difficulty === 'easy' ? [120, SECOND_MS, 4] : [400, 5 * SECOND_MS, 8];
  const accounts = random.sample(world.users, victims);
  let turn = 0;
  for (const now of paced(startMs, count, everyMs, random)) {
    const actor = { id: accounts[turn++ % accounts.length]?.id as string, from };
    yield make.loginFailure(now, actor, guess(random));
  }
};

/** A guess every four minutes (evasive: every seven and a half) for five hours. */
export const slowBruteForce: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const actor = { id: random.pick(world.users).id, from: attackerOrigin(random) };
  const everyMs = difficulty === 'easy' ? 4 * MINUTE_MS : 7.5 * MINUTE_MS;
  for (const now of paced(startMs, Math.floor((5 * HOUR_MS) / everyMs), everyMs, random)) {
    yield make.loginFailure(now, actor, guess(random));
  }
};

/** Many machines, one account. Evasive: twelve machines, one or two guesses each, over 25 minutes. */
export const distributedBruteForce: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const { id } = random.pick(world.users);
  const [machines, count, everyMs] = difficulty === 'easy' ? [50, 150, 2 * SECOND_MS] : [12, 18, 85 * SECOND_MS];
  const origins = Array.from({ length: machines }, () => attackerOrigin(random));
  let turn = 0;
  for (const now of paced(startMs, count, everyMs, random)) {
    yield make.loginFailure(now, { id, from: origins[turn++ % machines] as (typeof origins)[number] }, guess(random));
  }
};

/** Guessing until it works. Evasive: eight guesses within five minutes, then in. */
export const successAfterFailures: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const actor = { id: random.pick(world.users).id, from: attackerOrigin(random) };
  const [count, everyMs] = difficulty === 'easy' ? [30, SECOND_MS] : [10, 15 * SECOND_MS];
  let last = startMs;
  for (const now of paced(startMs, count, everyMs, random)) {
    yield make.loginFailure(now, actor, guess(random));
    last = now;
  }
  yield make.loginSuccess(last + everyMs, actor);
};
