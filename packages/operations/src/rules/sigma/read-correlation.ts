import { CheckedMembers } from './checked-members.js';
import { knownField } from './field-test.js';
import { SigmaError } from './sigma-error.js';
import type { CountCondition, SigmaCorrelationRule } from './sigma-rule.js';
import { readTimespan } from './timespan.js';

type Correlation = Pick<
  SigmaCorrelationRule,
  'type' | 'rules' | 'groupBy' | 'timespanMs' | 'condition' | 'without' | 'aliases'
>;

const TYPES = ['event_count', 'value_count', 'value_sum', 'temporal', 'temporal_ordered'] as const;
const OPERATORS = ['gt', 'gte', 'lt', 'lte', 'eq'] as const;
const MAX_RULES = 8;
const MAX_GROUP_FIELDS = 6;

/**
 * The `correlation` of a rule.
 *
 * @throws {SigmaError}
 */
export function readCorrelation(value: unknown, place: string): Correlation {
  const members = new CheckedMembers(value, place);
  const type = members.oneOf('type', TYPES);
  const aliases = readAliases(members.take('aliases'), place);
  const rules = members.texts('rules');
  const groupBy = members.texts('group-by');
  const timespanMs = readTimespan(members.text('timespan'), place);
  const condition = members.take('condition');
  members.end();
  if (rules.length === 0 || rules.length > MAX_RULES) throw unsupported(place, `needs 1 to ${MAX_RULES} rules`);
  if (groupBy.length === 0 || groupBy.length > MAX_GROUP_FIELDS) {
    throw unsupported(place, `needs 1 to ${MAX_GROUP_FIELDS} fields in group-by`);
  }
  for (const field of groupBy) if (!Object.hasOwn(aliases, field)) knownField(field, place);
  const shape = { type, rules, groupBy, timespanMs, aliases };
  if (type !== 'temporal' && type !== 'temporal_ordered') {
    return { ...shape, condition: readCount(condition, type, place), without: [] };
  }
  return { ...shape, condition: undefined, without: readWithout(condition, rules, place) };
}

function readCount(value: unknown, type: SigmaCorrelationRule['type'], place: string): CountCondition {
  const members = new CheckedMembers(value, place);
  const field = members.optionalText('field');
  const [operator, ...more] = OPERATORS.filter((name) => members.has(name));
  if (operator === undefined || more.length > 0) throw unsupported(place, 'the condition needs exactly one comparison');
  const count = members.take(operator);
  members.end();
  if (!Number.isSafeInteger(count) || (count as number) < 1) throw unsupported(place, 'counts are whole and positive');
  if (operator === 'lt' || operator === 'lte' || operator === 'eq') {
    throw unsupported(place, `\`${operator}\` also holds where nothing happened, which no store can list; use \`not\``);
  }
  if ((field === undefined) !== (type === 'event_count')) {
    throw unsupported(place, `\`${type}\` ${field === undefined ? 'needs' : 'has no'} \`field\``);
  }
  if (field !== undefined) knownField(field, place);
  return { field, operator, count: count as number };
}

/** `a and b and not c`; without a condition all rules must match. @returns the names after `not` */
function readWithout(value: unknown, rules: readonly string[], place: string): readonly string[] {
  if (value === undefined) return [];
  if (typeof value !== 'string') throw unsupported(place, 'a temporal condition is a text such as `a and b and not c`');
  const parts = value.trim().split(/\s+and\s+/i);
  const negated = parts.filter((part) => /^not\s/i.test(part)).map((part) => part.replace(/^not\s+/i, ''));
  const named = parts.map((part) => part.replace(/^not\s+/i, ''));
  if (named.length !== rules.length || !rules.every((name) => named.includes(name))) {
    throw unsupported(place, `the condition must name every rule once, joined by \`and\`: ${rules.join(', ')}`);
  }
  if (negated.length === rules.length) throw unsupported(place, 'something must match');
  return negated;
}

function readAliases(value: unknown, place: string): SigmaCorrelationRule['aliases'] {
  if (value === undefined) return {};
  const aliases: Record<string, Record<string, string>> = {};
  const names = new CheckedMembers(value, place);
  for (const alias of Object.keys(value as object)) {
    if (!/^[a-z][a-z_]{0,31}$/.test(alias))
      throw unsupported(place, `the alias \`${alias}\` must be lower-case letters`);
    const fields = new CheckedMembers(names.take(alias), `${place}, alias ${alias}`);
    const rules = Object.keys((value as Record<string, object>)[alias] as object);
    aliases[alias] = Object.fromEntries(rules.map((rule) => [rule, knownField(fields.text(rule), place)]));
  }
  return aliases;
}

function unsupported(place: string, message: string): SigmaError {
  return new SigmaError('ERR_SIGMA_UNSUPPORTED', place, message);
}
