import { unharmed } from '../report-once.js';
import { currentRequest, observedRequest } from '../request/current-request.js';
import { errorProperty } from '../request/error-facts.js';
import { genericAnswerOf } from '../request/generic-answer.js';
import { observeRequest } from '../request/observe-request.js';
import type { ObservedRequest } from '../request/observed-request.js';
import type { RequestSettings } from '../request/request-options.js';
import type {
  HonoApplication,
  HonoBindings,
  HonoContext,
  HonoErrorHandler,
  HonoHandler,
  HonoRouter,
  MatchResult,
} from './hono-internals.js';
import { HonoView } from './hono-view.js';
import { watchBodies } from './unreadable-bodies.js';

/**
 * While Hono composes applications it compares their error handlers with its own default, to know whether there is one:
 * then it must see what was set, not what we made of it.
 */
let composing = 0;

/** Wraps what one application does with a request: how it begins, what it matches, and which errors it is given. */
export function observeApplication(app: HonoApplication, settings: () => RequestSettings | undefined): void {
  observeFetch(app, settings);
  app.router = observingRouter(app.router);
  const lastResort = app.errorHandler;
  observeErrors(app, lastResort, settings);
  const { basePath, route } = app;
  app.route = (path, inner) => whileComposing(() => Reflect.apply(route, app, [path, inner]));
  app.basePath = (path) => {
    const copy = whileComposing(() => Reflect.apply(basePath, app, [path]) as HonoApplication);
    // The copy shares the router, and is no instance of our class.
    observeFetch(copy, settings);
    observeErrors(copy, lastResort, settings);
    return copy;
  };
}

function observeFetch(app: HonoApplication, settings: () => RequestSettings | undefined): void {
  const { fetch } = app;
  app.fetch = (request, env, executionContext) => {
    const { incoming, outgoing } = (env ?? {}) as HonoBindings;
    const active = settings();
    if (incoming === undefined || outgoing === undefined || active === undefined) {
      return fetch(request, env, executionContext);
    }
    return observeRequest(incoming, outgoing, active, () => fetch(request, env, executionContext));
  };
}

/** Every request asks the router once; what it matches says the route. */
function observingRouter(router: HonoRouter): HonoRouter {
  return {
    get name() {
      return router.name;
    },
    add: (method, path, handler) => router.add(method, path, handler),
    match(method, path) {
      const matched = router.match(method, path);
      return (
        unharmed('ERR_REQUEST_NOT_OBSERVED', 'a request of Hono could not be observed', () => viewed(matched)) ??
        matched
      );
    },
  };
}

/** The first handler is shown the context, which nothing else gives away. */
function viewed(matched: MatchResult): MatchResult {
  const request = currentRequest();
  const [handlers, ...rest] = matched;
  const [first, ...others] = handlers;
  if (request === undefined || first === undefined) return matched;
  const view = new HonoView(matched);
  request.framework = view;
  const [[handler, route], parameters] = first;
  const showing: HonoHandler = (context, next) => {
    view.context = context;
    watchBodies(context.req);
    return handler(context, next);
  };
  return [[[[showing, route], parameters], ...others], ...rest];
}

/** @param lastResort Hono's own, with which every application begins */
function observeErrors(
  app: HonoApplication,
  lastResort: HonoErrorHandler,
  settings: () => RequestSettings | undefined,
): void {
  const noting = (handler: HonoErrorHandler): HonoErrorHandler =>
    noted(handler, () => handler === lastResort && settings()?.genericErrors === true);
  let set = app.errorHandler;
  let observing = noting(set);
  Object.defineProperty(app, 'errorHandler', {
    configurable: true,
    enumerable: true,
    get: () => (composing > 0 ? set : observing),
    set(handler: HonoErrorHandler) {
      set = handler;
      observing = noting(handler);
    },
  });
}

function noted(handler: HonoErrorHandler, isGeneric: () => boolean): HonoErrorHandler {
  return (error, context) => {
    const request = observedRequest((context as HonoContext | undefined)?.env?.incoming);
    if (request !== undefined) request.error = error;
    const answer = handler(error, context);
    return request !== undefined && isGeneric() ? (genericAnswer(request, error, context) ?? answer) : answer;
  };
}

/** In the place of a sentence with which nobody finds anything. What answers by itself, such as an `HTTPException`, is the application's word. */
function genericAnswer(request: ObservedRequest, error: unknown, context: HonoContext): unknown {
  if (errorProperty(error, 'getResponse') !== undefined) return undefined;
  return unharmed('ERR_ANSWER_NOT_REPORTED', 'a generic answer of Hono could not be made', () =>
    context.json?.(genericAnswerOf(request, 500), 500),
  );
}

function whileComposing<T>(run: () => T): T {
  composing++;
  try {
    return run();
  } finally {
    composing--;
  }
}
