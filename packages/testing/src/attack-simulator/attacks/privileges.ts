import { attackerOrigin } from '../world.js';
import { type Attack, HOUR_MS, MINUTE_MS, paced, SECOND_MS } from './attack.js';

const PERMISSIONS = Object.freeze([
  'user:list',
  'user:delete',
  'order:read:any',
  'invoice:read:any',
  'config:write',
  'role:grant',
  'report:export',
  'key:read',
  'audit:read',
  'payment:refund',
]);

/** What may I do? Ten permissions in a minute (evasive: six in four and a half minutes). */
export const permissionProbing: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const actor = { id: random.pick(world.users).id, from: attackerOrigin(random) };
  const [count, everyMs] = difficulty === 'easy' ? [10, 5 * SECOND_MS] : [6, 45 * SECOND_MS];
  let turn = 0;
  for (const now of paced(startMs, count, everyMs, random)) {
    const permission = PERMISSIONS[turn++ % PERMISSIONS.length] as string;
    yield make.denial(now, actor, permission, ['route', `/api/${permission.split(':')[0]}`]);
  }
};

/** Somebody makes himself administrator. Evasive: by a permission, not a role. */
export const selfGrantedPrivilege: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const actor = { id: random.pick(world.users).id, from: attackerOrigin(random) };
  const target = ['user', actor.id] as const;
  if (difficulty === 'easy') {
    const roles = { 'security.role.before': 'customer', 'security.role.after': 'admin' };
    yield make.event(startMs, 'security.authz.change', 'success', actor, target, roles);
  } else {
    const permissions = {
      'security.permission.before': ['order:read'],
      'security.permission.after': ['order:read', 'role:grant'],
    };
    yield make.event(startMs, 'security.privilege.permissions.change', 'success', actor, target, permissions);
  }
};

/** An account is made administrator and within the hour makes others so (evasive: after 50 minutes, one). */
export const freshAdminGrant: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const [first, second, third] = random.sample(world.users, 3).map(({ id }) => id) as [string, string, string];
  const admin = random.pick(world.admins);
  const roles = { 'security.role.before': 'customer', 'security.role.after': 'admin' };
  const granted = 'security.authz.change';
  yield make.event(startMs, granted, 'success', { id: admin.id, from: admin.home }, ['user', first], roles);
  const fresh = { id: first, from: attackerOrigin(random) };
  const laterMs = startMs + (difficulty === 'easy' ? 5 * MINUTE_MS : (50 / 60) * HOUR_MS);
  yield make.event(laterMs, granted, 'success', fresh, ['user', second], roles);
  if (difficulty === 'easy') yield make.event(laterMs + MINUTE_MS, granted, 'success', fresh, ['user', third], roles);
};

/** Denied and denied, and then it works (evasive: after six denials, ten minutes later). */
export const denialThenSuccess: Attack = function* ({ world, startMs, difficulty, make, random }) {
  const actor = { id: random.pick(world.users).id, from: attackerOrigin(random) };
  const target = ['report', 'payroll'] as const;
  const [count, everyMs] = difficulty === 'easy' ? [10, 5 * SECOND_MS] : [6, 40 * SECOND_MS];
  let last = startMs;
  for (const now of paced(startMs, count, everyMs, random)) {
    yield make.denial(now, actor, 'payroll:read', target);
    last = now;
  }
  const laterMs = last + (difficulty === 'easy' ? 20 * SECOND_MS : 4 * MINUTE_MS);
  const more = { 'security.permission.required': 'payroll:read' };
  yield make.event(laterMs, 'security.authz.success', 'success', actor, target, more);
};
