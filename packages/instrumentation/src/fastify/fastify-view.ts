import type { FrameworkView } from '../request/observed-request.js';
import type { FastifyRequest } from './fastify-internals.js';

/** A request as Fastify sees it. */
export class FastifyView implements FrameworkView {
  readonly request: FastifyRequest;

  constructor(request: FastifyRequest) {
    this.request = request;
  }

  route(): string | undefined {
    return this.request.routeOptions?.url;
  }

  user(): unknown {
    return this.request.user;
  }
}
