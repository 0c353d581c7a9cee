/**
 * A keyed digest of a name or address: a whole number below 2^53. Equal values have equal keys within one process; nobody outside of it
 * can make two values collide, or tell the value from the key.
 *
 * @experimental
 */
export type Key = number;

/**
 * What detection knows about one security event, taken before sanitizing, so that privacy settings never change a detection. Live facts
 * come from `detectionFactsOf` of `@otelseal/log-processors`; `factsOfAttributes` there makes the same from stored or simulated attributes.
 */
export type {
  DetectionDetails as FactDetails,
  DetectionFacts as SecurityFact,
  DetectionKeys as FactKeys,
  GeoCell as CoarsePlace,
  RawActorAndClient as RawParties,
} from '@otelseal/semantic-conventions';

/**
 * The same event as people see it afterwards: names as the privacy settings left them. Evidence quotes only these. Getters may read
 * lazily; they are asked only when an incident opens or grows.
 *
 * @experimental
 */
export interface ShownParties {
  readonly recordId: string | undefined;
  readonly actor: string | undefined;
  readonly client: string | undefined;
  readonly session: string | undefined;
  readonly target: string | undefined;
}
