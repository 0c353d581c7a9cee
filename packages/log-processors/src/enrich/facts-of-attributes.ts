import type { DetectionFacts } from '@otelseal/semantic-conventions';
import { ATTR_AUDIT_OUTCOME, ATTR_SECURITY_CATEGORY, eventDefinition } from '@otelseal/semantic-conventions';
import { deriveDetectionFacts } from './derive-detection-facts.js';
import type { Locator } from './geo-cell.js';
import type { KeyedDigest } from './keyed-digest.js';
import { rawIdentity } from './raw-identity.js';

/**
 * What a stored or simulated event is known by.
 *
 * @experimental
 */
export interface EventToDetect {
  readonly eventName: string;
  /** Attributes by their names in the catalogue; category and outcome may be left out. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly serviceName?: string | undefined;
}

/**
 * The same facts as {@link detectionFactsOf} gives for a live record, from the attributes of a stored or simulated one.
 *
 * @experimental
 * @example
 * const facts = factsOfAttributes({ eventName, attributes: { 'audit.actor.id': 'ada', 'client.address': '192.0.2.7' } }, digest);
 */
export function factsOfAttributes(event: EventToDetect, digest: KeyedDigest, locate?: Locator): DetectionFacts {
  const { eventName, attributes, serviceName } = event;
  const definition = eventDefinition(eventName);
  const known: Record<string, unknown> = { ...attributes };
  if (definition !== undefined) {
    known[ATTR_SECURITY_CATEGORY] ??= definition.category;
    known[ATTR_AUDIT_OUTCOME] ??= definition.outcome;
  }
  return deriveDetectionFacts(rawIdentity(eventName, known, serviceName), digest, locate);
}
