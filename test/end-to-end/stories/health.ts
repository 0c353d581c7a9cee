import { setTimeout as pause } from 'node:timers/promises';

import { security } from '@otelseal/security-events';

import { scaled } from '../../long/scale.ts';
import { type Act, as, honestPeople, type Party } from './act.ts';

/** Where the attack comes from, whose account it ends in, and what it costs. */
export const HEALTH = { client: '198.51.100.66', actor: 'import-service', patients: 10_000 } as const;

const DELETIONS = 200;

/** A known hole in a health application: somebody comes in by it, makes himself an administrator and erases patients. */
export async function health(act: Act): Promise<void> {
  honestPeople(act, 'nurse', 'patient', 12);
  const unknown: Party = { id: 'anonymous', from: HEALTH.client, session: `s-${HEALTH.client}` };
  const thief: Party = { ...unknown, id: HEALTH.actor };

  // Entry: a scanner that says its name, then the exploit: twice refused, then through.
  as(unknown, act, () => security.malicious.attackTool({ tool: 'nuclei', response: 'logged' }));
  for (const reason of ['unknown_class', 'unknown_class']) {
    as(unknown, act, () => security.input.deserializationFailure({ reason, errorType: 'TypeNotAllowed' }));
    await pause(5);
  }
  const rule = { ruleName: 'template-expression', ruleCategory: 'rce', parameter: 'report_format' };
  as(unknown, act, () => security.malicious.injection({ ...rule, response: 'logged', reason: 'known_exploit' }));
  as(thief, act, () => security.authn.loginSuccess({ method: 'api_key', factors: ['api_key'], mfa: false }));

  // Escalation: the account of the import gives itself the administrator's role.
  const change = { rolesBefore: ['import'], rolesAfter: ['import', 'admin'] };
  as(thief, act, () => security.authz.change({ target: { type: 'account', id: HEALTH.actor }, ...change }));

  // Damage: fifty patients at a time.
  for (let call = 1; call <= DELETIONS; call += 1) {
    const target = { type: 'patient', id: `batch-${call}` };
    const count = HEALTH.patients / DELETIONS;
    as(thief, act, () => security.sensitive.delete({ target, count, classification: 'health_data' }));
    if (call % 4 === 0) await pause(5);
  }

  // Covering up: the watcher of the application goes first, the log later (that is done to the store).
  as(thief, act, () => security.sys.monitorDisable({ monitor: 'file-integrity', reason: 'maintenance' }));

  // The others go on working, all the more of them at full scale.
  honestPeople(act, 'late-nurse', 'patient', scaled(12) - 12);
}
