import type { FrameworkView } from '../request/observed-request.js';
import type { ExpressRequest } from './express-internals.js';
import { routeTemplate } from './route-template.js';

/** A request as Express sees it. */
export class ExpressView implements FrameworkView {
  readonly request: ExpressRequest;

  constructor(request: ExpressRequest) {
    this.request = request;
  }

  route(): string | undefined {
    return routeTemplate(this.request);
  }

  user(): unknown {
    return this.request.user ?? this.request.auth;
  }
}
