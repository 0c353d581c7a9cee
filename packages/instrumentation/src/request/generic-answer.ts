import { builtInModule } from '../built-in-module.js';
import { unharmed } from '../report-once.js';
import { correlationId } from './correlation-id.js';
import { currentRequest } from './current-request.js';
import { errorProperty, errorStatus } from './error-facts.js';
import type { ObservedRequest } from './observed-request.js';

const { STATUS_CODES } = builtInModule<typeof import('node:http')>('node:http');

/**
 * An answer that says nothing to an attacker, and gives a number with which support finds the events of the request.
 * @stable
 */
export interface GenericAnswer {
  /** The text of the status, such as `Internal Server Error`. */
  readonly error: string;
  /** In every event of the request as `http.request.id`; the trace id where there is a trace. */
  readonly correlationId: string;
}

/**
 * The body for an error handler of your own, in the request that is being answered. Outside of observed requests the
 * correlation id is the trace's or a random one.
 *
 * @example
 * app.use((error, request, response, next) => response.status(500).json(genericAnswer(500)));
 * @stable
 */
export function genericAnswer(statusCode: number): GenericAnswer {
  return genericAnswerOf(currentRequest() ?? { correlationId: correlationId() }, statusCode);
}

/** The same for a request that is known. */
export function genericAnswerOf(request: Pick<ObservedRequest, 'correlationId'>, statusCode: number): GenericAnswer {
  return { error: STATUS_CODES[statusCode] ?? 'Error', correlationId: request.correlationId };
}

/** Headers that belong to what the handler wanted to send, not to this. */
const ABOUT_THE_BODY = /^(content-|etag$|last-modified$|cache-control$)/i;

/**
 * Answers in the place of a framework that would quote the error: with the status and headers that the error asks for,
 * as HTML to who asks for it, else as JSON. False when the answer has begun already.
 */
export function sendGenericAnswer(request: ObservedRequest, error: unknown): boolean {
  const { response, raw } = request;
  if (response.headersSent) return false;
  const sent = unharmed('ERR_ANSWER_NOT_REPORTED', 'a generic answer could not be sent', () => {
    const statusCode = statusOf(error, response.statusCode);
    for (const name of response.getHeaderNames()) if (ABOUT_THE_BODY.test(name)) response.removeHeader(name);
    for (const [name, value] of headersOf(error)) response.setHeader(name, value);
    response.statusCode = statusCode;
    const html = /\btext\/html\b/.test(String(raw.headers['accept'] ?? ''));
    const answer = genericAnswerOf(request, statusCode);
    response.setHeader('Content-Type', html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8');
    response.setHeader('Content-Security-Policy', "default-src 'none'");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.end(html ? htmlPage(answer) : JSON.stringify(answer));
    return true;
  });
  return sent === true;
}

function statusOf(error: unknown, current: number): number {
  const asked = errorStatus(error);
  if (asked !== undefined && asked >= 400 && asked < 600) return asked;
  return current >= 400 && current < 600 ? current : 500;
}

/** As http-errors carry them: `WWW-Authenticate`, `Allow`, `Retry-After`. */
function headersOf(error: unknown): [string, string][] {
  const headers = errorProperty(error, 'headers');
  if (typeof headers !== 'object' || headers === null || errorStatus(error) === undefined) return [];
  return Object.entries(headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
}

/** Neither text comes from the request: one is of Node, the other a trace id or a UUID. */
function htmlPage({ error, correlationId }: GenericAnswer): string {
  return `<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>Error</title><pre>${error}</pre><p>${correlationId}</p></html>\n`;
}
