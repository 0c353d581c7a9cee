import type { AttackName } from '../simulated-event.js';
import type { Attack } from './attack.js';
import {
  bulkRead,
  counterpartyAfterCredentialChange,
  loggingSilenced,
  loggingTampered,
  massDeletion,
  transactionVelocity,
} from './data-and-money.js';
import {
  accountEnumeration,
  credentialStuffing,
  distributedSpraying,
  mfaCodeGuessing,
  mfaFatigue,
  passwordSpraying,
} from './many-accounts.js';
import {
  bruteForceAccount,
  bruteForceSource,
  distributedBruteForce,
  slowBruteForce,
  successAfterFailures,
} from './password-guessing.js';
import { denialThenSuccess, freshAdminGrant, permissionProbing, selfGrantedPrivilege } from './privileges.js';
import { attackTool, honeytoken, pathProbing, validationProbing } from './probing.js';
import { impossibleTravel, sessionHijack, tokenReuse } from './sessions-and-places.js';

/** Every attack by its name. */
export const ATTACKS: Readonly<Record<AttackName, Attack>> = Object.freeze({
  brute_force_account: bruteForceAccount,
  brute_force_source: bruteForceSource,
  slow_brute_force: slowBruteForce,
  distributed_brute_force: distributedBruteForce,
  credential_stuffing: credentialStuffing,
  password_spraying: passwordSpraying,
  distributed_spraying: distributedSpraying,
  success_after_failures: successAfterFailures,
  mfa_fatigue: mfaFatigue,
  mfa_code_guessing: mfaCodeGuessing,
  account_enumeration: accountEnumeration,
  session_hijack: sessionHijack,
  token_reuse: tokenReuse,
  impossible_travel: impossibleTravel,
  permission_probing: permissionProbing,
  self_granted_privilege: selfGrantedPrivilege,
  fresh_admin_grant: freshAdminGrant,
  denial_then_success: denialThenSuccess,
  validation_probing: validationProbing,
  path_probing: pathProbing,
  attack_tool: attackTool,
  bulk_read: bulkRead,
  mass_deletion: massDeletion,
  transaction_velocity: transactionVelocity,
  counterparty_after_credential_change: counterpartyAfterCredentialChange,
  honeytoken,
  logging_silenced: loggingSilenced,
  logging_tampered: loggingTampered,
});
