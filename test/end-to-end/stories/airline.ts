import { setTimeout as pause } from 'node:timers/promises';

import { security } from '@otelseal/security-events';

import { scaled } from '../../long/scale.ts';
import { type Act, as, honestPeople, type Party } from './act.ts';

/** Where the attack comes from, and whose account it ends in. */
export const AIRLINE = { client: '203.0.113.77', actor: 'agent-17', customers: 12_400 } as const;
/** A number that every payment test uses; it must not reach any store. */
export const TEST_CARD_NUMBER = '4111111111111111';

const STOLEN = 31;
const EXPORTS = 62;

/** Customer records with card data leave a booking archive at a third-party host, through one agent's account. */
export async function airline(act: Act): Promise<void> {
  honestPeople(act, 'agent', 'booking', 12);
  const attacker = (id: string): Party => ({ id, from: AIRLINE.client, session: `s-${AIRLINE.client}` });

  // Entry: pairs of names and passwords from somebody else's breach; one of them works.
  for (let pair = 1; pair < STOLEN; pair += 1) {
    const failure = { method: 'password', reason: 'wrong_password' } as const;
    as(attacker(`customer-${1_000 + pair}`), act, () => security.authn.loginFailure(failure));
    await pause(5);
  }
  const agent = attacker(AIRLINE.actor);
  as(agent, act, () => security.authn.loginSuccess({ method: 'password', factors: ['password'], mfa: false }));

  // Escalation: he looks for what the account may not do, and gives it the role that may.
  for (const permission of ['customer:export', 'card:read', 'archive:list', 'backup:read', 'role:grant']) {
    const target = { type: 'permission', id: permission };
    as(agent, act, () => security.authz.failure({ target, reason: 'missing_permission', permission }));
    await pause(5);
  }
  const change = { rolesBefore: ['agent'], rolesAfter: ['agent', 'admin'], reason: 'support_ticket' };
  as(agent, act, () => security.authz.change({ target: { type: 'account', id: AIRLINE.actor }, ...change }));

  // Damage: the archive leaves, two hundred customers at a time; the application is careless about what it says.
  const fields = ['passport_number', 'card_number', 'date_of_birth'];
  for (let part = 1; part <= EXPORTS; part += 1) {
    const target = { type: 'customer', id: `archive-part-${part}` };
    const attributes = { 'app.note': `first card of the part: ${TEST_CARD_NUMBER}` };
    const count = AIRLINE.customers / EXPORTS;
    as(agent, act, () =>
      security.sensitive.export({ target, count, fields, classification: 'cardholder_data', attributes }),
    );
    await pause(5);
  }

  // The others go on working, all the more of them at full scale.
  honestPeople(act, 'late-agent', 'booking', scaled(12) - 12);
}
