import { lokiName } from '@otelseal/semantic-conventions';

import type { AlertPlan, GroupAlert, Measure } from '../plan/alert-plan.js';
import { MOST_ADDED } from '../plan/most-added.js';
import { logqlStages } from './logql-filter.js';
import { logqlNumber, WITHOUT_ERRORS } from './logql-number.js';

/** Streams that are looked at; narrow it where other logs live in the same Loki. */
export const DEFAULT_SELECTOR = '{service_name=~".+"}';

const SIGNS = { gt: '>', gte: '>=' } as const;
/** The record's time, which Loki keeps beside the labels. */
const TIME = `| label_format at_ms=\`{{ __timestamp__ | unixEpochMillis }}\` | unwrap at_ms ${WITHOUT_ERRORS}`;

/**
 * An alert as a LogQL metric query: one series for each alert, labelled with what it is about.
 *
 * @experimental
 */
export function logqlQuery(plan: AlertPlan, selector: string = DEFAULT_SELECTOR): string {
  if (plan.kind === 'events') {
    const stages = [selector, ...logqlStages(plan.filter)].join(' ');
    return `sum by (${plan.fields.map(lokiName).join(', ')}) (count_over_time(${stages} [${span(plan.windowMs)}])) > 0`;
  }
  return groupQuery(plan, selector);
}

/**
 * What the labels of the query's series are called: one for each field or key of the alert.
 *
 * @experimental
 */
export function logqlLabels(plan: AlertPlan): readonly string[] {
  return (plan.kind === 'events' ? plan.fields : plan.keys).map(lokiName);
}

function groupQuery(plan: GroupAlert, selector: string): string {
  const by = plan.keys.map(lokiName);
  const parts = plan.measures.map((measure, index) => {
    const test = `(${measured(plan, measure, selector, by)} ${SIGNS[measure.operator]} ${measure.threshold})`;
    if (index === 0) return test;
    return `${measure.negated ? 'unless' : 'and'} ${test}`;
  });
  for (const [earlier, later] of plan.order) {
    const [first, last] = [plan.measures[earlier] as Measure, plan.measures[later] as Measure];
    const from = `min_over_time(${entries(plan, first, selector)} ${TIME} [${span(first.windowMs)}]) by (${by.join(', ')})`;
    const to = `max_over_time(${entries(plan, last, selector)} ${TIME} [${span(last.windowMs)}]) by (${by.join(', ')})`;
    parts.push(`and (${from} < ${to})`);
  }
  if (parts.length > 1) return parts.join('\n');
  return (parts[0] as string).slice(1, -1);
}

function measured(plan: GroupAlert, measure: Measure, selector: string, by: readonly string[]): string {
  const { aggregate, field = '' } = measure;
  const lines = entries(plan, measure, selector);
  const range = `[${span(measure.windowMs)}]`;
  const label = lokiName(field);
  if (aggregate === 'sum')
    return `sum by (${by.join(', ')}) (sum_over_time(${lines} ${logqlNumber(label, MOST_ADDED)} ${range}))`;
  if (aggregate === 'count') return `sum by (${by.join(', ')}) (count_over_time(${lines} ${range}))`;
  const each = [...by, label].join(', ');
  return `count by (${by.join(', ')}) (sum by (${each}) (count_over_time(${lines} | ${label}!="" ${range})))`;
}

/** The entries that a measure is about; every key has the name that the alert gives it. */
function entries(plan: GroupAlert, measure: Measure, selector: string): string {
  const renamed = plan.keys.flatMap((key, index) => {
    const field = lokiName(measure.keyFields[index] as string);
    return field === lokiName(key) ? [] : [`| label_format ${lokiName(key)}=${field}`];
  });
  return [selector, ...logqlStages(measure.filter), ...renamed].join(' ');
}

function span(windowMs: number): string {
  return windowMs % 60_000 === 0 ? `${windowMs / 60_000}m` : `${windowMs / 1_000}s`;
}
