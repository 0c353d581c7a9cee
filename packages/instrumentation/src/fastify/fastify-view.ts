import type { FrameworkView } from '../request/observed-request.js';
import type { FastifyRequest } from './fastify-internals.js';

/** A request as Fastify sees it. */
export class FastifyView implements FrameworkView {
  readonly request: FastifyRequest;
  /** What Fastify was given to answer by itself; Nest above it answers its own errors. */
  failedWith: unknown;

  constructor(request: FastifyRequest) {
    this.request = request;
    this.failedWith = undefined;
  }

  route(): string | undefined {
    return this.request.routeOptions?.url;
  }

  user(): unknown {
    return this.request.user;
  }
}
