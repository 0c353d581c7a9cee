import { attackerOrigin, CITIES, type City } from '../world.js';
import { type Attack, MINUTE_MS, paced, SECOND_MS } from './attack.js';

/** A stolen cookie: while its owner works, the same session comes from another network and another browser (evasive: the same browser). */
export const sessionHijack: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const owner = random.pick(world.users.filter(({ mobile }) => !mobile));
  const session = `s-stolen-${random.int(0, 0xffffffff).toString(16)}`;
  const thiefs = attackerOrigin(random);
  const other = CITIES.find(({ country }) => country !== owner.home.city.country) as City;
  const userAgent = difficulty === 'easy' ? 'python-requests/2.32' : owner.home.userAgent;
  const honest = { id: owner.id, from: owner.home, session };
  const thief = { id: owner.id, from: { ...thiefs, city: other, userAgent }, session };
  yield make.loginSuccess(startMs, honest);
  let turn = 0;
  for (const now of paced(startMs + MINUTE_MS, 16, 20 * SECOND_MS, random)) {
    yield make.read(now, turn++ % 2 === 0 ? honest : thief, ['customer', owner.id]);
  }
};

/** A refresh token that was already used comes again, as the application notices (RFC 9700 §4.14.2). Evasive: once. */
export const tokenReuse: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const owner = random.pick(world.users);
  const more = {
    'security.token.hash': `p_k1_${random.int(0, 0xffffffff).toString(32)}`,
    'security.token.type': 'refresh',
  };
  const thief = { id: owner.id, from: attackerOrigin(random) };
  for (const now of paced(startMs, difficulty === 'easy' ? 4 : 1, 10 * SECOND_MS, random)) {
    yield make.event(now, 'security.authn.token.reuse', 'failure', thief, ['account', owner.id], more);
  }
};

const BERLIN: City = Object.freeze({ country: 'DE', latitude: 52.5, longitude: 13.4 });
const SYDNEY: City = Object.freeze({ country: 'AU', latitude: -33.9, longitude: 151.2 });
const LONDON: City = Object.freeze({ country: 'GB', latitude: 51.5, longitude: -0.1 });

/** Logged in at home, and half an hour later at the other end of the world (evasive: 930 km away after 40 minutes). */
export const impossibleTravel: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const victim = random.pick(world.users);
  const far = difficulty === 'easy' ? SYDNEY : LONDON;
  const awayMs = difficulty === 'easy' ? 30 * MINUTE_MS : 40 * MINUTE_MS;
  yield make.loginSuccess(startMs, { id: victim.id, from: { ...victim.home, city: BERLIN } });
  yield make.loginSuccess(startMs + awayMs, { id: victim.id, from: { ...attackerOrigin(random), city: far } });
};
