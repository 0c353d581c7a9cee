import { ATTRIBUTES } from '@otelseal/semantic-conventions';

import { SigmaError } from '../sigma/sigma-error.js';
import type { SigmaCorrelationRule, SigmaRule } from '../sigma/sigma-rule.js';
import type { AlertPlan, Measure } from './alert-plan.js';
import type { Filter } from './filter.js';

/**
 * How long an event that is an alert by itself is looked for, in milliseconds: as long as an incident stays open without news, and longer
 * than most deliveries are late.
 */
const EVENT_WINDOW_MS = 900_000;
const MAX_MEASURES = 8;
/** How the sanitizer's masks begin. */
const MASK = '[REDACTED:';

/**
 * The alerts of a Sigma collection: every rule that names a runbook. The others are parts of them.
 *
 * @throws {SigmaError}
 * @experimental
 */
export function planAlerts(rules: readonly SigmaRule[]): AlertPlan[] {
  const byName = new Map<string, SigmaRule>();
  for (const rule of rules) {
    const twin = byName.get(rule.name) ?? rules.find((other) => other !== rule && other.id === rule.id);
    if (twin !== undefined) throw reference(rule, `has the name or id of ${twin.place}`);
    byName.set(rule.name, rule);
  }
  return rules.flatMap((rule) => (rule.runbook === undefined ? [] : [planOf(rule, rule.runbook, byName)]));
}

function planOf(rule: SigmaRule, runbook: string, byName: ReadonlyMap<string, SigmaRule>): AlertPlan {
  const { source, name, id, title, description, level, tags, falsePositives, references } = rule;
  const head = { source, name, id, title, description, level, tags, falsePositives, references, runbook };
  if (rule.kind === 'detection') {
    if (rule.fields.length === 0) throw reference(rule, 'needs `fields`: what the alert shows');
    return { kind: 'events', ...head, windowMs: EVENT_WINDOW_MS, filter: rule.filter, fields: rule.fields };
  }
  const steps = rule.condition === undefined ? rule.rules.map((part) => stepOf(rule, part, byName)) : [];
  const measures = rule.condition === undefined ? steps.flat() : [countOf(rule, rule, byName)];
  const sorted = [...measures].sort((a, b) => Number(a.negated) - Number(b.negated));
  if (measures.length > MAX_MEASURES) throw unsupported(rule, `more than ${MAX_MEASURES} measures`);
  const positions = steps.map(([first]) => sorted.indexOf(first as Measure));
  const order =
    rule.type === 'temporal_ordered'
      ? positions.slice(1).map((later, index) => [positions[index] as number, later] as const)
      : [];
  if (order.flat().some((index) => sorted[index]?.negated)) throw unsupported(rule, 'what is negated has no order');
  const windowMs = Math.max(...measures.map((measure) => measure.windowMs));
  return { kind: 'groups', ...head, windowMs, keys: rule.groupBy, measures: sorted, order };
}

/** What one rule of a temporal correlation asks for. */
function stepOf(outer: SigmaCorrelationRule, part: string, byName: ReadonlyMap<string, SigmaRule>): readonly Measure[] {
  const rule = known(outer, part, byName);
  const negated = outer.without.includes(part);
  const keyFields = keyFieldsOf(outer, part);
  if (rule.kind === 'detection') {
    const once = { aggregate: 'count', field: undefined, operator: 'gte', threshold: 1 } as const;
    return [
      { name: part, filter: named(rule.filter, keyFields), ...once, windowMs: outer.timespanMs, negated, keyFields },
    ];
  }
  if (rule.timespanMs > outer.timespanMs) throw unsupported(outer, `\`${part}\` looks back further than the whole`);
  if (rule.condition !== undefined) {
    const count = countOf(rule, outer, byName);
    if (count.keyFields.join() !== keyFields.join()) throw unsupported(outer, `\`${part}\` is grouped differently`);
    return [{ ...count, negated }];
  }
  if (negated || rule.type === 'temporal_ordered') throw unsupported(outer, `\`${part}\` must be a count, or temporal`);
  const inner = rule.rules.flatMap((name) => stepOf(rule, name, byName));
  if (inner.some((measure) => measure.keyFields.join() !== keyFields.join())) {
    throw unsupported(outer, `\`${part}\` is grouped differently`);
  }
  return inner;
}

function countOf(
  rule: SigmaCorrelationRule,
  asked: SigmaCorrelationRule,
  byName: ReadonlyMap<string, SigmaRule>,
): Measure {
  const { condition, type } = rule;
  if (condition === undefined || condition.operator === 'lt' || condition.operator === 'lte')
    throw unsupported(asked, `\`${rule.name}\` is no count`);
  const filters = rule.rules.map((part): Filter => {
    const matched = known(rule, part, byName);
    if (matched.kind === 'correlation') throw unsupported(rule, `\`${part}\` is a correlation, and only events count`);
    return matched.filter;
  });
  const [keyFields = [], ...others] = rule.rules.map((part) => keyFieldsOf(rule, part));
  if (others.some((fields) => fields.join() !== keyFields.join())) {
    throw unsupported(rule, 'events that are counted together are grouped by the same fields');
  }
  return {
    name: rule.name,
    filter: named(filters.length === 1 ? (filters[0] as Filter) : { kind: 'any', of: filters }, keyFields),
    aggregate: type === 'value_count' ? 'distinct' : type === 'value_sum' ? 'sum' : 'count',
    field: condition.field,
    operator: condition.operator as 'gt' | 'gte',
    threshold: condition.count,
    windowMs: rule.timespanMs,
    negated: false,
    keyFields,
  };
}

/** Only events that name every key belong to a group; what the sanitizer masked is no name, or everybody would be one. */
function named(filter: Filter, keyFields: readonly string[]): Filter {
  const masked = (field: string): Filter => ({ kind: 'starts', field, value: MASK, cased: true });
  const isMaskable = (field: string) => (ATTRIBUTES[field]?.sensitivity ?? 'none') !== 'none';
  const names = keyFields.flatMap((field): Filter[] => [
    { kind: 'exists', field },
    ...(isMaskable(field) ? [{ kind: 'not', of: masked(field) } as const] : []),
  ]);
  return { kind: 'all', of: filter.kind === 'all' ? [...filter.of, ...names] : [filter, ...names] };
}

function keyFieldsOf(rule: SigmaCorrelationRule, part: string): readonly string[] {
  return rule.groupBy.map((key) => {
    const alias = rule.aliases[key];
    if (alias === undefined) return key;
    const field = alias[part];
    if (field === undefined) throw reference(rule, `the alias \`${key}\` says nothing about \`${part}\``);
    return field;
  });
}

function known(rule: SigmaRule, name: string, byName: ReadonlyMap<string, SigmaRule>): SigmaRule {
  const found = byName.get(name);
  if (found === undefined || found === rule) throw reference(rule, `there is no rule \`${name}\``);
  return found;
}

function reference(rule: SigmaRule, message: string): SigmaError {
  return new SigmaError('ERR_SIGMA_REFERENCE', rule.place, message);
}

function unsupported(rule: SigmaRule, message: string): SigmaError {
  return new SigmaError('ERR_SIGMA_UNSUPPORTED', rule.place, message);
}
