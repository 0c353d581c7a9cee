import { attackerOrigin } from '../world.js';
import { type Attack, guess, MINUTE_MS, paced, SECOND_MS } from './attack.js';

/** Bought pairs of name and password, each tried once; one in a hundred fits. Evasive: 40 pairs over a quarter of an hour. */
export const credentialStuffing: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const from = attackerOrigin(random);
  const [count, everyMs] = difficulty === 'easy' ? [300, SECOND_MS] : [40, 20 * SECOND_MS];
  const victims = random.sample(world.users, count);
  let turn = 0;
  for (const now of paced(startMs, victims.length, everyMs, random)) {
    const id = victims[turn++]?.id as string;
    if (turn % 100 === 0) yield make.loginSuccess(now, { id, from });
    else if (random.chance(0.3))
      yield make.loginFailure(now, { id: `${id}@old.example`, from }, guess(random), 'unknown_user');
    else yield make.loginFailure(now, { id, from }, guess(random));
  }
};

/** Two or three likely passwords for many accounts. Evasive: one round through 20 accounts a minute and a half apart, then the next. */
export const passwordSpraying: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const from = attackerOrigin(random);
  const [users, rounds, everyMs] = difficulty === 'easy' ? [60, 3, 3 * SECOND_MS] : [14, 3, 55 * SECOND_MS];
  const victims = random.sample(world.users, users);
  const passwords = Array.from({ length: rounds }, () => guess(random));
  let turn = 0;
  for (const now of paced(startMs, users * rounds, everyMs, random)) {
    const victim = victims[turn % users]?.id as string;
    yield make.loginFailure(now, { id: victim, from }, passwords[Math.floor(turn++ / users)]);
  }
};

/** The same from many machines: eight (evasive: thirty, each with at most two tries in a quarter of an hour). */
export const distributedSpraying: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const [machines, users, everyMs] = difficulty === 'easy' ? [8, 120, 2 * SECOND_MS] : [30, 60, 13 * SECOND_MS];
  const origins = Array.from({ length: machines }, () => attackerOrigin(random));
  const victims = random.sample(world.users, users);
  const password = guess(random);
  let turn = 0;
  for (const now of paced(startMs, users, everyMs, random)) {
    const from = origins[turn % machines] as (typeof origins)[number];
    yield make.loginFailure(now, { id: victims[turn++]?.id as string, from }, password);
  }
};

/** Which accounts exist? Logins and resets of names that mostly do not. Evasive: one in 25 seconds. */
export const accountEnumeration: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const from = attackerOrigin(random);
  const [count, everyMs] = difficulty === 'easy' ? [200, SECOND_MS] : [60, 25 * SECOND_MS];
  for (const now of paced(startMs, count, everyMs, random)) {
    const exists = random.chance(0.1);
    const id = exists ? random.pick(world.users).id : `guess-${random.int(1, 1_000_000)}`;
    const actor = { id, from };
    if (random.chance(0.5))
      yield make.loginFailure(now, actor, guess(random), exists ? 'wrong_password' : 'unknown_user');
    else {
      const outcome = exists ? 'success' : 'failure';
      const reason = exists ? {} : { 'security.reason': 'unknown_user' };
      yield make.event(now, 'security.authn.password.reset_request', outcome, actor, ['account', id], reason);
    }
  }
};

/** Prompts until the victim gives in: 12 in three minutes (evasive: six in nine and a half). */
export const mfaFatigue: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const actor = { id: random.pick(world.users).id, from: attackerOrigin(random) };
  const [count, everyMs] = difficulty === 'easy' ? [12, 15 * SECOND_MS] : [6, 95 * SECOND_MS];
  yield make.loginSuccess(startMs, actor);
  const push = { 'security.auth.method': 'push' };
  let last = startMs;
  for (const now of paced(startMs + SECOND_MS, count, everyMs, random)) {
    const more = { ...push, 'security.reason': random.chance(0.5) ? 'denied_by_user' : 'timeout' };
    yield make.event(now, 'security.authn.mfa.failure', 'failure', actor, ['account', actor.id], more);
    last = now;
  }
  yield make.event(last + everyMs, 'security.authn.mfa.success', 'success', actor, ['account', actor.id], push);
};

/** Codes of six digits by trying: 30 in a minute (evasive: eight in eight minutes, each in a session of its own). */
export const mfaCodeGuessing: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const { id } = random.pick(world.users);
  const from = attackerOrigin(random);
  const [count, everyMs] = difficulty === 'easy' ? [30, 2 * SECOND_MS] : [9, MINUTE_MS];
  let turn = 0;
  for (const now of paced(startMs, count, everyMs, random)) {
    const session = `s-mfa-${difficulty === 'easy' ? 0 : turn++}-${random.int(0, 0xffff)}`;
    const more = { 'security.auth.method': 'totp', 'security.reason': 'wrong_code' };
    yield make.event(now, 'security.authn.mfa.failure', 'failure', { id, from, session }, ['account', id], more);
  }
};
