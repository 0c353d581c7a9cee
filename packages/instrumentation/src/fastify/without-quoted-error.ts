import { errorProperty } from '../request/error-facts.js';
import { genericAnswerOf } from '../request/generic-answer.js';
import type { ObservedRequest } from '../request/observed-request.js';
import { FastifyView } from './fastify-view.js';

/** The members of what Fastify answers by itself; an answer with any other is the application's. */
const OWN_MEMBERS: readonly string[] = ['statusCode', 'code', 'error', 'message'];
/** Fastify's own answer is one short sentence. */
const MAX_LENGTH = 65_536;

/**
 * The answer to an error of the service, whatever status the error asks for. Fastify's own last resort sends the error's message to the client; in its place goes
 * an answer of the same shape without the message, with a correlation id. Every other answer is returned as it is.
 */
export function withoutQuotedError(request: ObservedRequest, statusCode: number, payload: unknown): unknown {
  const { framework } = request;
  const error = framework instanceof FastifyView ? framework.failedWith : undefined;
  if (statusCode < 500 || error === undefined) return payload;
  if (typeof payload !== 'string' || payload.length > MAX_LENGTH) return payload;
  const answer = parsed(payload);
  const members = Object.keys(answer ?? {});
  const isOwn = members.length > 0 && members.every((member) => OWN_MEMBERS.includes(member));
  if (!isOwn || answer?.['message'] !== errorProperty(error, 'message')) return payload;
  const generic = genericAnswerOf(request, statusCode);
  return JSON.stringify({
    statusCode,
    error: generic.error,
    message: generic.error,
    correlationId: generic.correlationId,
  });
}

function parsed(payload: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // no JSON, so not Fastify's own answer
  }
}
