import type { EventMaker } from '../event-maker.js';
import type { SeededRandom } from '../seeded-random.js';
import type { SimulatedEvent } from '../simulated-event.js';
import { carrierAddress, type Origin, type User } from '../world.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** How people come in: shares of sessions. Passwords are mistyped once in eight logins or so. */
const WAYS_IN = Object.freeze({
  cleanly: 0.865,
  afterTypos: 0.12,
  withStalePasswordManager: 0.004,
  afterForgetting: 0.011,
});

/** One customer from login to leaving: mistyping, forgetting, shopping, roaming. */
export function* customerSession(
  startMs: number,
  user: User,
  from: Origin,
  make: EventMaker,
  random: SeededRandom,
): Generator<SimulatedEvent> {
  let now = startMs;
  for (const event of waysIn(now, user, from, make, random)) {
    yield event;
    now = event.timeMs;
  }
  const session = `s-${random.int(0, 0xffffffff).toString(16)}`;
  let actor = { id: user.id, from, session };
  now += random.between(2, 8) * SECOND_MS;
  yield make.loginSuccess(now, actor);
  now += 20;
  yield make.event(now, 'security.session.create', 'success', actor, ['account', user.id]);

  for (let left = random.int(1, 9); left > 0; left--) {
    now += random.between(5, 150) * SECOND_MS;
    if (user.mobile && random.chance(0.15)) actor = { ...actor, from: { ...from, address: carrierAddress(random) } };
    yield* oneAction(now, actor, user, make, random);
  }
  if (random.chance(0.4)) {
    yield make.event(now + 20 * SECOND_MS, 'security.session.logout', 'success', actor, ['account', user.id]);
  }
}

function* waysIn(
  startMs: number,
  user: User,
  from: Origin,
  make: EventMaker,
  random: SeededRandom,
): Generator<SimulatedEvent> {
  const actor = { id: user.id, from };
  const way = random.weighted(Object.values(WAYS_IN));
  let now = startMs;
  if (way === 1) {
    let tag = random.int(0, 65_535);
    for (let typos = random.weighted([0, 70, 24, 6]); typos > 0; typos--) {
      now += random.between(3, 15) * SECOND_MS;
      yield make.loginFailure(now, actor, tag);
      if (!random.chance(0.3)) tag = random.int(0, 65_535); // three in ten type the same again
    }
  } else if (way === 2) {
    const stale = random.int(0, 65_535);
    for (let retries = random.int(4, 12); retries > 0; retries--) {
      now += random.between(0.4, 3) * SECOND_MS;
      yield make.loginFailure(now, actor, stale);
    }
    yield* reset(now, actor, make, random);
  } else if (way === 3) {
    for (let tries = random.int(2, 4); tries > 0; tries--) {
      now += random.between(8, 40) * SECOND_MS;
      yield make.loginFailure(now, actor, random.int(0, 65_535));
    }
    yield* reset(now, actor, make, random);
  }
}

function* reset(
  startMs: number,
  actor: { readonly id: string; readonly from: Origin },
  make: EventMaker,
  random: SeededRandom,
): Generator<SimulatedEvent> {
  const target = ['account', actor.id] as const;
  const askedMs = startMs + random.between(5, 30) * SECOND_MS;
  yield make.event(askedMs, 'security.authn.password.reset_request', 'success', actor, target);
  yield make.event(
    askedMs + random.between(0.5, 5) * MINUTE_MS,
    'security.authn.password.reset',
    'success',
    actor,
    target,
  );
}

function* oneAction(
  now: number,
  actor: { readonly id: string; readonly from: Origin; readonly session: string },
  user: User,
  make: EventMaker,
  random: SeededRandom,
): Generator<SimulatedEvent> {
  const kind = random.weighted([55, 30, 12, 2, 1]);
  if (kind === 0) yield make.read(now, actor, ['customer', user.id]);
  else if (kind === 1) yield* purchase(now, actor, make, random);
  else if (kind === 2) {
    const [route, field] = random.pick([
      ['/checkout/address', 'postcode'],
      ['/checkout/card', 'number'],
      ['/coupon', 'code'],
      ['/profile', 'phone'],
    ] as const);
    yield make.invalidInput(now, actor, route, [field], 'format');
  } else if (kind === 3) {
    yield make.denial(now, actor, 'order:read:any', ['order', `o-${random.int(1, 900_000)}`]);
  } else {
    yield make.event(now, 'security.user.update', 'success', actor, ['user', user.id], {
      'security.change.fields': ['phone'],
    });
  }
}

function* purchase(
  now: number,
  actor: { readonly id: string; readonly from: Origin; readonly session: string },
  make: EventMaker,
  random: SeededRandom,
): Generator<SimulatedEvent> {
  const more = {
    'security.transaction.id': `t-${random.int(0, 0xffffffff).toString(16)}`,
    'security.transaction.type': 'purchase',
    'security.transaction.amount': random.between(5, 300).toFixed(2),
    'security.transaction.currency': 'EUR',
    'security.transaction.counterparty': `merchant-${random.int(1, 40)}`,
  };
  const target = ['service', 'shop'] as const;
  yield make.event(now, 'security.transaction.initiate', 'success', actor, target, more);
  yield make.event(now + 900, 'security.transaction.complete', 'success', actor, target, more);
}
