import { type AttackName, type Difficulty, type SimulatedEvent, simulateTraffic } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

import { counted, scaled } from '../../../test/long/scale.js';
import { shippedAlerts } from '../scripts/sigma-sources.js';
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

describe('the alerts over simulated traffic', () => {
  it('are silent on an honest day', () => {
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
