import type { DetectorName } from './detector.js';

/**
 * What is always true of a detector's incidents.
 *
 * @experimental
 */
export interface DetectorProfile {
  readonly name: DetectorName;
  /** Begins the sentence that tells an incident. */
  readonly title: string;
  /** MITRE ATT&CK techniques. */
  readonly attack: readonly string[];
  /** OWASP AppSensor detection points. */
  readonly appSensor: readonly string[];
  /** What to do now, for a person who is woken up by it. */
  readonly response: string;
  /** Where to read on. */
  readonly runbook: string;
}
