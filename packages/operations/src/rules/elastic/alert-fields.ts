import { ATTRIBUTES } from '@otelseal/semantic-conventions';

import type { AlertPlan } from '../plan/alert-plan.js';
import { fieldsOf } from '../plan/filter.js';

/** Every field that the alerts ask for, once, in order. */
export function fieldsOfAlerts(plans: readonly AlertPlan[]): readonly string[] {
  const fields = plans.flatMap((plan) => {
    if (plan.kind === 'events') return [...fieldsOf(plan.filter), ...plan.fields];
    return plan.measures.flatMap(({ filter, field, keyFields }) => [
      ...fieldsOf(filter),
      ...keyFields,
      ...(field === undefined ? [] : [field]),
    ]);
  });
  return [...new Set(fields)].sort();
}

/**
 * A component template that maps what the alerts ask for: a query that names a field no record has had yet is refused.
 *
 * @experimental
 */
export function alertFieldsTemplate(plans: readonly AlertPlan[]): object {
  const typed = (fields: readonly string[]) =>
    Object.fromEntries(fields.map((field) => [field, ATTRIBUTES[field]?.type === 'int' ? LONG : KEYWORD]));
  const all = fieldsOfAlerts(plans);
  const ofService = all.filter((field) => field.startsWith('service.'));
  const ofRecord = all.filter((field) => !field.startsWith('service.'));
  return {
    template: {
      mappings: {
        properties: {
          attributes: { properties: typed(ofRecord) },
          resource: { properties: { attributes: { properties: typed(ofService) } } },
        },
      },
    },
    _meta: { description: 'fields that the alerts of @otelseal/operations ask for' },
  };
}

const KEYWORD = { type: 'keyword', ignore_above: 1024 };
const LONG = { type: 'long' };
