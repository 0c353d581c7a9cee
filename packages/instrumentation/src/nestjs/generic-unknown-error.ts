import { errorProperty } from '../request/error-facts.js';
import { type GenericAnswer, genericAnswerOf } from '../request/generic-answer.js';
import type { AnsweringAdapter, HandleUnknownError } from './nest-internals.js';
import { requestOf } from './request-of.js';

/**
 * Nest's own last resort says the status and, of errors that bring a status along, the error's message. In its place goes an answer of the
 * same shape without the message, with a correlation id; what a filter or an exception of the application answers is left as it is.
 */
export function genericUnknownError(original: HandleUnknownError, isGeneric: () => boolean): HandleUnknownError {
  return function handleUnknownError(exception, host, adapter) {
    const request = isGeneric() ? requestOf(host?.getArgByIndex?.(0)) : undefined;
    if (request === undefined) return Reflect.apply(original, this, [exception, host, adapter]);
    const answering: AnsweringAdapter = Object.create(adapter, {
      reply: {
        value: (response: unknown, body: unknown, statusCode?: number) => {
          const generic = () => genericAnswerOf(request, statusCode as number);
          const isError = typeof statusCode === 'number' && statusCode >= 500;
          return adapter.reply(response, isError ? identified(body, exception, generic()) : body, statusCode);
        },
      },
    });
    return Reflect.apply(original, this, [exception, host, answering]);
  };
}

/** Nest's own sentence stays. */
function identified(body: unknown, exception: unknown, { error, correlationId }: GenericAnswer): object {
  const message = errorProperty(body, 'message');
  const isQuoted = message === errorProperty(exception, 'message');
  return { statusCode: errorProperty(body, 'statusCode'), message: isQuoted ? error : message, correlationId };
}
