import { errorProperty as property } from '../request/error-facts.js';
import type { ValidationFinding } from '../request/request-finding.js';
import { fieldName, VALIDATION_BOUNDS } from './field-names.js';
import { findingOfIssues, type ValidationIssue } from './validation-issue.js';

const DISCRETE: readonly string[] = ['enum', 'const', 'discriminator'];

/**
 * What ajv complains about: a list of error objects, an error or a validating function that carries one as `errors`.
 * @see https://ajv.js.org/api.html#validation-errors
 */
export function readAjvError(failure: unknown): ValidationFinding | undefined {
  const errors = Array.isArray(failure) ? failure : property(failure, 'errors');
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  const looked = errors.slice(0, VALIDATION_BOUNDS.issues);
  return looked.every(isError) ? findingOfIssues(looked.map(issueOf), 'AjvError') : undefined;
}

function isError(error: unknown): boolean {
  return ['keyword', 'instancePath', 'schemaPath'].every((name) => typeof property(error, name) === 'string');
}

function issueOf(error: unknown): ValidationIssue {
  const rule = property(error, 'keyword') as string;
  const path = (property(error, 'instancePath') as string).slice(0, 1_024).split('/').slice(1);
  const params = property(error, 'params');
  const missing = property(params, 'missingProperty') ?? property(params, 'additionalProperty');
  const whole = typeof missing === 'string' ? [...path, missing] : path;
  return { field: fieldName(whole.map(unescaped)), rule, isDiscrete: DISCRETE.includes(rule) };
}

/** RFC 6901, section 4. */
function unescaped(part: string): string {
  return part.replace(/~1/g, '/').replace(/~0/g, '~');
}
