import { errorProperty as property } from '../request/error-facts.js';
import type { ValidationFinding } from '../request/request-finding.js';
import { fieldName, VALIDATION_BOUNDS } from './field-names.js';
import { findingOfIssues, type ValidationIssue } from './validation-issue.js';

const DISCRETE: readonly string[] = ['isEnum', 'isIn', 'equals'];
const MAX_DEPTH = 8;

/**
 * What class-validator complains about: the list of its validation errors, as `validate` returns and `validateOrReject` throws it. Its
 * `target` and `value`, which hold the input, are not read. @see https://github.com/typestack/class-validator#validation-errors
 */
export function readClassValidatorError(failure: unknown): ValidationFinding | undefined {
  if (!Array.isArray(failure) || failure.length === 0) return undefined;
  const errors = failure.slice(0, VALIDATION_BOUNDS.issues);
  if (!errors.every(isError)) return undefined;
  const issues: ValidationIssue[] = [];
  for (const error of errors) collect(error, [], issues);
  return findingOfIssues(issues, 'ValidationError');
}

function isError(error: unknown): boolean {
  return (
    typeof property(error, 'property') === 'string' &&
    (typeof property(error, 'constraints') === 'object' || Array.isArray(property(error, 'children')))
  );
}

function collect(error: unknown, parents: readonly unknown[], issues: ValidationIssue[]): void {
  const path = [...parents, property(error, 'property')];
  if (path.length > MAX_DEPTH || issues.length >= VALIDATION_BOUNDS.issues) return;
  for (const rule of rulesOf(error)) issues.push({ field: fieldName(path), rule, isDiscrete: DISCRETE.includes(rule) });
  const children = property(error, 'children');
  if (Array.isArray(children)) {
    for (const child of children.slice(0, VALIDATION_BOUNDS.issues)) collect(child, path, issues);
  }
}

function rulesOf(error: unknown): string[] {
  const constraints = property(error, 'constraints');
  try {
    return typeof constraints === 'object' && constraints !== null
      ? Object.keys(constraints).slice(0, VALIDATION_BOUNDS.rules)
      : [];
  } catch {
    return []; // a proxy that does not say
  }
}
