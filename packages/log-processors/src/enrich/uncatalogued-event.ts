import { type EventDefinition, SECURITY_NAMESPACE } from '@otelseal/semantic-conventions';

/** What enriching needs to know about an event. */
export type SecurityEventKind = Pick<
  EventDefinition,
  | 'category'
  | 'action'
  | 'outcome'
  | 'target'
  | 'targetFrom'
  | 'retention'
  | 'controls'
  | 'severityNumber'
  | 'severityText'
  | 'variants'
>;

/** Name spaces that promise a security event; a name in them that the catalogue lacks is a mistake or a newer vocabulary. */
const SECURITY_NAMESPACES: readonly string[] = [`${SECURITY_NAMESPACE}.`, 'audit.'];

/** Whether a name claims to be a security event although the catalogue may not know it. */
export function claimsToBeSecurityEvent(eventName: string): boolean {
  return SECURITY_NAMESPACES.some((namespace) => eventName.startsWith(namespace));
}

/** What is assumed of such an event: that it matters, so it is kept as audit, and nothing about how it ended. */
export const UNCATALOGUED_EVENT: SecurityEventKind = Object.freeze({
  category: 'uncatalogued',
  action: 'UNKNOWN',
  outcome: 'unknown',
  target: 'call-site',
  retention: 'audit',
  controls: Object.freeze([]),
  severityNumber: 13,
  severityText: 'WARN',
});
