import type { RepeatedPasswords } from './counting/repeated-passwords.js';
import type { TableMemory } from './counting/table-memory.js';
import type { Confidence, IncidentSeverity, IncidentSubject } from './incident.js';
import type { Key, SecurityFact } from './security-fact.js';

/**
 * Every detector there is. Names are stable: they are labels of metrics and stand in stored incidents.
 *
 * @experimental
 */
export type DetectorName =
  | 'account_enumeration'
  | 'attack_tool'
  | 'brute_force'
  | 'bulk_read'
  | 'credential_stuffing'
  | 'distributed_brute_force'
  | 'honeytoken'
  | 'impossible_travel'
  | 'logging_tampered'
  | 'mass_deletion'
  | 'mfa_abuse'
  | 'password_spraying'
  | 'privilege_escalation'
  | 'probing'
  | 'session_hijack'
  | 'success_after_failures'
  | 'token_reuse'
  | 'transaction_fraud';

/**
 * What a detector says about one fact: this event belongs to an attack. The first finding of a key opens an incident, the others make it
 * grow, and one of a higher severity raises it.
 *
 * @experimental
 */
export interface Finding {
  readonly severity: IncidentSeverity;
  readonly confidence: Confidence;
  readonly subject: IncidentSubject;
  /** What makes it one incident: findings of one detector with one key belong together. */
  readonly key: Key;
  /** Events that count so far, this one included. */
  readonly count: number;
  /** Time of the first of them, in milliseconds since the epoch. */
  readonly sinceMs: number;
  /** What happened, without names or numbers of this case: `many passwords tried on one account`. */
  readonly what: string;
  /** Different accounts and sources, where the detector counts them itself. */
  readonly users?: number | undefined;
  readonly sources?: number | undefined;
  /**
   * Whether this very event looks like this kind of attack, and does not just go on with an open one. What most events of an incident
   * look like names it. Default yes.
   */
  readonly isTypical?: boolean | undefined;
  /** How long nothing may happen until the attack is over, in milliseconds, where that is longer than for others. */
  readonly quietMs?: number | undefined;
}

/**
 * A part of a count that other instances hold the rest of: back-end rules sum `added` by detector and name.
 *
 * @experimental
 */
export interface PartialCount {
  readonly partial: true;
  readonly subject: IncidentSubject;
  readonly key: Key;
  /** Events since the last partial count of this key. */
  readonly added: number;
  /** What the sum is to be compared with. */
  readonly threshold: number;
}

/**
 * A pure detector: it owns bounded state, reads no clock, does no I/O. Equal facts at equal times in equal order give equal findings.
 *
 * @experimental
 * @example
 * const detector = bruteForce(BRUTE_FORCE_DEFAULTS, resources);
 * const finding = detector.observe(fact, nowMs);
 */
export interface Detector {
  /** Bytes of its state: the same from construction to the end. */
  readonly bytes: number;
  readonly name: DetectorName;
  /** Names of the events it wants to see; it never sees another. */
  readonly subscribes: readonly string[];
  /** @param nowMs time of the event in milliseconds since the epoch; may step back by up to five minutes */
  observe(fact: SecurityFact, nowMs: number): Finding | PartialCount | undefined;
  /** For what no event tells: called every few seconds with the time. */
  idle?(nowMs: number, activity: Activity): Finding | undefined;
}

/**
 * How busy the stream of facts is.
 *
 * @experimental
 */
export interface Activity {
  /** Time of the newest fact, in milliseconds since the epoch; 0 before the first. */
  readonly lastMs: number;
  /** Facts in the quietest of the last three full hours; 0 before there were three. */
  readonly perHour: number;
}

/**
 * What a detector may use.
 *
 * @experimental
 */
export interface DetectorResources {
  /** Where its state is, and the upper bound of that. */
  readonly memory: TableMemory;
  /** How long nothing may happen until an incident is over, in milliseconds. */
  readonly quietMs: number;
  /** Shared by all detectors: knows whether a failed login repeats a password of this client and account. */
  readonly repeated: RepeatedPasswords;
  /** Whether to say {@link PartialCount}s, for services with several instances. */
  readonly partialCounts: boolean;
}
