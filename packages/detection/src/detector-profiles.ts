import type { DetectorName } from './detector.js';
import type { DetectorProfile } from './detector-profile.js';
import { PACKAGE_VERSION } from './package-version.js';

type ProfileFacts = Omit<DetectorProfile, 'name' | 'runbook'>;

/** Techniques of ATT&CK v19, detection points of AppSensor 2.0. */
const FACTS: { readonly [D in DetectorName]: ProfileFacts } = {
  account_enumeration: {
    title: 'Account enumeration',
    attack: ['T1589.001', 'T1087'],
    appSensor: ['AE1', 'RE3'],
    response: 'Slow the client down and answer the same for every name; look whether guessing follows.',
  },
  attack_tool: {
    title: 'Attack tool',
    attack: ['T1595.002'],
    appSensor: ['RP2', 'HT3'],
    response: 'Block the client unless a test is announced; look at what it reached.',
  },
  brute_force: {
    title: 'Brute force',
    attack: ['T1110.001'],
    appSensor: ['AE2', 'AE3'],
    response: 'Block or slow down the client. After a success: end the sessions of the account and reset its password.',
  },
  bulk_read: {
    title: 'Bulk read of sensitive records',
    attack: ['T1213', 'T1530'],
    appSensor: ['UT1', 'UT3'],
    response: 'Ask the person or the owner of the job; if nobody knows of it, end the session and lock the account.',
  },
  credential_stuffing: {
    title: 'Credential stuffing',
    attack: ['T1110.004'],
    appSensor: ['AE1', 'AE2', 'RE3'],
    response:
      'Block the client, ask for a second factor everywhere. Reset every account that was logged in to from there.',
  },
  distributed_brute_force: {
    title: 'Distributed brute force',
    attack: ['T1110.001'],
    appSensor: ['AE2', 'UT4'],
    response: 'Ask for a second factor on this account; do not lock it, which is what the attacker may want.',
  },
  honeytoken: {
    title: 'Decoy touched',
    attack: ['T1078'],
    appSensor: ['HT1', 'HT2'],
    response: 'Nobody has a reason to be there: treat the client, the session and the account as hostile.',
  },
  impossible_travel: {
    title: 'Impossible travel',
    attack: ['T1078'],
    appSensor: ['UT2', 'STE3'],
    response: 'Ask for a second factor; ask the person. A VPN or a mobile carrier explains most of these.',
  },
  logging_tampered: {
    title: 'Logging tampered with',
    attack: ['T1685', 'T1070'],
    appSensor: ['STE2'],
    response: 'Find out who changed logging and why; verify the log with `otelseal verify` before you trust it.',
  },
  mass_deletion: {
    title: 'Mass deletion',
    attack: ['T1485'],
    appSensor: ['UT1', 'UT3'],
    response: 'Stop the account at once, keep backups from being overwritten, then ask.',
  },
  mfa_abuse: {
    title: 'Second factor under attack',
    attack: ['T1621', 'T1110.001'],
    appSensor: ['AE3', 'AE2'],
    response:
      'The password is known to somebody else: reset it, end the sessions, use number matching for push messages.',
  },
  password_spraying: {
    title: 'Password spraying',
    attack: ['T1110.003'],
    appSensor: ['AE1', 'AE2', 'STE1'],
    response:
      'Block the clients, ban the common passwords, ask for a second factor. Reset accounts that were logged in to.',
  },
  privilege_escalation: {
    title: 'Privilege escalation',
    attack: ['T1078', 'T1098.003'],
    appSensor: ['ACE3', 'ACE4'],
    response: 'Take the roles back, end the sessions of the account, look at what it did since.',
  },
  probing: {
    title: 'Probing',
    attack: ['T1595.002', 'T1595.003', 'T1190'],
    appSensor: ['IE1', 'RE1', 'ACE3'],
    response: 'Block the client; look whether one of its requests was answered and should not have been.',
  },
  session_hijack: {
    title: 'Stolen session',
    attack: ['T1539', 'T1550.004'],
    appSensor: ['SE5', 'SE6'],
    response: 'End the session, ask for a new login with a second factor, look at what the second program did.',
  },
  success_after_failures: {
    title: 'Account compromise suspected',
    attack: ['T1110', 'T1078'],
    appSensor: ['AE2', 'AE11'],
    response: 'End the sessions of the account and ask its owner; reset the password if it was not the owner.',
  },
  token_reuse: {
    title: 'Token or session used after its end',
    attack: ['T1550.001', 'T1528'],
    appSensor: ['SE2', 'SE4'],
    response: 'Revoke the whole family of the token; the owner logs in again.',
  },
  transaction_fraud: {
    title: 'Suspicious transactions',
    attack: ['T1657'],
    appSensor: ['UT1', 'UT3'],
    response: 'Hold the transactions, confirm them with the customer over another channel.',
  },
};

/**
 * Where the runbooks of this release stand: the pages that `@otelseal/operations` of the same version carries.
 *
 * @experimental
 */
export const DEFAULT_RUNBOOKS: string = `https://unpkg.com/@otelseal/operations@${PACKAGE_VERSION}/runbooks/{detector}.md`;

/**
 * What is always true of a detector's incidents.
 *
 * @param runbooks address with `{detector}` for the name with hyphens
 * @experimental
 */
export function detectorProfile(name: DetectorName, runbooks: string = DEFAULT_RUNBOOKS): DetectorProfile {
  return Object.freeze({ name, ...FACTS[name], runbook: runbooks.replace('{detector}', name.replaceAll('_', '-')) });
}
