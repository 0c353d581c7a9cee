/** Which records a panel asks for; all conditions must hold. Names are those of the vocabulary. */
export interface EventFilter {
  /** Event names; one that ends in `*` stands for all that begin so. Default: every security event. */
  readonly names?: readonly string[];
  readonly where?: readonly Condition[];
  /** Only what the actor or the client did, or what was done to them, whose story is told. Default false. */
  readonly ofStory?: boolean;
}

/** `is`: one of these values. `present`: whether there is a value at all. */
export type Condition =
  | { readonly field: string; readonly is: readonly string[] }
  | { readonly field: string; readonly present: boolean };

/**
 * What is counted: records, different values of a field, the sum of a number in a field, the sum of counts in a field, to which a record
 * without a count adds one, as for detectors and alerts, or when the last one came.
 */
export type Measure =
  | { readonly kind: 'records' }
  | { readonly kind: 'different'; readonly field: string }
  | { readonly kind: 'sum'; readonly field: string }
  | { readonly kind: 'counts'; readonly field: string }
  | { readonly kind: 'last-time' };

/** Records are counted where nothing else is said. */
export const RECORDS: Measure = Object.freeze({ kind: 'records' });

export const SECURITY_EVENTS: readonly string[] = Object.freeze(['security.*']);
