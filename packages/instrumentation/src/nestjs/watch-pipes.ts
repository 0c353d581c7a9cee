import { unharmed } from '../report-once.js';
import { currentRequest } from '../request/current-request.js';
import { errorClass } from '../request/error-facts.js';
import type { ApplyPipes, PropertyFailure, Validate } from './nest-internals.js';

const MAX_FIELDS = 32;
const MAX_DEPTH = 8;
const MAX_LENGTH = 200;
/** Constraints of class-validator that close a list. */
const CLOSED_LISTS: readonly string[] = ['isEnum', 'isIn', 'equals'];

/** Remembers what the `ValidationPipe` found wrong, for the event of the 400 or 422 that it becomes. */
export function watchValidation(original: Validate): Validate {
  return async function validate(object, options) {
    const failures = await Reflect.apply(original, this, [object, options]);
    unharmed('ERR_LIBRARY_NOT_OBSERVED', 'the findings of a ValidationPipe of Nest could not be noted', () =>
      noteFailures(failures),
    );
    return failures;
  };
}

/** Remembers which argument a pipe such as `ParseIntPipe` refused. */
export function watchPipes(original: ApplyPipes): ApplyPipes {
  return async function applyPipes(value, subject, pipes) {
    try {
      return await Reflect.apply(original, this, [value, subject, pipes]);
    } catch (error) {
      const request = currentRequest();
      if (request?.finding('validation') === undefined) {
        const field = typeof subject?.data === 'string' ? subject.data : (subject?.type ?? 'body');
        request?.note({
          concern: 'validation',
          fields: [field.slice(0, MAX_LENGTH)],
          reason: 'pipe_refused',
          errorType: errorClass(error),
        });
      }
      throw error;
    }
  };
}

function noteFailures(failures: readonly PropertyFailure[]): void {
  if (!Array.isArray(failures) || failures.length === 0) return;
  const found = [...leaves(failures, '', 0)].slice(0, MAX_FIELDS);
  const rules = found.flatMap(({ rules }) => rules);
  currentRequest()?.note({
    concern: 'validation',
    fields: found.map(({ field }) => field),
    rule: rules[0],
    reason: 'invalid',
    kind: rules.length > 0 && rules.every((rule) => CLOSED_LISTS.includes(rule)) ? 'discrete' : undefined,
  });
}

/** The properties at fault, nested ones by their path. */
function* leaves(
  failures: readonly PropertyFailure[],
  path: string,
  depth: number,
): Generator<{ field: string; rules: string[] }> {
  for (const { property, constraints, children } of failures.slice(0, MAX_FIELDS)) {
    const field = `${path}${String(property)}`.slice(0, MAX_LENGTH);
    const inner = children ?? [];
    if (constraints !== undefined || inner.length === 0) yield { field, rules: Object.keys(constraints ?? {}) };
    if (depth < MAX_DEPTH) yield* leaves(inner, `${field}.`, depth + 1);
  }
}
