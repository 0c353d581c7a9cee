import { errorProperty } from '../request/error-facts.js';
import type { ValidationFinding } from '../request/request-finding.js';

const MAX_FIELDS = 32;
const MAX_LENGTH = 200;
/** Keywords of JSON Schema that close a list. */
const CLOSED_LISTS: readonly unknown[] = ['enum', 'const'];

/** Fastify's own validation: an error that carries what Ajv found as `validation`, and where as `validationContext`. */
export function readFastifyValidation(error: unknown): ValidationFinding | undefined {
  const failures = errorProperty(error, 'validation');
  if (!Array.isArray(failures) || failures.length === 0) return undefined;
  const part = text(errorProperty(error, 'validationContext')) ?? 'body';
  const fields = new Set(failures.slice(0, MAX_FIELDS).map((failure) => fieldOf(failure, part)));
  const [first] = failures;
  return {
    concern: 'validation',
    fields: [...fields],
    rule: text(errorProperty(first, 'schemaPath'), part),
    reason: text(errorProperty(first, 'keyword')),
    kind: failures.every((failure) => CLOSED_LISTS.includes(errorProperty(failure, 'keyword'))) ? 'discrete' : undefined,
  };
}

/** `/address/street` is `address.street`; a missing or surplus one is named beside its object. */
function fieldOf(failure: unknown, part: string): string {
  const path = (text(errorProperty(failure, 'instancePath')) ?? '').split('/').filter((step) => step !== '');
  const params = errorProperty(failure, 'params');
  const named = text(errorProperty(params, 'missingProperty')) ?? text(errorProperty(params, 'additionalProperty'));
  const steps = named === undefined ? path : [...path, named];
  return steps.length === 0 ? part : steps.join('.').slice(0, MAX_LENGTH);
}

function text(value: unknown, before = ''): string | undefined {
  return typeof value === 'string' ? `${before}${value}`.slice(0, MAX_LENGTH) : undefined;
}
