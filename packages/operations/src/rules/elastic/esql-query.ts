import type { AlertPlan, GroupAlert, Measure } from '../plan/alert-plan.js';
import type { Filter } from '../plan/filter.js';
import { fieldsOfKey, timesNeeded } from '../plan/order-names.js';
import { documentField } from './document-field.js';
import { esqlFilter } from './esql-filter.js';
import { esqlColumn } from './esql-text.js';

/** Data streams that the collector writes in mapping mode `otel`. */
export const DEFAULT_INDEX = 'logs-*.otel-*';

const SIGNS = { gt: '>', gte: '>=' } as const;

/**
 * An alert as an ES|QL query: one row for each alert. The rule that runs it restricts `@timestamp` to the alert's window; measures with a
 * shorter one say so themselves.
 *
 * @experimental
 */
export function esqlQuery(plan: AlertPlan, index: string = DEFAULT_INDEX): string {
  if (plan.kind === 'events') {
    return [`FROM ${index} METADATA _id, _index, _version`, `| WHERE ${unwrapped(esqlFilter(plan.filter))}`].join('\n');
  }
  return groupQuery(plan, index);
}

function groupQuery(plan: GroupAlert, index: string): string {
  const filters = plan.measures.map((measure) => esqlFilter(withKeys(measure)));
  const only = filters.length === 1 || new Set(filters).size === 1;
  const keys = plan.keys.map((key, at) => keyColumn(plan, key, at, filters));
  const lines = [
    `FROM ${index}`,
    `| WHERE ${only ? unwrapped(filters[0] as string) : [...new Set(filters)].join('\n    OR ')}`,
    ...keys.flatMap(({ evaluated }) => evaluated),
    `| STATS ${plan.measures.flatMap((measure, at) => statistics(plan, measure, at, only ? '' : (filters[at] as string))).join(',\n    ')}`,
    `    BY ${keys.map(({ column }) => column).join(', ')}`,
    `| WHERE ${conditions(plan).join(' AND ')}`,
  ];
  return lines.join('\n');
}

/** Only events that have every key belong to a group. */
function withKeys({ filter, keyFields }: Measure): Filter {
  return { kind: 'all', of: [filter, ...keyFields.map((field): Filter => ({ kind: 'exists', field }))] };
}

function keyColumn(
  plan: GroupAlert,
  key: string,
  at: number,
  filters: readonly string[],
): { readonly column: string; readonly evaluated: readonly string[] } {
  const fields = fieldsOfKey(plan, at);
  if (fields.length === 1) return { column: esqlColumn(documentField(fields[0] as string)), evaluated: [] };
  // An event may count for several measures, and under another name in each: it stands once for every name that it has.
  const names = fields.map((field) => {
    const tests = plan.measures.flatMap(({ keyFields }, index) => (keyFields[at] === field ? [filters[index]] : []));
    return `CASE(${tests.join(' OR ')}, ${esqlColumn(documentField(field))}, null)`;
  });
  const appended = names.reduce((one, other) => `MV_APPEND(COALESCE(${one}, ""), COALESCE(${other}, ""))`);
  return {
    column: esqlColumn(key),
    evaluated: [
      `| EVAL ${esqlColumn(key)} = ${appended}`,
      `| MV_EXPAND ${esqlColumn(key)}`,
      `| WHERE ${esqlColumn(key)} != ""`,
    ],
  };
}

function statistics(plan: GroupAlert, measure: Measure, at: number, filter: string): string[] {
  const column = esqlColumn(measure.name);
  const tests = [filter, within(plan, measure), ...ownKeys(plan, measure)].filter((test) => test !== '');
  const where = tests.length === 0 ? '' : ` WHERE ${tests.join(' AND ')}`;
  const { first, last } = timesNeeded(plan, at);
  return [
    `${column} = ${aggregate(measure)}${where}`,
    ...(first ? [`${esqlColumn(`first_${measure.name}`)} = MIN(@timestamp)${where}`] : []),
    ...(last ? [`${esqlColumn(`last_${measure.name}`)} = MAX(@timestamp)${where}`] : []),
  ];
}

/** Where an event stands under several names, a measure counts it under its own. */
function ownKeys(plan: GroupAlert, measure: Measure): string[] {
  return plan.keys.flatMap((key, at) => {
    if (fieldsOfKey(plan, at).length === 1) return [];
    return [`${esqlColumn(key)} == ${esqlColumn(documentField(measure.keyFields[at] as string))}`];
  });
}

function within(plan: GroupAlert, { windowMs }: Measure): string {
  return windowMs === plan.windowMs ? '' : `@timestamp >= NOW() - ${windowMs / 1_000} seconds`;
}

function aggregate({ aggregate: kind, field = '' }: Measure): string {
  if (kind === 'count') return 'COUNT(*)';
  const column = esqlColumn(documentField(field));
  return kind === 'distinct' ? `COUNT_DISTINCT(${column})` : `SUM(COALESCE(${column}, 1))`;
}

function conditions({ measures, order }: GroupAlert): string[] {
  const name = (prefix: string, index: number) => esqlColumn(`${prefix}${measures[index]?.name}`);
  return [
    ...measures.map((measure, index) => {
      const test = `${name('', index)} ${SIGNS[measure.operator]} ${measure.threshold}`;
      return measure.negated ? `NOT COALESCE(${test}, false)` : test;
    }),
    ...order.map(([earlier, later]) => `${name('first_', earlier)} < ${name('last_', later)}`),
  ];
}

function unwrapped(test: string): string {
  return test.startsWith('(') && test.endsWith(')') && isBalanced(test.slice(1, -1)) ? test.slice(1, -1) : test;
}

function isBalanced(test: string): boolean {
  let depth = 0;
  for (const character of test.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')) {
    if (character === '(') depth += 1;
    if (character === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
