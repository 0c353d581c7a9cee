import { attackerOrigin } from '../world.js';
import { type Attack, MINUTE_MS, paced, SECOND_MS } from './attack.js';

/** A support agent's account reads the customers out: 3,000 in 25 minutes (evasive: 600 in two and a half hours). */
export const bulkRead: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const agent = random.pick(world.agents);
  const actor = { id: agent.id, from: attackerOrigin(random), session: `s-bulk-${random.int(0, 0xffff)}` };
  const [count, everyMs] = difficulty === 'easy' ? [3_000, SECOND_MS / 2] : [600, 15 * SECOND_MS];
  yield make.loginSuccess(startMs - SECOND_MS, actor);
  for (const now of paced(startMs, count, everyMs, random)) {
    yield make.read(now, actor, ['customer', random.pick(world.users).id]);
  }
};

/** … and erases them: 10,000 in 20 minutes, 50 at a time (evasive: 200, one by one, in 50 minutes). */
export const massDeletion: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const agent = random.pick(world.agents);
  const actor = { id: agent.id, from: attackerOrigin(random), session: `s-erase-${random.int(0, 0xffff)}` };
  const [calls, each, everyMs] = difficulty === 'easy' ? [200, 50, 6 * SECOND_MS] : [200, 1, 15 * SECOND_MS];
  for (const now of paced(startMs, calls, everyMs, random)) {
    const more = { 'security.data.count': each };
    const target = ['customer', random.pick(world.users).id] as const;
    yield make.event(now, 'security.sensitive.delete', 'success', actor, target, more);
  }
};

function payment(random: { int(min: number, max: number): number }, amount: string, counterparty: string) {
  return {
    'security.transaction.id': `t-${random.int(0, 0x7fffffff).toString(16)}`,
    'security.transaction.type': 'payout',
    'security.transaction.amount': amount,
    'security.transaction.currency': 'EUR',
    'security.transaction.counterparty': counterparty,
  };
}

/** A machine that pays out as fast as it can: 40 in two minutes (evasive: 15 in eight). */
export const transactionVelocity: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const actor = { id: random.pick(world.users).id, from: attackerOrigin(random) };
  const [count, everyMs] = difficulty === 'easy' ? [40, 3 * SECOND_MS] : [18, 28 * SECOND_MS];
  for (const now of paced(startMs, count, everyMs, random)) {
    const more = payment(random, '99.00', 'merchant-7');
    yield make.event(now, 'security.transaction.initiate', 'success', actor, ['service', 'shop'], more);
    yield make.event(now + 400, 'security.transaction.complete', 'success', actor, ['service', 'shop'], more);
  }
};

/** A new password, and minutes later (evasive: 50 minutes later) money to somebody who never got any. */
export const counterpartyAfterCredentialChange: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const victim = random.pick(world.users);
  const actor = { id: victim.id, from: attackerOrigin(random) };
  yield make.event(startMs, 'security.authn.password.change', 'success', actor, ['account', victim.id]);
  const laterMs = startMs + (difficulty === 'easy' ? 4 : 50) * MINUTE_MS;
  const more = payment(random, '2400.00', `acct-${random.int(1, 1_000_000)}`);
  yield make.event(laterMs, 'security.transaction.initiate', 'success', actor, ['service', 'shop'], more);
  yield make.event(laterMs + 800, 'security.transaction.complete', 'success', actor, ['service', 'shop'], more);
};

/** The watchers are switched off (evasive: one of them, as maintenance). */
export const loggingSilenced: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const admin = random.pick(world.admins);
  const actor = { id: admin.id, from: attackerOrigin(random) };
  if (difficulty === 'easy')
    yield make.event(startMs, 'security.audit_log.stop', 'success', actor, ['service', 'shop']);
  const more = { 'security.monitor.name': 'intrusion-detection', 'security.reason': 'maintenance' };
  yield make.event(startMs + SECOND_MS, 'security.sys.monitor.disable', 'success', actor, ['service', 'shop'], more);
};

/** Records are erased (evasive: only the verifier noticed). */
export const loggingTampered: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const admin = random.pick(world.admins);
  const actor = { id: admin.id, from: attackerOrigin(random) };
  const name = difficulty === 'easy' ? 'security.audit_log.delete' : 'security.audit_log.integrity_failure';
  const outcome = difficulty === 'easy' ? 'success' : 'failure';
  yield make.event(startMs, name, outcome, actor, ['log', 'audit'], {
    'security.reason': 'MODIFIED',
    'security.integrity.stream': '5f0d1c6e3b544c0e9c560d6f5e0b8a11',
  });
};
