import type { Filter } from '../plan/filter.js';
import { CheckedMembers } from './checked-members.js';
import { readCondition } from './condition-expression.js';
import { readFieldTest } from './field-test.js';
import { SigmaError } from './sigma-error.js';

const MAX_SELECTIONS = 32;

/**
 * The `detection` of a rule: named selections and a condition over them.
 *
 * @throws {SigmaError}
 */
export function readDetection(value: unknown, place: string): Filter {
  const members = new CheckedMembers(value, place);
  const condition = members.text('condition');
  const names = Object.keys(value as object).filter((name) => name !== 'condition');
  if (names.length > MAX_SELECTIONS) {
    throw new SigmaError('ERR_SIGMA_UNSUPPORTED', place, `more than ${MAX_SELECTIONS} selections`);
  }
  const named = new Map(names.map((name) => [name, readSelection(members.take(name), `${place}, ${name}`)]));
  return readCondition(condition, named, place);
}

/** A map means that all hold, a list of maps that one holds. */
function readSelection(value: unknown, place: string): Filter {
  if (Array.isArray(value)) {
    if (value.length === 0) throw new SigmaError('ERR_SIGMA_SYNTAX', place, 'is empty');
    return { kind: 'any', of: value.map((item) => readSelection(item, place)) };
  }
  if (typeof value !== 'object' || value === null) {
    throw new SigmaError('ERR_SIGMA_UNSUPPORTED', place, 'must be a map of fields, or a list of such maps');
  }
  const of = Object.entries(value).map(([key, item]) => readFieldTest(key, item, place));
  if (of.length === 0) throw new SigmaError('ERR_SIGMA_SYNTAX', place, 'is empty');
  return of.length === 1 ? (of[0] as Filter) : { kind: 'all', of };
}
