import { documentField } from '../elastic/document-field.js';
import type { Filter } from '../plan/filter.js';

/**
 * A clause of the query DSL.
 *
 * @experimental
 */
export type Clause = Readonly<Record<string, unknown>>;

/** A filter in the query DSL of OpenSearch. Texts are values of JSON; only those that are patterns are escaped. */
export function dslFilter(filter: Filter): Clause {
  if (filter.kind === 'all') return { bool: { filter: filter.of.flatMap(conjuncts).map(dslFilter) } };
  if (filter.kind === 'any') return { bool: { should: filter.of.map(dslFilter), minimum_should_match: 1 } };
  if (filter.kind === 'not') return { bool: { must_not: [dslFilter(filter.of)] } };
  const field = documentField(filter.field);
  if (filter.kind === 'exists') return { exists: { field } };
  if (filter.kind === 'compares') return { range: { [field]: { [filter.operator]: filter.number } } };
  if (filter.kind === 'same') return sameValue(field, documentField(filter.other));
  if (filter.kind === 'equals') {
    if (filter.cased) return { terms: { [field]: filter.values } };
    const should = filter.values.map((value) => ({ term: { [field]: { value, case_insensitive: true } } }));
    return should.length === 1 ? (should[0] as Clause) : { bool: { should, minimum_should_match: 1 } };
  }
  const text = wildcardText(filter.value);
  const value = `${filter.kind === 'starts' ? '' : '*'}${text}${filter.kind === 'ends' ? '' : '*'}`;
  return { wildcard: { [field]: { value, case_insensitive: !filter.cased } } };
}

/** What all must hold, without conjunctions within conjunctions. */
function conjuncts(filter: Filter): readonly Filter[] {
  return filter.kind === 'all' ? filter.of.flatMap(conjuncts) : [filter];
}

/** A text as a pattern of a wildcard query that matches it and nothing else. */
export function wildcardText(text: string): string {
  return text.replaceAll(/[\\*?]/g, '\\$&');
}

/** Fields reach the script as parameters, so that none becomes code. */
function sameValue(field: string, other: string): Clause {
  const source =
    'doc[params.field].size() > 0 && doc[params.other].size() > 0 && doc[params.field].value == doc[params.other].value';
  return { script: { script: { lang: 'painless', source, params: { field, other } } } };
}
