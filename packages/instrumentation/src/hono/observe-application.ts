import { unharmed } from '../report-once.js';
import { currentRequest, observedRequest } from '../request/current-request.js';
import { observeRequest } from '../request/observe-request.js';
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

/**
 * While Hono composes applications it compares their error handlers with its own default, to know whether there is one:
 * then it must see what was set, not what we made of it.
 */
let composing = 0;

/** Wraps what one application does with a request: how it begins, what it matches, and which errors it is given. */
export function observeApplication(app: HonoApplication, settings: () => RequestSettings | undefined): void {
  observeFetch(app, settings);
  app.router = observingRouter(app.router);
  observeErrors(app);
  const { basePath, route } = app;
  app.route = (path, inner) => whileComposing(() => Reflect.apply(route, app, [path, inner]));
  app.basePath = (path) => {
    const copy = whileComposing(() => Reflect.apply(basePath, app, [path]) as HonoApplication);
    // The copy shares the router, and is no instance of our class.
    observeFetch(copy, settings);
    observeErrors(copy);
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
    return handler(context, next);
  };
  return [[[[showing, route], parameters], ...others], ...rest];
}

function observeErrors(app: HonoApplication): void {
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

const noting =
  (handler: HonoErrorHandler): HonoErrorHandler =>
  (error, context) => {
    const request = observedRequest((context as HonoContext | undefined)?.env?.incoming);
    if (request !== undefined) request.error = error;
    return handler(error, context);
  };

function whileComposing<T>(run: () => T): T {
  composing++;
  try {
    return run();
  } finally {
    composing--;
  }
}
