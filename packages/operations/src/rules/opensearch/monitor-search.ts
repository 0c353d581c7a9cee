import { documentField } from '../elastic/document-field.js';
import { COERCED, TEXT } from '../elastic/summed-field.js';
import type { AlertPlan, GroupAlert, Measure } from '../plan/alert-plan.js';
import { MOST_ADDED } from '../plan/most-added.js';
import { fieldsOfKey, timesNeeded } from '../plan/order-names.js';
import { type Clause, dslFilter } from './dsl-filter.js';

/** What the alerting plugin writes in its place: the time of the evaluation in milliseconds. */
const NOW = '{{period_end}}';
/** Groups of one evaluation. */
const MAX_GROUPS = 1_000;

/**
 * The search of a monitor, and the condition on each of its groups.
 *
 * @experimental
 */
export interface MonitorSearch {
  readonly query: Clause;
  readonly condition: { readonly paths: Readonly<Record<string, string>>; readonly script: string };
}

/**
 * An alert as a search that groups events, and a condition in Painless that says which groups are alerts.
 *
 * @throws RangeError for an alert that groups by an alias of several fields
 * @experimental
 */
export function monitorSearch(plan: AlertPlan): MonitorSearch {
  if (plan.kind === 'events') {
    const sources = plan.fields.map((field) => source(field, { field: documentField(field), missing_bucket: true }));
    return {
      query: search(plan.windowMs, dslFilter(plan.filter), sources, {}),
      condition: { paths: { events: '_count' }, script: 'params.events > 0' },
    };
  }
  return groupSearch(plan);
}

function groupSearch(plan: GroupAlert): MonitorSearch {
  const filters = plan.measures.map((measure) => dslFilter(measure.filter));
  const sources = plan.keys.map((key, at) => keySource(plan, key, at));
  const aggregations = Object.fromEntries(
    plan.measures.map((measure, at) => [measure.name, measured(plan, measure, at)]),
  );
  return { query: search(plan.windowMs, anyOf(filters), sources, aggregations), condition: conditionOf(plan) };
}

function search(windowMs: number, filter: Clause, sources: readonly Clause[], aggregations: Clause): Clause {
  return {
    size: 0,
    query: { bool: { filter: [{ range: { '@timestamp': since(windowMs) } }, filter] } },
    aggregations: { composite_agg: { composite: { size: MAX_GROUPS, sources }, aggregations } },
  };
}

function since(windowMs: number): Clause {
  return { gte: `${NOW}||-${windowMs / 1_000}s`, lte: NOW, format: 'epoch_millis' };
}

function source(name: string, terms: Clause): Clause {
  return { [name.replaceAll('.', '_')]: { terms } };
}

/** Whether a monitor can say it: an alias that stands for several fields cannot be grouped by. */
export function canBeMonitored(plan: AlertPlan): boolean {
  return plan.kind === 'events' || plan.keys.every((_, at) => fieldsOfKey(plan, at).length === 1);
}

function keySource(plan: GroupAlert, key: string, at: number): Clause {
  const fields = fieldsOfKey(plan, at);
  if (fields.length === 1) return source(key, { field: documentField(fields[0] as string) });
  throw new RangeError(`${plan.name}: a monitor cannot group by ${key}, which is several fields`);
}

/** Measures that look at the same events say so once. */
function anyOf(clauses: readonly Clause[]): Clause {
  const should = [...new Map(clauses.map((clause) => [JSON.stringify(clause), clause])).values()];
  return should.length === 1 ? (should[0] as Clause) : { bool: { should, minimum_should_match: 1 } };
}

function measured(plan: GroupAlert, measure: Measure, at: number): Clause {
  const { aggregate, field = '', windowMs } = measure;
  const isShorter = windowMs !== plan.windowMs;
  const within = isShorter ? [{ range: { '@timestamp': since(windowMs) } }] : [];
  const { first, last } = timesNeeded(plan, at);
  const inner = {
    ...(aggregate === 'distinct' ? { value: { cardinality: { field: documentField(field) } } } : {}),
    ...(aggregate === 'sum' ? { value: { sum: { script: added(documentField(field)) } } } : {}),
    ...(first ? { first: { min: { field: '@timestamp' } } } : {}),
    ...(last ? { last: { max: { field: '@timestamp' } } } : {}),
  };
  const filter =
    within.length === 0 ? dslFilter(measure.filter) : { bool: { filter: [dslFilter(measure.filter), ...within] } };
  return { filter, ...(Object.keys(inner).length === 0 ? {} : { aggregations: inner }) };
}

/** Fields reach the script as parameters, so that none becomes code. */
function added(field: string): Clause {
  const source =
    'if (!doc.containsKey(params.number) || doc[params.number].size() != 1 || doc[params.text].size() != 1) return 1; ' +
    'def number = doc[params.number].value; ' +
    'boolean whole = doc[params.field].size() == 1 || doc[params.text].value.equals(String.valueOf(number)); ' +
    'return whole && number >= 0 && number <= params.most ? number : 1';
  const below = { number: `${field}.${COERCED}`, text: `${field}.${TEXT}` };
  return { lang: 'painless', source, params: { field, ...below, most: MOST_ADDED } };
}

const SIGNS = { gt: '>', gte: '>=' } as const;

function conditionOf({ measures, order }: GroupAlert): MonitorSearch['condition'] {
  const paths: Record<string, string> = {};
  const tests = measures.map(({ name, aggregate, operator, threshold, negated }) => {
    paths[name] = aggregate === 'count' ? `${name}>_count` : `${name}>value`;
    const test = `params.${name} ${SIGNS[operator]} ${threshold}`;
    return negated ? `!(${test})` : test;
  });
  for (const [earlier, later] of order) {
    const [first, last] = [measures[earlier]?.name as string, measures[later]?.name as string];
    paths[`first_${first}`] = `${first}>first`;
    paths[`last_${last}`] = `${last}>last`;
    tests.push(`params.first_${first} < params.last_${last}`);
  }
  return { paths, script: tests.join(' && ') };
}
