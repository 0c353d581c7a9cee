import { checkNames } from './known-names.js';
import { LinePattern } from './line-pattern.js';
import type { Condition, Tests } from './log-map.js';
import { MapError } from './map-error.js';

/** Does the value at hand hold? `undefined` is a value that is not there. */
export type ValueTest = (value: unknown) => boolean;

const TESTS: readonly (keyof Tests)[] = [
  'starts_with',
  'ends_with',
  'contains',
  'contains_all',
  'contains_twice',
  'matches',
  'at_least',
  'at_most',
  'present',
  'not',
];

/** Compiles a condition. @throws {MapError} */
export function valueTest(condition: Condition, place: string): ValueTest {
  if (isScalar(condition) || Array.isArray(condition)) return oneOf(condition, place);
  if (typeof condition !== 'object' || condition === null) {
    throw new MapError(`${place}: a condition is a value, a list of values, or tests such as starts_with.`);
  }
  const tests = condition as Tests;
  checkNames(tests, TESTS, place);
  const all = Object.entries(tests).map(([name, wanted]) => namedTest(name as keyof Tests, wanted, `${place}.${name}`));
  if (all.length === 0) throw new MapError(`${place}: the condition is empty.`);
  return (value) => all.every((test) => test(value));
}

function namedTest(name: keyof Tests, wanted: unknown, place: string): ValueTest {
  switch (name) {
    case 'matches': {
      const pattern = new LinePattern(wanted, place);
      return (value) => typeof value === 'string' && pattern.test(value);
    }
    case 'present':
      if (typeof wanted !== 'boolean') throw new MapError(`${place} is true or false.`);
      return (value) => (value !== undefined) === wanted;
    case 'at_least':
    case 'at_most': {
      if (typeof wanted !== 'number') throw new MapError(`${place} is a number.`);
      const least = name === 'at_least' ? wanted : Number.NEGATIVE_INFINITY;
      const most = name === 'at_most' ? wanted : Number.POSITIVE_INFINITY;
      return (value) => {
        const number = numberOf(value);
        return number >= least && number <= most;
      };
    }
    case 'not': {
      const excluded = oneOf(wanted, place);
      return (value) => !excluded(value);
    }
    default:
      return partTest(name, wanted, place);
  }
}

type PartTest = 'starts_with' | 'ends_with' | 'contains' | 'contains_all' | 'contains_twice';

function partTest(name: PartTest, wanted: unknown, place: string): ValueTest {
  const parts: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  if (parts.length === 0 || !parts.every((part) => typeof part === 'string' && part !== '')) {
    throw new MapError(`${place} is a text or a list of texts.`);
  }
  const test = PART_TESTS[name];
  return (value) => typeof value === 'string' && test(value, parts as readonly string[]);
}

const PART_TESTS: Readonly<Record<PartTest, (value: string, parts: readonly string[]) => boolean>> = {
  starts_with: (value, parts) => parts.some((part) => value.startsWith(part)),
  ends_with: (value, parts) => parts.some((part) => value.endsWith(part)),
  contains: (value, parts) => parts.some((part) => value.includes(part)),
  contains_all: (value, parts) => parts.every((part) => value.includes(part)),
  contains_twice: (value, parts) =>
    parts.some((part) => {
      const first = value.indexOf(part);
      return first >= 0 && value.includes(part, first + 1);
    }),
};

/** Values compare as texts: one log says 403, another "403". */
function oneOf(wanted: unknown, place: string): ValueTest {
  const values: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  if (values.length === 0 || !values.every(isScalar)) throw new MapError(`${place} is a value or a list of values.`);
  const known = new Set(values.map(String));
  return (value) => isScalar(value) && known.has(String(value));
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
