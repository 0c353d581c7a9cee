import { logs, SeverityNumber } from '@opentelemetry/api';
import { security } from '@otelseal/security-events';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { HttpError } from './http-error.ts';

const TEXTS: Readonly<Record<number, string>> = {
  400: 'We could not understand this request.',
  401: 'Please sign in.',
  403: 'You may not do this.',
  404: 'There is nothing here.',
  413: 'This is too much.',
  429: 'Too many attempts. Please wait.',
};

export const notFound: RequestHandler = () => {
  throw new HttpError(404, 'no_route');
};

/**
 * The last resort: says nothing that would help an attacker, and gives a number with which support finds the records
 * of this very request (it is their trace id).
 */
export const errorResponse: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = error instanceof HttpError ? error.status : clientErrorStatus(error);
  if (error?.type === 'entity.parse.failed') {
    security.input.deserializationFailure({ reason: 'malformed_json', errorType: error.type });
  }
  if (error?.type === 'entity.too.large') {
    security.input.validationFailure({ fields: 'body', rule: 'at_most_16_kb', reason: 'too_large' });
  }
  if (status >= 500) {
    const severity = { severityNumber: SeverityNumber.ERROR, severityText: 'ERROR' };
    logs.getLogger('express-shop').emit({ ...severity, body: 'a request failed unexpectedly', exception: error });
  }
  response.status(status).json({
    error: TEXTS[status] ?? 'Something went wrong on our side.',
    correlationId: response.locals['correlationId'],
  });
};

/** Express and its body parser mark what the client did wrong with a status of their own. */
function clientErrorStatus(error: { readonly status?: unknown } | undefined): number {
  const status = error?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
