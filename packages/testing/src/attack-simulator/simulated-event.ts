/**
 * One security event of simulated traffic, in the vocabulary, raw: as enriching leaves it and before anything is masked.
 *
 * @experimental
 */
export interface SimulatedEvent {
  /** Milliseconds since 1970; never less than the event before. */
  readonly timeMs: number;
  readonly eventName: string;
  /**
   * By names of the vocabulary. `audit.record.id` is unique within a run; equal `security.attempt.tag`s of one account are the same wrong
   * password again.
   */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Ground truth: the campaign that the event belongs to. Absent: benign. */
  readonly campaign?: string;
}

/** `easy`: as tools do it out of the box. `evasive`: just fast enough to be worth it, spread, disguised. @experimental */
export type Difficulty = 'easy' | 'evasive';

/** What the simulator can do to a service. @experimental */
export const ATTACK_NAMES: readonly AttackName[] = Object.freeze([
  'brute_force_account',
  'brute_force_source',
  'slow_brute_force',
  'distributed_brute_force',
  'credential_stuffing',
  'password_spraying',
  'distributed_spraying',
  'success_after_failures',
  'mfa_fatigue',
  'mfa_code_guessing',
  'account_enumeration',
  'session_hijack',
  'token_reuse',
  'impossible_travel',
  'permission_probing',
  'self_granted_privilege',
  'fresh_admin_grant',
  'denial_then_success',
  'validation_probing',
  'path_probing',
  'attack_tool',
  'bulk_read',
  'mass_deletion',
  'transaction_velocity',
  'counterparty_after_credential_change',
  'honeytoken',
  'logging_silenced',
  'logging_tampered',
]);

/** @experimental */
export type AttackName =
  | 'brute_force_account'
  | 'brute_force_source'
  | 'slow_brute_force'
  | 'distributed_brute_force'
  | 'credential_stuffing'
  | 'password_spraying'
  | 'distributed_spraying'
  | 'success_after_failures'
  | 'mfa_fatigue'
  | 'mfa_code_guessing'
  | 'account_enumeration'
  | 'session_hijack'
  | 'token_reuse'
  | 'impossible_travel'
  | 'permission_probing'
  | 'self_granted_privilege'
  | 'fresh_admin_grant'
  | 'denial_then_success'
  | 'validation_probing'
  | 'path_probing'
  | 'attack_tool'
  | 'bulk_read'
  | 'mass_deletion'
  | 'transaction_velocity'
  | 'counterparty_after_credential_change'
  | 'honeytoken'
  | 'logging_silenced'
  | 'logging_tampered';

/**
 * The truth about one attack.
 *
 * @experimental
 */
export interface Campaign {
  readonly id: string;
  readonly attack: AttackName;
  readonly difficulty: Difficulty;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Record ids of all its events, in order. */
  readonly recordIds: readonly string[];
}
