import { unharmed } from '../report-once.js';
import { currentRequest } from '../request/current-request.js';
import { errorProperty } from '../request/error-facts.js';
import type { ValidationFinding } from '../request/request-finding.js';
import { few, fieldName, VALIDATION_BOUNDS } from '../validation/field-names.js';
import { readZodError } from '../validation/read-zod-error.js';
import { readFailure } from '../validation/report-validation.js';
import type { HonoContext, HonoValidator } from './hono-internals.js';

/**
 * Remembers what a validator refused, for the event of the 400 that it answers: `hono/validator`, and what is built upon it, such as
 * `@hono/zod-validator` and `@hono/standard-validator`, which answer with what was wrong.
 */
export const observingValidator =
  (original: HonoValidator): HonoValidator =>
  (target, validate) =>
    original(target, async (value, context) => {
      const heard = listenToJson(context);
      try {
        const outcome = await validate(value, context);
        if (isRefusal(outcome)) note(() => readRefusal(heard.body()) ?? refused(target));
        return outcome;
      } catch (error) {
        note(() => readFailure(error) ?? refused(target));
        throw error;
      } finally {
        heard.end();
      }
    });

function note(read: () => ValidationFinding): void {
  unharmed('ERR_LIBRARY_NOT_OBSERVED', 'what a validator of Hono refused could not be noted', () => {
    const request = currentRequest();
    if (request?.finding('validation') === undefined) request?.note(read());
  });
}

function isRefusal(outcome: unknown): boolean {
  return outcome instanceof Response && outcome.status >= 400 && outcome.status < 500;
}

/** Where nothing says which field it was. */
function refused(target: string): ValidationFinding {
  return { concern: 'validation', fields: [target], reason: 'validator_refused' };
}

/** From what was to be answered: a failed `safeParse` of zod, or the issues of the Standard Schema, of which only paths are said. */
function readRefusal(body: unknown): ValidationFinding | undefined {
  const failure = readFailure(body);
  if (failure !== undefined) return failure;
  const issues = errorProperty(body, 'error');
  if (!Array.isArray(issues) || issues.length === 0) return undefined;
  const known = readZodError({ issues });
  if (known !== undefined) return known;
  const names = issues.slice(0, VALIDATION_BOUNDS.issues).map((issue) => {
    const path = errorProperty(issue, 'path');
    return fieldName(Array.isArray(path) ? path.map(keyOf) : []);
  });
  return { concern: 'validation', fields: few(names, VALIDATION_BOUNDS.fields), reason: 'validator_refused' };
}

/** A step of the Standard Schema is a key, or an object that has it. */
function keyOf(step: unknown): unknown {
  return typeof step === 'object' && step !== null ? errorProperty(step, 'key') : step;
}

/** What is answered as JSON until the end: it has more to say than the answer that is made of it. */
function listenToJson(context: HonoContext): { body(): unknown; end(): void } {
  const { json } = context;
  let body: unknown;
  if (json === undefined) return { body: () => undefined, end: () => {} };
  const listening: typeof json = (given, ...more) => {
    body = given;
    return Reflect.apply(json, context, [given, ...more]);
  };
  context.json = listening;
  return {
    body: () => body,
    end: () => {
      if (context.json === listening) context.json = json;
    },
  };
}
