import { errorProperty as property } from '../request/error-facts.js';
import type { ValidationFinding } from '../request/request-finding.js';
import { fieldName, VALIDATION_BOUNDS } from './field-names.js';
import { findingOfIssues, type ValidationIssue } from './validation-issue.js';

/** zod's codes for a value outside a closed list, of versions 4 and 3. */
const DISCRETE: readonly unknown[] = [
  'invalid_value',
  'invalid_enum_value',
  'invalid_literal',
  'invalid_union_discriminator',
];

/**
 * What a zod error complains about. Known by its shape, because several copies and versions of zod are usual: a list `issues` whose members
 * have a `code` and a `path`. @see https://zod.dev/error-customization
 */
export function readZodError(error: unknown): ValidationFinding | undefined {
  const issues = property(error, 'issues');
  if (!Array.isArray(issues) || !issues.slice(0, VALIDATION_BOUNDS.issues).every(isIssue)) return undefined;
  return findingOfIssues(issues.slice(0, VALIDATION_BOUNDS.issues).flatMap(issuesOf), 'ZodError');
}

function isIssue(issue: unknown): boolean {
  return typeof property(issue, 'code') === 'string' && Array.isArray(property(issue, 'path'));
}

function issuesOf(issue: unknown): ValidationIssue[] {
  const rule = property(issue, 'code') as string;
  const path = property(issue, 'path') as unknown[];
  const keys = property(issue, 'keys');
  const isDiscrete = DISCRETE.includes(rule);
  if (rule !== 'unrecognized_keys' || !Array.isArray(keys)) return [{ field: fieldName(path), rule, isDiscrete }];
  return keys
    .slice(0, VALIDATION_BOUNDS.fields)
    .map((key: unknown) => ({ field: fieldName([...path, key]), rule, isDiscrete }));
}
