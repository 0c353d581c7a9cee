import type { DetectorName } from './detector.js';
import type { RawParties } from './security-fact.js';

/**
 * How bad an incident is. Volume alone is low; spread and persistence raise it; an attack that succeeded is critical.
 *
 * @experimental
 */
export type IncidentSeverity = 'low' | 'medium' | 'high' | 'critical';

/** @experimental */
export type Confidence = 'low' | 'medium' | 'high';

/**
 * What an incident is about, and with it what its key stands for.
 *
 * @experimental
 */
export type IncidentSubject = 'source' | 'account' | 'session' | 'tenant' | 'service';

/**
 * Order of {@link IncidentSeverity}.
 *
 * @experimental
 */
export const SEVERITY_RANK: Readonly<Record<IncidentSeverity, number>> = Object.freeze({
  low: 1,
  medium: 2,
  high: 3,
  critical: 4,
});

/**
 * The names that occurred in an incident, as the privacy settings show them.
 *
 * @experimental
 */
export interface NamesSeen {
  /** Different names; exact up to 64, a lower bound beyond it. */
  readonly distinct: number;
  /** The first of them, at most 10. */
  readonly shown: readonly string[];
}

/**
 * One attack, from its first event to the quiet after its last. It is told when it opens, whenever its severity rises, and when it ends.
 *
 * @experimental
 */
export interface Incident {
  /** The same in every message about this incident. */
  readonly id: string;
  readonly state: 'opened' | 'raised' | 'ended';
  /** The one that most events look like; of those that see the same attack it may become another while the incident goes on. */
  readonly detector: DetectorName;
  readonly severity: IncidentSeverity;
  readonly confidence: Confidence;
  readonly subject: IncidentSubject;
  /** One sentence that says who did what to whom, how often, in how long, and whether it worked. Names as they are shown. */
  readonly summary: string;
  /** Where the event that opened it came from, as it is shown; absent when nobody knows. */
  readonly source: string | undefined;
  /** The account concerned, as it is shown; absent when there are several. */
  readonly user: string | undefined;
  readonly session: string | undefined;
  readonly tenant: string | undefined;
  readonly service: string | undefined;
  /** Milliseconds since the epoch of the first event that counted; never later than `lastMs`. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Events that counted, the first included. */
  readonly count: number;
  readonly users: NamesSeen;
  readonly sources: NamesSeen;
  /**
   * `audit.record.id` of events that counted: the first 10 and the last 10. Those from before it opened as far as they are among the latest
   * 2,048 events (of 32 MiB; fewer of less), so that a flood may leave them out.
   */
  readonly records: readonly string[];
  /** MITRE ATT&CK techniques. */
  readonly attack: readonly string[];
  /** OWASP AppSensor detection points. */
  readonly appSensor: readonly string[];
  /** What a person or the application should do now. */
  readonly response: string;
  readonly runbook: string;
  /** The event that made this message: raw client and account, for the application's own answer. In no event, sink or log. */
  readonly raw: RawParties | undefined;
}
