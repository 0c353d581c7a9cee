import type { ValidationFinding } from '../request/request-finding.js';
import { few, VALIDATION_BOUNDS } from './field-names.js';

/** One complaint of a validator, without the value it complains about. */
export interface ValidationIssue {
  readonly field: string;
  /** The validator's own word for the rule: `too_small`, `maxLength`, `isEmail`. */
  readonly rule: string;
  /** A value outside a closed list. */
  readonly isDiscrete: boolean;
}

const RULE = /^[\w.:-]{1,64}$/;

/** What the complaints together say about the input; undefined when there is none. */
export function findingOfIssues(issues: readonly ValidationIssue[], errorType: string): ValidationFinding | undefined {
  if (issues.length === 0) return undefined;
  const rules = few(
    issues.flatMap(({ rule }) => (RULE.test(rule) ? [rule] : [])),
    VALIDATION_BOUNDS.rules,
  );
  return {
    concern: 'validation',
    fields: few(
      issues.map(({ field }) => field),
      VALIDATION_BOUNDS.fields,
    ),
    errorType,
    ...(rules.length === 0 ? {} : { rule: rules.join(',') }),
    ...(issues.some(({ isDiscrete }) => isDiscrete) ? { kind: 'discrete' } : {}),
  };
}
