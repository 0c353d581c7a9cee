import { currentRequest } from '../request/current-request.js';
import { errorClass, errorProperty, errorStatus } from '../request/error-facts.js';
import type { ValidationFinding } from '../request/request-finding.js';

type ReadJson = ((this: unknown, ...args: unknown[]) => Promise<unknown>) & { [WATCHED]?: true };

/** On a method of ours: what this class reads is watched already, perhaps by another copy. */
const WATCHED: unique symbol = Symbol.for('otelseal.hono-bodies-watched.1') as never;

/** With these words `hono/validator` refuses a form that cannot be parsed; of JSON the parser's own error is seen. */
const UNREADABLE_FORM = 'Malformed FormData request.';

/** What JSON of requests has failed with: that other errors of the same class did not come from the client, nothing else says. */
const unreadable = new WeakSet<object>();

/** Watches what requests of this class are read as: once, at its prototype. */
export function watchBodies(request: unknown): void {
  const read = errorProperty(request, 'json') as ReadJson | undefined;
  if (typeof read !== 'function' || read[WATCHED] === true) return;
  const prototype: object = Object.getPrototypeOf(request);
  if (!Object.hasOwn(prototype, 'json')) return;
  const json: ReadJson = function json(this: unknown, ...args) {
    return Reflect.apply(read, this, args).catch((error: unknown) => {
      if (error instanceof SyntaxError) {
        unreadable.add(error);
        currentRequest()?.note(malformed(error));
      }
      throw error;
    });
  };
  json[WATCHED] = true;
  Object.defineProperty(prototype, 'json', { value: json, writable: true, configurable: true });
}

/** Errors of a body that could not be read, wherever they surface. */
export function readUnreadableBody(error: unknown): ValidationFinding | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if (unreadable.has(error)) return malformed(error);
  const message = errorStatus(error) === 400 ? errorProperty(error, 'message') : undefined;
  return typeof message === 'string' && message.startsWith(UNREADABLE_FORM) ? malformed(error) : undefined;
}

function malformed(error: object): ValidationFinding {
  return { concern: 'validation', fields: ['body'], reason: 'malformed', kind: 'syntax', errorType: errorClass(error) };
}
