import { ATTRIBUTES } from '@otelseal/semantic-conventions';

import type { AlertPlan } from '../plan/alert-plan.js';
import { fieldsOf } from '../plan/filter.js';
import { SUMMED_FIELD } from './summed-field.js';

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

/** What the ES|QL of the runbooks shows and no alert asks for. */
const SHOWN_BY_RUNBOOKS = [
  'security.incident.summary',
  'security.transaction.amount',
  'security.transaction.counterparty',
];

/**
 * A component template for Elasticsearch that maps what the alerts ask for and the runbooks show: ES|QL refuses a query that names a field which no record has
 * had yet. Objects of type `passthrough` are not merged with those of other components, the last one counts: it stands for all of
 * `attributes`, as in Elastic's own `otel@mappings`, and goes behind them, as `logs-otel@custom`.
 *
 * @experimental
 */
export function elasticFieldsTemplate(plans: readonly AlertPlan[]): object {
  const payload = { type: 'keyword', index: false, doc_values: false };
  const properties = { 'audit.payload': payload, ...typed(plans, SHOWN_BY_RUNBOOKS) };
  return template({ type: 'passthrough', dynamic: true, priority: 20, properties });
}

/**
 * The same for OpenSearch, where fields that nobody mapped become texts, by which nothing can be grouped.
 *
 * @experimental
 */
export function openSearchFieldsTemplate(plans: readonly AlertPlan[]): object {
  const payload = { type: 'keyword', index: false, doc_values: false };
  return template({ properties: { 'audit.payload': payload, ...typed(plans) } });
}

function template(attributes: object): object {
  return {
    template: { mappings: { properties: { attributes } } },
    _meta: { description: 'fields that the alerts of @otelseal/operations ask for' },
  };
}

/** Every record has a service, so that only attributes of records are named. */
function typed(plans: readonly AlertPlan[], shown: readonly string[] = []): object {
  const fields = [...fieldsOfAlerts(plans), ...shown].sort().filter((field) => !field.startsWith('service.'));
  const summed = new Set(summedFields(plans));
  const typeOf = (field: string) =>
    summed.has(field) ? SUMMED_FIELD : ATTRIBUTES[field]?.type === 'int' ? LONG : KEYWORD;
  return Object.fromEntries(fields.map((field) => [field, typeOf(field)]));
}

/** What is added up, not counted. */
function summedFields(plans: readonly AlertPlan[]): string[] {
  const measures = plans.flatMap((plan) => (plan.kind === 'events' ? [] : plan.measures));
  return measures.flatMap(({ aggregate, field = '' }) => (aggregate === 'sum' ? [field] : []));
}

const KEYWORD = { type: 'keyword', ignore_above: 1024 };
/** A value of another type is kept and not searched: it would make the store refuse the record, which a verifier then misses. */
const LONG = { type: 'long', ignore_malformed: true };
