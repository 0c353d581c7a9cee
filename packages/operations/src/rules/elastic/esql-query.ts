import type { AlertPlan, GroupAlert, Measure } from '../plan/alert-plan.js';
import { MOST_ADDED } from '../plan/most-added.js';
import { fieldsOfKey, timesNeeded } from '../plan/order-names.js';
import { documentField } from './document-field.js';
import { esqlFilter } from './esql-filter.js';
import { esqlColumn } from './esql-text.js';
import { COERCED, TEXT } from './summed-field.js';

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
    return `FROM ${index} METADATA _id, _index, _version\n| WHERE ${esqlFilter(plan.filter)}`;
  }
  const tests = plan.measures.map((measure) => [esqlFilter(measure.filter), ...within(plan, measure)].join(' AND '));
  const distinct = [...new Set(tests)];
  const isOne = distinct.length === 1;
  const statistics = plan.measures.flatMap((measure, at) => statisticsOf(plan, measure, at, isOne));
  const keys = plan.keys.map((key, at) => keyOf(plan, key, at));
  return [
    `FROM ${index}`,
    ...(isOne ? [`| WHERE ${tests[0]}`] : marked(plan, tests)),
    ...keys.flatMap(({ lines }) => lines),
    `| STATS ${statistics.join(',\n    ')}`,
    `    BY ${keys.map(({ column }) => column).join(', ')}`,
    `| WHERE ${conditions(plan).join(' AND ')}`,
  ].join('\n');
}

/** Each measure marks its events, so that its test stands in the query once. */
function marked({ measures }: GroupAlert, tests: readonly string[]): string[] {
  const marks = measures.map((measure, at) => `${mark(measure)} = COALESCE(${tests[at]}, false)`);
  return [...eventNames(measures), `| EVAL ${marks.join(',\n    ')}`, `| WHERE ${measures.map(mark).join(' OR ')}`];
}

/** What the index can answer comes first: without it every event of the window would be read. */
function eventNames(measures: readonly Measure[]): string[] {
  const names = measures.map(({ filter }) =>
    (filter.kind === 'all' ? filter.of : []).find(
      (part) => part.kind === 'equals' && part.field === 'event.name' && part.cased,
    ),
  );
  const values = names.flatMap((part) => (part?.kind === 'equals' ? part.values : []));
  if (names.includes(undefined)) return [];
  return [`| WHERE ${esqlFilter({ kind: 'equals', field: 'event.name', values: [...new Set(values)], cased: true })}`];
}

function mark({ name }: Measure): string {
  return esqlColumn(`is_${name}`);
}

/** An alias stands for another field in each measure: an event stands under every name that it has. */
function keyOf(plan: GroupAlert, key: string, at: number): { readonly column: string; readonly lines: string[] } {
  const [field = '', ...others] = fieldsOfKey(plan, at);
  if (others.length === 0) return { column: esqlColumn(documentField(field)), lines: [] };
  const column = esqlColumn(key);
  const names = plan.measures.map(
    (measure) => `CASE(${mark(measure)}, ${esqlColumn(documentField(measure.keyFields[at] as string))}, "")`,
  );
  const all = names.reduce((one, other) => `MV_APPEND(${one}, ${other})`);
  return {
    column,
    lines: [`| EVAL ${column} = MV_DEDUPE(${all})`, `| MV_EXPAND ${column}`, `| WHERE ${column} != ""`],
  };
}

function statisticsOf(plan: GroupAlert, measure: Measure, at: number, isOne: boolean): string[] {
  const tests = [...(isOne ? [] : [mark(measure)]), ...ownNames(plan, measure)];
  const where = tests.length === 0 ? '' : ` WHERE ${tests.join(' AND ')}`;
  const { first, last } = timesNeeded(plan, at);
  return [
    `${esqlColumn(measure.name)} = ${aggregate(measure)}${where}`,
    ...(first ? [`${esqlColumn(`first_${measure.name}`)} = MIN(@timestamp)${where}`] : []),
    ...(last ? [`${esqlColumn(`last_${measure.name}`)} = MAX(@timestamp)${where}`] : []),
  ];
}

/** Where an event stands under several names, a measure counts it under its own. */
function ownNames(plan: GroupAlert, measure: Measure): string[] {
  return plan.keys.flatMap((key, at) => {
    if (fieldsOfKey(plan, at).length === 1) return [];
    return [`${esqlColumn(key)} == ${esqlColumn(documentField(measure.keyFields[at] as string))}`];
  });
}

function within(plan: GroupAlert, { windowMs }: Measure): string[] {
  return windowMs === plan.windowMs ? [] : [`@timestamp >= NOW() - ${windowMs / 1_000} seconds`];
}

function aggregate({ aggregate: kind, field = '' }: Measure): string {
  if (kind === 'count') return 'COUNT(*)';
  const column = esqlColumn(documentField(field));
  if (kind === 'distinct') return `COUNT_DISTINCT(${column})`;
  const [number, text] = [COERCED, TEXT].map((below) => esqlColumn(documentField(`${field}.${below}`)));
  // For nothing, and for several values, the comparison is null, and the last argument counts.
  const isWhole = `(${column} IS NOT NULL OR ${text} == TO_STRING(${number}))`;
  const isOne = `${number} >= 0 AND ${number} <= ${MOST_ADDED} AND MV_COUNT(${text}) == 1 AND ${isWhole}`;
  return `SUM(CASE(${isOne}, ${number}, TO_LONG(1)))`;
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
