import {
  ACCOUNT_ENUMERATION_DEFAULTS,
  type AccountEnumerationOptions,
} from './detectors/account-enumeration/account-enumeration.js';
import { ATTACK_TOOL_DEFAULTS, type AttackToolOptions } from './detectors/attack-tool/attack-tool.js';
import { BRUTE_FORCE_DEFAULTS, type BruteForceOptions } from './detectors/brute-force/brute-force.js';
import { BULK_READ_DEFAULTS } from './detectors/bulk-read/bulk-read.js';
import {
  CREDENTIAL_STUFFING_DEFAULTS,
  type CredentialStuffingOptions,
} from './detectors/credential-stuffing/credential-stuffing.js';
import {
  DISTRIBUTED_BRUTE_FORCE_DEFAULTS,
  type DistributedBruteForceOptions,
} from './detectors/distributed-brute-force/distributed-brute-force.js';
import { HONEYTOKEN_DEFAULTS, type HoneytokenOptions } from './detectors/honeytoken/honeytoken.js';
import {
  IMPOSSIBLE_TRAVEL_DEFAULTS,
  type ImpossibleTravelOptions,
} from './detectors/impossible-travel/impossible-travel.js';
import {
  LOGGING_TAMPERED_DEFAULTS,
  type LoggingTamperedOptions,
} from './detectors/logging-tampered/logging-tampered.js';
import { MASS_DELETION_DEFAULTS } from './detectors/mass-deletion/mass-deletion.js';
import { MFA_ABUSE_DEFAULTS, type MfaAbuseOptions } from './detectors/mfa-abuse/mfa-abuse.js';
import {
  PASSWORD_SPRAYING_DEFAULTS,
  type PasswordSprayingOptions,
} from './detectors/password-spraying/password-spraying.js';
import {
  PRIVILEGE_ESCALATION_DEFAULTS,
  type PrivilegeEscalationOptions,
} from './detectors/privilege-escalation/privilege-escalation.js';
import { PROBING_DEFAULTS, type ProbingOptions } from './detectors/probing/probing.js';
import type { SensitiveVolumeOptions } from './detectors/sensitive-volume.js';
import { SESSION_HIJACK_DEFAULTS, type SessionHijackOptions } from './detectors/session-hijack/session-hijack.js';
import {
  SUCCESS_AFTER_FAILURES_DEFAULTS,
  type SuccessAfterFailuresOptions,
} from './detectors/success-after-failures/success-after-failures.js';
import { TOKEN_REUSE_DEFAULTS, type TokenReuseOptions } from './detectors/token-reuse/token-reuse.js';
import {
  TRANSACTION_FRAUD_DEFAULTS,
  type TransactionFraudOptions,
} from './detectors/transaction-fraud/transaction-fraud.js';

/**
 * The settings of every detector.
 *
 * @experimental
 */
export interface DetectionThresholds {
  readonly account_enumeration: AccountEnumerationOptions;
  readonly attack_tool: AttackToolOptions;
  readonly brute_force: BruteForceOptions;
  readonly bulk_read: SensitiveVolumeOptions;
  readonly credential_stuffing: CredentialStuffingOptions;
  readonly distributed_brute_force: DistributedBruteForceOptions;
  readonly honeytoken: HoneytokenOptions;
  readonly impossible_travel: ImpossibleTravelOptions;
  readonly logging_tampered: LoggingTamperedOptions;
  readonly mass_deletion: SensitiveVolumeOptions;
  readonly mfa_abuse: MfaAbuseOptions;
  readonly password_spraying: PasswordSprayingOptions;
  readonly privilege_escalation: PrivilegeEscalationOptions;
  readonly probing: ProbingOptions;
  readonly session_hijack: SessionHijackOptions;
  readonly success_after_failures: SuccessAfterFailuresOptions;
  readonly token_reuse: TokenReuseOptions;
  readonly transaction_fraud: TransactionFraudOptions;
}

/**
 * Every threshold in one place. Where each value comes from stands in docs/thresholds.md and on the detector's page.
 *
 * @experimental
 */
export const DETECTION_THRESHOLDS: DetectionThresholds = Object.freeze({
  account_enumeration: ACCOUNT_ENUMERATION_DEFAULTS,
  attack_tool: ATTACK_TOOL_DEFAULTS,
  brute_force: BRUTE_FORCE_DEFAULTS,
  bulk_read: BULK_READ_DEFAULTS,
  credential_stuffing: CREDENTIAL_STUFFING_DEFAULTS,
  distributed_brute_force: DISTRIBUTED_BRUTE_FORCE_DEFAULTS,
  honeytoken: HONEYTOKEN_DEFAULTS,
  impossible_travel: IMPOSSIBLE_TRAVEL_DEFAULTS,
  logging_tampered: LOGGING_TAMPERED_DEFAULTS,
  mass_deletion: MASS_DELETION_DEFAULTS,
  mfa_abuse: MFA_ABUSE_DEFAULTS,
  password_spraying: PASSWORD_SPRAYING_DEFAULTS,
  privilege_escalation: PRIVILEGE_ESCALATION_DEFAULTS,
  probing: PROBING_DEFAULTS,
  session_hijack: SESSION_HIJACK_DEFAULTS,
  success_after_failures: SUCCESS_AFTER_FAILURES_DEFAULTS,
  token_reuse: TOKEN_REUSE_DEFAULTS,
  transaction_fraud: TRANSACTION_FRAUD_DEFAULTS,
});

/**
 * Changes to single thresholds: what is left out stays.
 *
 * @experimental
 */
export type ThresholdChanges = {
  readonly [D in keyof DetectionThresholds]?: Partial<DetectionThresholds[D]> | undefined;
};
