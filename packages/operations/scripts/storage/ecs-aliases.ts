import { ATTRIBUTES } from '@otelseal/semantic-conventions';

import { ECS_PATHS } from '../../../semantic-conventions/src/generated/ecs-paths.ts';

/** What the Elastic Common Schema calls the parts of a record that are no attributes, and two that Otelseal has names of its own for. */
const PARTS: Readonly<Record<string, string>> = {
  'event.action': 'attributes.event.name',
  'event.outcome': 'attributes.audit.outcome',
  'event.severity': 'severity_number',
  'log.level': 'severity_text',
  'trace.id': 'trace_id',
  'span.id': 'span_id',
  message: 'body.text',
  'source.ip': 'attributes.client.address.ip',
  'client.ip': 'attributes.client.address.ip',
};

/**
 * Fields of the Elastic Common Schema that lead to where the value is, so that rules and dashboards made for it find these records. Left out:
 * names that would lead to two places (`related.*`), and those that an attribute has already.
 */
export function ecsAliases(): Record<string, object> {
  const paths = new Map(Object.entries(PARTS));
  for (const [attribute, names] of Object.entries(ECS_PATHS)) {
    for (const name of names) {
      const isTaken = paths.has(name) || name in ATTRIBUTES || name.startsWith('related.');
      if (!isTaken) paths.set(name, `attributes.${attribute}`);
    }
  }
  const sorted = [...paths].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, path]) => [name, { type: 'alias', path }]));
}
