import { security } from '@otelseal/security-events';
import { unharmed } from '../report-once.js';
import { currentRequest } from '../request/current-request.js';
import { errorProperty } from '../request/error-facts.js';
import type { ValidationFinding } from '../request/request-finding.js';
import { readAjvError } from './read-ajv-error.js';
import { readClassValidatorError } from './read-class-validator-error.js';
import { readZodError } from './read-zod-error.js';

/** Causes of causes that are looked at: frameworks wrap a validator's error once or twice. */
const MAX_CAUSES = 3;

/**
 * Tells of a validation that failed where no framework can see it: an application that answers by itself. Takes what the validator gives,
 * and returns it: zod's error or the result of `safeParse`, ajv's validating function or its `errors`, class-validator's list. Emits at
 * most one event a request; nothing for a success. Names of fields and rules, never values. Never throws.
 *
 * @example
 * const parsed = reportValidation(Order.safeParse(request.body));
 * if (!parsed.success) return response.status(400).json({ message: 'Please check the form.' });
 * @experimental
 */
export function reportValidation<Failure>(failure: Failure): Failure {
  unharmed('ERR_LIBRARY_NOT_OBSERVED', 'a failed validation could not be reported', () => {
    const found = readFailure(failure);
    const request = currentRequest();
    if (found === undefined || !(request?.claim('validation') ?? true)) return;
    const { fields, rule, kind } = found;
    if (kind === 'discrete') security.input.validationDiscreteFailure({ fields, rule });
    else security.input.validationFailure({ fields, rule });
  });
  return failure;
}

/** What a validator gives, or a failed `safeParse` with it. */
export function readFailure(failure: unknown): ValidationFinding | undefined {
  return readWithCauses(failure, readAny) ?? readZodError(errorProperty(failure, 'error'));
}

function readAny(error: unknown): ValidationFinding | undefined {
  return readZodError(error) ?? readAjvError(error) ?? readClassValidatorError(error);
}

/** Asks about an error and what caused it. */
export function readWithCauses(
  error: unknown,
  read: (error: unknown) => ValidationFinding | undefined,
): ValidationFinding | undefined {
  let at = error;
  for (let causes = 0; causes <= MAX_CAUSES && at !== undefined && at !== null; causes++) {
    const found = read(at);
    if (found !== undefined) return found;
    at = errorProperty(at, 'cause');
  }
  return undefined;
}
