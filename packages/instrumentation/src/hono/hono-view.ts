import type { FrameworkView } from '../request/observed-request.js';
import type { HonoContext, MatchResult } from './hono-internals.js';

/** A path that every request matches is one of middleware. */
const CATCH_ALL = /^\/?\*$|\/\*$/;

/** A request as Hono sees it. */
export class HonoView implements FrameworkView {
  context: HonoContext | undefined;
  readonly #matched: MatchResult;

  constructor(matched: MatchResult) {
    this.#matched = matched;
    this.context = undefined;
  }

  /** Of the handler behind all middleware, also when a middleware answered. */
  route(): string | undefined {
    const paths = this.#matched[0].map(([[, route]]) => route?.path);
    return paths.findLast((path) => typeof path === 'string' && !CATCH_ALL.test(path));
  }

  /** `jwtPayload` is of Hono's own JWT middleware; `user` is what better-auth and many applications set. */
  user(): unknown {
    return this.context?.get?.('user') ?? this.context?.get?.('jwtPayload');
  }

  get request(): unknown {
    return this.context?.req;
  }
}
