import { ATTRIBUTES } from '@otelseal/semantic-conventions';

import type { Filter } from '../plan/filter.js';
import { SigmaError } from './sigma-error.js';

const TEXT_TESTS = { contains: 'contains', startswith: 'starts', endswith: 'ends' } as const;
const NUMBER_TESTS: ReadonlySet<string> = new Set(['lt', 'lte', 'gt', 'gte']);
const MAX_VALUES = 64;
const MAX_LENGTH = 256;
/** Attributes of the resource that rules may ask for; all others must be in the vocabulary. */
const RESOURCE_FIELDS: ReadonlySet<string> = new Set(['service.name', 'service.namespace', 'service.instance.id']);

/**
 * One line of a selection: `field|modifier: value`.
 *
 * @throws {SigmaError}
 */
export function readFieldTest(key: string, value: unknown, place: string): Filter {
  const [field = '', ...modifiers] = key.split('|');
  knownField(field, place);
  const cased = modifiers.includes('cased');
  const all = modifiers.includes('all');
  const [test, ...more] = modifiers.filter((modifier) => modifier !== 'cased' && modifier !== 'all');
  const unsupported = (what: string) => new SigmaError('ERR_SIGMA_UNSUPPORTED', place, `\`${key}\`: ${what}`);
  if (more.length > 0) throw unsupported('only one test for a field');
  if (test === 'exists') return existence(field, value, key, place);
  if (test === 'fieldref') {
    if (typeof value !== 'string') throw unsupported('`fieldref` needs the name of a field');
    return { kind: 'same', field, other: knownField(value, place) };
  }
  const values = Array.isArray(value) ? value : [value];
  if (values.length === 0 || values.length > MAX_VALUES) throw unsupported(`needs 1 to ${MAX_VALUES} values`);
  if (test !== undefined && NUMBER_TESTS.has(test)) {
    const [number] = values;
    if (ATTRIBUTES[field]?.type !== 'int') throw unsupported(`\`${field}\` is no number`);
    if (values.length > 1 || !Number.isSafeInteger(number)) throw unsupported(`\`${test}\` needs one whole number`);
    return { kind: 'compares', field, operator: test as 'lt', number: number as number };
  }
  const type = ATTRIBUTES[field]?.type ?? 'string';
  if (type === 'int' || type === 'boolean') throw unsupported(`\`${field}\` is no text; use gt, gte, lt or lte`);
  const texts = values.map((item) => plainText(item, key, place));
  if (test === undefined) {
    if (all) throw unsupported('`all` is for `contains`');
    return { kind: 'equals', field, values: texts, cased };
  }
  const kind = TEXT_TESTS[test as keyof typeof TEXT_TESTS];
  if (kind === undefined) throw unsupported(`the modifier \`${test}\` is not supported`);
  const of = texts.map((text): Filter => ({ kind, field, value: text, cased }));
  return of.length === 1 ? (of[0] as Filter) : { kind: all ? 'all' : 'any', of };
}

/** @throws {SigmaError} for names that no record of ours has */
export function knownField(field: string, place: string): string {
  if (field in ATTRIBUTES || RESOURCE_FIELDS.has(field)) return field;
  throw new SigmaError('ERR_SIGMA_REFERENCE', place, `\`${field}\` is no attribute of the vocabulary`);
}

function existence(field: string, value: unknown, key: string, place: string): Filter {
  if (typeof value !== 'boolean') throw new SigmaError('ERR_SIGMA_SYNTAX', place, `\`${key}\` must be true or false`);
  const exists: Filter = { kind: 'exists', field };
  return value ? exists : { kind: 'not', of: exists };
}

/** Texts stand for themselves: Sigma's wildcards are refused, so that nobody takes one for a character. */
function plainText(value: unknown, key: string, place: string): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new SigmaError('ERR_SIGMA_SYNTAX', place, `\`${key}\` needs texts or numbers`);
  }
  const text = String(value);
  if (text === '' || text.length > MAX_LENGTH) {
    throw new SigmaError('ERR_SIGMA_UNSUPPORTED', place, `\`${key}\`: values have 1 to ${MAX_LENGTH} characters`);
  }
  if (text.includes('\u0000')) {
    throw new SigmaError('ERR_SIGMA_UNSUPPORTED', place, `\`${key}\`: Loki takes no query with the character NUL`);
  }
  const unescaped = text.replaceAll(/\\([\\*?])/g, (_, character: string) => (character === '\\' ? '\u0000' : ''));
  if (/[*?]/.test(unescaped)) {
    throw new SigmaError(
      'ERR_SIGMA_UNSUPPORTED',
      place,
      `\`${key}\`: no wildcards; use contains, startswith, endswith`,
    );
  }
  return text.replaceAll(/\\([\\*?])/g, '$1');
}
