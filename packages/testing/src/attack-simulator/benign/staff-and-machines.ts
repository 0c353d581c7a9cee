import type { Happening } from '../timeline.js';
import { CITIES, type City, type User } from '../world.js';
import type { Ground } from './crowds.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A support agent's day: logs in at nine, opens one customer after another, now and then a burst, seldom deletes one. */
export function* agentDay({ world, startMs, endMs, make, random }: Ground, agent: User): Happening {
  const dayMs = Math.floor(startMs / DAY_MS) * DAY_MS;
  let now = Math.max(startMs, dayMs + 9 * HOUR_MS + random.between(-20, 20) * MINUTE_MS);
  const goesHomeMs = Math.min(endMs, dayMs + 17.5 * HOUR_MS);
  const actor = { id: agent.id, from: agent.home, session: `s-${agent.id}-${dayMs}` };
  if (now >= goesHomeMs) return;
  yield make.loginSuccess(now, actor);
  while (now < goesHomeMs) {
    now += random.chance(0.2) ? random.between(5, 20) * SECOND_MS : random.between(60, 300) * SECOND_MS;
    if (now >= goesHomeMs) return;
    const customer = random.pick(world.users).id;
    yield make.read(now, actor, ['customer', customer]);
    if (random.chance(0.004)) {
      yield make.event(now + 30 * SECOND_MS, 'security.sensitive.delete', 'success', actor, ['customer', customer]);
      now += 30 * SECOND_MS;
    }
  }
}

/** A job that copies customers to the warehouse all day, one every few seconds: much, but always as much. */
export function* syncJob({ world, startMs, endMs, make, random }: Ground, everyMs: number): Happening {
  const actor = { id: 'svc-warehouse-sync', type: 'service' as const, from: machine('198.19.250.1', 'sync/2.4') };
  for (let now = startMs; now < endMs; now += everyMs * random.between(0.9, 1.1)) {
    yield make.read(now, actor, ['customer', random.pick(world.users).id]);
  }
}

/** A build server that logs in before every job. `expired`: since its token ran out it has tried the same one every half minute. */
export function* buildRobot(ground: Ground, name: string, expired: boolean): Happening {
  const { startMs, endMs, make, random } = ground;
  const actor = { id: name, type: 'service' as const, from: machine('198.19.251.7', 'ci-runner/17.2') };
  const ranOutMs = startMs + random.between(0.2, 0.6) * (endMs - startMs);
  const repairedMs = ranOutMs + 3 * HOUR_MS;
  for (let now = startMs + random.between(0, 60) * SECOND_MS; now < endMs; ) {
    const broken = expired && now > ranOutMs && now < repairedMs;
    if (broken) yield make.loginFailure(now, actor, 4_711, 'expired_token');
    else yield make.loginSuccess(now, actor);
    now += broken ? 30 * SECOND_MS : random.between(60, 240) * SECOND_MS;
  }
}

/** A load balancer that asks for a page nobody may see without logging in, and is denied, again and again. */
export function* healthCheck({ startMs, endMs, make }: Ground, everyMs: number): Happening {
  const actor = { id: 'anonymous', from: machine('198.19.252.1', 'elb-health/1.0') };
  for (let now = startMs + 3 * SECOND_MS; now < endMs; now += everyMs) {
    yield make.denial(now, actor, 'status:read', ['route', '/internal/status']);
  }
}

/** After a release a role lacks one permission: for ten minutes a whole team is denied the same thing again and again. */
export function* forgottenPermission(ground: Ground, team: readonly User[]): Happening {
  const { startMs, endMs, make, random } = ground;
  const releasedMs = startMs + random.between(0.3, 0.6) * (endMs - startMs);
  const clicks = team
    .flatMap((user) =>
      Array.from({ length: random.int(1, 6) }, () => ({ user, atMs: releasedMs + random.between(0, 10) * MINUTE_MS })),
    )
    .sort((a, b) => a.atMs - b.atMs);
  for (const { user, atMs } of clicks) {
    if (atMs >= endMs) return;
    yield make.denial(atMs, { id: user.id, from: user.home }, 'report:read', ['report', 'weekly']);
  }
}

/** Administration as it should be: few grants, by old administrators, to others. */
export function* administration(ground: Ground): Happening {
  const { world, startMs, endMs, make, random } = ground;
  let now = startMs;
  for (;;) {
    now += random.waitMs(30 / DAY_MS);
    if (now >= endMs) return;
    const admin = random.pick(world.admins);
    const actor = { id: admin.id, from: admin.home };
    const roles = { 'security.role.before': 'customer', 'security.role.after': 'support' };
    yield make.event(now, 'security.authz.change', 'success', actor, ['user', random.pick(world.users).id], roles);
  }
}

function machine(address: string, userAgent: string) {
  return { address, city: CITIES[0] as City, userAgent };
}
