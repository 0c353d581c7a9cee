import { eventDefinition } from '@otelseal/semantic-conventions';

import type { EvidenceRecord } from '../records/evidence-record.js';
import { valueText } from '../records/value-text.js';

/** What every security record must answer (PCI DSS 10.2.2, OWASP ASVS 16.2.1), beside its event, which names it. */
export const FACTS = ['actor', 'time', 'outcome', 'origin', 'target'] as const;
export type Fact = (typeof FACTS)[number];

/** The facts that a catalogued event does not answer. What the system itself does has no client: its origin is its service. */
export function lackingFacts({ attributes, eventName, timeNs, service }: EvidenceRecord): readonly Fact[] {
  const known = (name: string): boolean => !/^(?:unknown)?$/.test(valueText(attributes[name]));
  const isSystem = valueText(attributes['audit.actor.type']) === 'system' && service !== '';
  const isOutcomeKnown = known('audit.outcome') || eventDefinition(eventName)?.outcome === 'unknown';
  const answers: Readonly<Record<Fact, boolean>> = {
    actor: known('audit.actor.id'),
    time: timeNs !== undefined,
    outcome: isOutcomeKnown,
    origin: known('client.address') || isSystem,
    target: known('audit.target.id'),
  };
  return FACTS.filter((fact) => !answers[fact]);
}
