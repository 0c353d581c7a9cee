import type { AttackName, SimulatedEvent } from '@otelseal/testing';

/** Where in the events of an attack a published rule is met: the number of that event, from 1; undefined when it never is. */
type Rule = (events: readonly SimulatedEvent[]) => number | undefined;

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const user = ({ attributes }: SimulatedEvent): string => String(attributes['audit.target.id']);
const client = ({ attributes }: SimulatedEvent): string => String(attributes['client.address']);

/** A leaky bucket of one attack; with `distinct`, of its different values. Written apart from the detectors, to check them. */
function leaky(capacity: number, leakMs: number, distinct?: (event: SimulatedEvent) => string): Rule {
  return (events) => {
    const seen = new Set<string>();
    let level = 0;
    let lastMs = 0;
    for (const [index, event] of events.entries()) {
      if (distinct !== undefined && seen.has(distinct(event))) continue;
      if (distinct !== undefined) seen.add(distinct(event));
      level = Math.max(0, level - (event.timeMs - lastMs) / leakMs) + 1;
      lastMs = event.timeMs;
      if (level > capacity + 1e-6) return index + 1;
    }
    return undefined;
  };
}

/** So many events, of so many users and clients, within a window. */
function within(windowMs: number, least: { events: number; users?: number; clients?: number }): Rule {
  return (events) => {
    const index = events.findIndex((last, end) => {
      const inside = events.slice(0, end + 1).filter(({ timeMs }) => last.timeMs - timeMs <= windowMs);
      const distinct = (of: (event: SimulatedEvent) => string) => new Set(inside.map(of)).size;
      return (
        inside.length >= least.events &&
        distinct(user) >= (least.users ?? 0) &&
        distinct(client) >= (least.clients ?? 0)
      );
    });
    return index < 0 ? undefined : index + 1;
  };
}

const firstOf =
  (...rules: readonly Rule[]): Rule =>
  (events) => {
    const met = rules.flatMap((rule) => rule(events) ?? []);
    return met.length === 0 ? undefined : Math.min(...met);
  };

/** The rule that each detector is held against; attacks without one are noticed by what single events say. */
export const ANCHOR_RULES: { readonly [A in AttackName]?: { readonly name: string; readonly rule: Rule } } = {
  brute_force_account: { name: 'CrowdSec, 5 at 1 min', rule: leaky(5, MINUTE_MS) },
  brute_force_source: { name: 'CrowdSec `ssh-bf`, 5 at 10 s', rule: leaky(5, 10 * SECOND_MS) },
  slow_brute_force: { name: 'ours, 10 at 10 min', rule: leaky(10, 10 * MINUTE_MS) },
  distributed_brute_force: {
    name: 'Elastic, 10 failures of 5 clients in 30 min',
    rule: within(30 * MINUTE_MS, { events: 10, clients: 5 }),
  },
  credential_stuffing: {
    name: 'CrowdSec, 5 users at 10 s; Elastic, 15 users in 15 min',
    rule: firstOf(leaky(5, 10 * SECOND_MS, user), within(15 * MINUTE_MS, { events: 15, users: 15 })),
  },
  password_spraying: {
    name: 'CrowdSec, 5 users at 10 s; Elastic, 10 users and 15 failures in 30 min',
    rule: firstOf(leaky(5, 10 * SECOND_MS, user), within(30 * MINUTE_MS, { events: 15, users: 10 })),
  },
  distributed_spraying: {
    name: 'Elastic, 25 failures, 15 users, 5 clients in 15 min',
    rule: within(15 * MINUTE_MS, { events: 25, users: 15, clients: 5 }),
  },
  success_after_failures: { name: 'CrowdSec, 5 at 1 min', rule: leaky(5, MINUTE_MS) },
  // The first event is the login that makes the prompts possible.
  mfa_fatigue: { name: 'Elastic, 5 prompts in 10 min', rule: within(10 * MINUTE_MS, { events: 6 }) },
  mfa_code_guessing: { name: 'Elastic, 5 in 10 min', rule: within(10 * MINUTE_MS, { events: 5 }) },
  account_enumeration: {
    name: 'CrowdSec, 5 users at 10 s, 10 at 60 s',
    rule: firstOf(leaky(5, 10 * SECOND_MS, user), leaky(10, MINUTE_MS, user)),
  },
  path_probing: {
    name: 'CrowdSec `http-probing`, 10 paths at 10 s',
    rule: leaky(10, 10 * SECOND_MS, ({ attributes }) => String(attributes['url.path'] ?? attributes['http.route'])),
  },
};
