import type { RawRequest, RawResponse } from '../request/raw-request.js';

/** What of Fastify 5 is used. All of it is public. */
export interface FastifyRequest {
  readonly raw: RawRequest;
  readonly routeOptions?: { readonly url?: string | undefined };
  readonly user?: unknown;
  /** Set instead of an error where a route has `attachValidation`. */
  readonly validationError?: unknown;
}

export interface FastifyReply {
  readonly raw: RawResponse;
  readonly statusCode: number;
}

export type Done = (error?: null, payload?: unknown) => void;

export interface FastifyInstance {
  readonly version?: string;
  addHook(name: 'onRequest', hook: (request: FastifyRequest, reply: FastifyReply, done: Done) => void): unknown;
  addHook(
    name: 'onError' | 'onSend',
    hook: (request: FastifyRequest, reply: FastifyReply, subject: unknown, done: Done) => void,
  ): unknown;
}
