import type { DetectorName, PartialCount } from './detector.js';
import type { Incident } from './incident.js';
import type { ShownParties } from './security-fact.js';
import type { Suppression, SuppressionChange } from './suppressions.js';

/**
 * What detection says about one fact or about the passing of time.
 *
 * @experimental
 */
export type Noticed =
  | { readonly kind: 'incident'; readonly incident: Incident }
  | {
      readonly kind: 'partial';
      readonly detector: DetectorName;
      readonly partial: PartialCount;
      readonly shown: ShownParties | undefined;
    }
  | {
      readonly kind: 'suppressed';
      readonly detector: DetectorName;
      /** The incident that would have been opened. */
      readonly incident: Incident;
      readonly suppression: Suppression;
    }
  /** A suppression is in force, has expired, or ends with the process; its names are raw, as the configuration gives them. */
  | SuppressionChange;
