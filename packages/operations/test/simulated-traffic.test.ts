import {
  ATTACK_NAMES,
  type AttackName,
  type Difficulty,
  type SimulatedEvent,
  simulateTraffic,
} from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

import { counted, scaled } from '../../../test/long/scale.js';
import { shippedAlerts } from '../scripts/sigma-sources.js';
import { ABOUT_SILENCE, GAP, moreAttacks } from './more-attacks.js';
import { firedBy } from './reference-engine.js';

const plans = shippedAlerts();

function firedFor(events: Iterable<SimulatedEvent>) {
  const stored = [...events].map(({ timeMs, eventName, attributes }) => ({
    timeMs,
    attributes: { ...attributes, 'event.name': eventName, 'service.name': 'shop' },
  }));
  return firedBy(plans, stored);
}

function alertsOn(attack: AttackName, difficulty: Difficulty): readonly string[] {
  const { events } = simulateTraffic({ seed: 5, eventsADay: 2_000, users: 1_000, attacks: [{ attack, difficulty }] });
  const fired = firedFor([...events].filter(({ campaign }) => campaign !== undefined));
  return [...new Set(fired.map(({ alert }) => alert))].sort();
}

/** What fires for each attack as its tools do it, and as somebody does it who wants to stay unseen. Empty: see the process. */
const CAUGHT: Readonly<Record<AttackName, readonly [easy: readonly string[], evasive: readonly string[]]>> = {
  brute_force_account: [
    ['brute_force_by_client', 'brute_force_on_account', 'slow_brute_force_on_account'],
    ['brute_force_on_account', 'slow_brute_force_on_account'],
  ],
  brute_force_source: [
    ['brute_force_by_client', 'brute_force_on_account', 'slow_brute_force_on_account'],
    ['brute_force_on_account', 'slow_brute_force_on_account'],
  ],
  slow_brute_force: [['slow_brute_force_on_account'], []],
  distributed_brute_force: [['distributed_brute_force'], ['distributed_brute_force']],
  credential_stuffing: [
    [
      'account_enumeration',
      'brute_force_by_client',
      'credential_stuffing',
      'password_spraying',
      'slow_account_enumeration',
    ],
    ['credential_stuffing', 'password_spraying'],
  ],
  password_spraying: [['credential_stuffing', 'password_spraying'], ['password_spraying']],
  distributed_spraying: [['credential_stuffing', 'password_spraying'], []],
  success_after_failures: [
    ['brute_force_by_client', 'brute_force_on_account', 'login_after_brute_force', 'slow_brute_force_on_account'],
    [],
  ],
  mfa_fatigue: [
    ['mfa_fatigue', 'mfa_fatigue_accepted'],
    ['mfa_fatigue', 'mfa_fatigue_accepted'],
  ],
  mfa_code_guessing: [['mfa_fatigue'], ['mfa_fatigue']],
  account_enumeration: [
    [
      'account_enumeration',
      'brute_force_by_client',
      'credential_stuffing',
      'password_spraying',
      'slow_account_enumeration',
    ],
    ['credential_stuffing', 'password_spraying', 'slow_account_enumeration'],
  ],
  session_hijack: [['session_hijack'], []],
  token_reuse: [['token_reuse'], ['token_reuse']],
  impossible_travel: [[], []],
  permission_probing: [['permission_probing'], ['permission_probing']],
  self_granted_privilege: [['self_granted_privilege'], ['self_granted_privilege']],
  fresh_admin_grant: [['fresh_admin_grant'], ['fresh_admin_grant']],
  denial_then_success: [['access_after_denials'], []],
  validation_probing: [['input_probing'], ['input_probing']],
  path_probing: [['excess_404', 'path_probing'], ['excess_404']],
  attack_tool: [['attack_tool'], ['attack_tool']],
  bulk_read: [['bulk_read'], ['bulk_read']],
  mass_deletion: [['mass_deletion'], ['mass_deletion']],
  transaction_velocity: [['transaction_velocity'], ['transaction_velocity']],
  counterparty_after_credential_change: [[], []],
  honeytoken: [['decoy_touched'], ['decoy_touched']],
  logging_silenced: [['logging_switched_off'], ['logging_switched_off']],
  logging_tampered: [['log_deleted'], ['integrity_failure']],
};

describe('an alert that adds up', () => {
  const reads = (actor: string, more: number, count: unknown): SimulatedEvent[] =>
    [count, ...Array.from({ length: more }, () => undefined)].map((said) => ({
      timeMs: 0,
      eventName: 'security.sensitive.read',
      attributes: { 'audit.actor.id': actor, 'audit.outcome': 'success', 'security.data.count': said },
    }));

  const counts = [-1_000_000, 1.5, 1e308, 10 ** 12, true, 'many', '-5', '', '\n5', [7, 8], [7]];

  it.each(counts.map((count) => ({ count })))('counts $count as one event, and a number as that many', ({ count }) => {
    const events = [
      ...reads('reader', 199, count),
      ...reads('visitor', 198, count),
      ...reads('exporter', 1, 199),
      ...reads('searcher', 199, 0),
    ];
    expect(firedFor(events).map(({ about }) => about)).toEqual(['reader', 'exporter']);
  });
});

describe('the alerts over simulated traffic', () => {
  it('fire each for somebody, but for the two about silence', () => {
    const attacks = ATTACK_NAMES.map((attack) => ({ attack, difficulty: 'easy' as const }));
    const { events } = simulateTraffic({ seed: 7, eventsADay: 2_000, users: 1_000, attacks });
    const simulated = [...events];
    const gap = { timeMs: 0, eventName: GAP, attributes: { 'audit.sequence.stream_id': '9'.repeat(32) } };
    const more = moreAttacks((simulated[0] as SimulatedEvent).timeMs + 45_000_000);
    const all = [gap, ...simulated, ...more].toSorted((one, other) => one.timeMs - other.timeMs);
    const fired = new Set(firedFor(all).map(({ alert }) => alert));
    expect(plans.map(({ name }) => name).filter((name) => !fired.has(name))).toEqual(ABOUT_SILENCE);
  });

  it('are silent on an honest day', { timeout: scaled(60_000) }, () => {
    const eventsADay = scaled(60_000);
    counted('honest events that no alert fired on', eventsADay);
    expect(firedFor(simulateTraffic({ seed: 11, eventsADay }).events)).toEqual([]);
  });

  it.each(Object.entries(CAUGHT) as [AttackName, readonly [string[], string[]]][])(
    'see %s',
    (attack, [easy, evasive]) => {
      expect({ easy: alertsOn(attack, 'easy'), evasive: alertsOn(attack, 'evasive') }).toEqual({ easy, evasive });
    },
  );
});
