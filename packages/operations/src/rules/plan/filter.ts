/**
 * Which events match, in a form that every back end can write down. Field names are those of the vocabulary.
 *
 * @experimental
 */
export type Filter =
  | { readonly kind: 'all'; readonly of: readonly Filter[] }
  | { readonly kind: 'any'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | TextTest
  | {
      readonly kind: 'compares';
      readonly field: string;
      readonly operator: 'lt' | 'lte' | 'gt' | 'gte';
      readonly number: number;
    }
  | { readonly kind: 'exists'; readonly field: string }
  /** Two fields have the same value. */
  | { readonly kind: 'same'; readonly field: string; readonly other: string };

/**
 * A test of a text, with or without regard to case: one of the values, or a part.
 *
 * @experimental
 */
export type TextTest =
  | { readonly kind: 'equals'; readonly field: string; readonly values: readonly string[]; readonly cased: boolean }
  | { readonly kind: 'contains'; readonly field: string; readonly value: string; readonly cased: boolean }
  | { readonly kind: 'starts'; readonly field: string; readonly value: string; readonly cased: boolean }
  | { readonly kind: 'ends'; readonly field: string; readonly value: string; readonly cased: boolean };

/** Every field that a filter looks at. */
export function fieldsOf(filter: Filter): string[] {
  if (filter.kind === 'all' || filter.kind === 'any') return filter.of.flatMap(fieldsOf);
  if (filter.kind === 'not') return fieldsOf(filter.of);
  return filter.kind === 'same' ? [filter.field, filter.other] : [filter.field];
}
