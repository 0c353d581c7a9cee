import { attackerOrigin } from '../world.js';
import { type Attack, paced, SECOND_MS } from './attack.js';

const FIELDS = Object.freeze(['id', 'q', 'sort', 'page', 'email', 'redirect', 'file', 'callback', 'amount', 'role']);
const PATHS = Object.freeze([
  '/.env',
  '/.git/config',
  '/wp-login.php',
  '/admin',
  '/phpmyadmin',
  '/server-status',
  '/actuator/env',
  '/backup.sql',
  '/api/v1/users',
  '/console',
  '/config.json',
  '/debug',
]);

/** A fuzzer: 40 invalid inputs in 40 seconds over ten fields (evasive: twelve in 55 seconds over four). */
export const validationProbing: Attack = function* ({ startMs, difficulty, make, random }) {
  const actor = { id: 'anonymous', from: attackerOrigin(random) };
  const [count, everyMs, width] = difficulty === 'easy' ? [40, SECOND_MS, 10] : [14, 4.2 * SECOND_MS, 4];
  let turn = 0;
  for (const now of paced(startMs, count, everyMs, random)) {
    const field = FIELDS[turn++ % width] as string;
    yield make.invalidInput(now, actor, `/api/${field}`, [field], random.pick(['type', 'length', 'pattern']));
  }
};

/** A scanner's list of paths, as the application denies them: a second apart (evasive: seven seconds). */
export const pathProbing: Attack = function* ({ startMs, difficulty, make, random }) {
  const actor = { id: 'anonymous', from: attackerOrigin(random) };
  const [count, everyMs] = difficulty === 'easy' ? [60, SECOND_MS] : [24, 7 * SECOND_MS];
  let turn = 0;
  for (const now of paced(startMs, count, everyMs, random)) {
    const path = `${PATHS[turn % PATHS.length]}${turn >= PATHS.length ? `?${turn}` : ''}`;
    turn += 1;
    const more = {
      'url.path': path,
      'http.response.status_code': 404,
      'security.attempt.count': turn,
      'security.response.action': 'logged',
    };
    yield make.event(now, 'security.malicious.excess_404', 'failure', actor, ['route', path], more);
  }
};

/** A tool that says its name (evasive: inside a browser's). Whatever it asks, the application sees the user agent. */
export const attackTool: Attack = function* ({ startMs, difficulty, make, random }) {
  const tool = random.pick([
    'sqlmap/1.8.4#stable (https://sqlmap.org)',
    'Nikto/2.5.0',
    'Mozilla/5.0 zgrab/0.x',
    'Nuclei - Open-source project',
  ]);
  const userAgent =
    difficulty === 'easy'
      ? tool
      : `Mozilla/5.0 (compatible; ${random.pick(['sqlmap/1.8', 'Nikto/2.5', 'dirbuster'])}; like Gecko)`;
  const actor = { id: 'anonymous', from: { ...attackerOrigin(random), userAgent } };
  for (const now of paced(startMs, difficulty === 'easy' ? 10 : 2, 3 * SECOND_MS, random)) {
    yield make.invalidInput(now, actor, '/search', ['q'], 'pattern');
  }
};

/** Somebody opens the customer who does not exist but to be opened. */
export const honeytoken: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const insider = random.pick(world.agents);
  const actor =
    difficulty === 'easy' ? { id: 'anonymous', from: attackerOrigin(random) } : { id: insider.id, from: insider.home };
  const more = { 'security.response.action': 'logged' };
  yield make.event(startMs, 'security.malicious.honeytoken', 'unknown', actor, ['customer', 'decoy-1'], more);
};
