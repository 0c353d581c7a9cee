import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LibraryPatch, PatchOwner } from '../library-patch.js';
import type { Patches } from '../patches.js';
import { unharmed } from '../report-once.js';
import { observedRequest } from '../request/current-request.js';
import { sendGenericAnswer } from '../request/generic-answer.js';
import { observeRequest } from '../request/observe-request.js';
import type { ExpressModule, ExpressRouter, Handle, HandleError, Next } from './express-internals.js';
import { ExpressView } from './express-view.js';
import { rememberMountPath } from './route-template.js';

type Use = (this: ExpressRouter, ...handlers: unknown[]) => unknown;
type FinalHandler = (request: IncomingMessage, response: ServerResponse, options?: object) => Next;

export function expressPatches(owner: PatchOwner): readonly LibraryPatch[] {
  return [
    {
      module: 'express',
      versions: ['>=4.16.0 <6'],
      patch: (express: ExpressModule, patches) => {
        patchApplication(commonJs(express), owner, patches);
        patchRouter(commonJs(express), patches);
      },
    },
    {
      module: 'finalhandler',
      versions: ['>=1.1.0 <3'],
      patch: (original: FinalHandler) => answering(original, owner),
    },
  ];
}

function patchApplication({ application }: ExpressModule, owner: PatchOwner, patches: Patches): void {
  patches.wrap<Handle>(
    application,
    'handle',
    (original) =>
      function handle(request, response, next) {
        // Applications keep the function that they were made with.
        if (!owner.isEnabled()) return Reflect.apply(original, this, [request, response, next]);
        observeRequest(request, response, owner.settings(), (observed) => {
          if (observed !== undefined) observed.framework ??= new ExpressView(request);
          Reflect.apply(original, this, [request, response, next]);
        });
      },
  );
}

function patchRouter({ Router }: ExpressModule, patches: Patches): void {
  const router = Router();
  router.use((_request, _response, next) => next());
  const layer = Object.getPrototypeOf(router.stack[0]);
  for (const name of ['handleError', 'handle_error']) patches.wrap<HandleError>(layer, name, noting);
  // Express 4: the function itself is what routers inherit from.
  patches.wrap<Use>(Object.hasOwn(Router, 'use') ? Router : (Router.prototype ?? {}), 'use', rememberingPath);
}

/** What answers when no error handler of the application did. */
function answering(original: FinalHandler, owner: PatchOwner): FinalHandler {
  if (typeof original !== 'function') return original;
  return function finalhandler(request, response, options) {
    const next = original(request, response, options);
    return (error) => {
      if (error) noteError(error, request);
      const observed = error ? observedRequest(request) : undefined;
      if (observed === undefined || !owner.isEnabled() || !owner.settings().genericErrors) next(error);
      else if (!sendGenericAnswer(observed, error)) next(error);
      else reportToOperator(options, [error, request, response]);
    };
  };
}

/** Through an ESM hook the module is a namespace. */
function commonJs(express: ExpressModule): ExpressModule {
  return (express as unknown as { readonly default?: ExpressModule }).default ?? express;
}

const noting = (original: HandleError): HandleError =>
  function handleError(error, request, response, next) {
    noteError(error, request);
    return Reflect.apply(original, this, [error, request, response, next]);
  };

const rememberingPath = (original: Use): Use =>
  function use(...handlers) {
    const before = this.stack.length;
    const result = Reflect.apply(original, this, handlers);
    const [path] = handlers;
    unharmed('ERR_LIBRARY_NOT_OBSERVED', 'the path of a router of Express could not be kept', () =>
      rememberMountPath(this, before, Array.isArray(path) ? path[0] : path),
    );
    return result;
  };

function noteError(error: unknown, request: IncomingMessage): void {
  const observed = observedRequest(request);
  if (observed !== undefined) observed.error = error;
}

/** Express writes unexpected errors to the console; that stays as it is. */
function reportToOperator(options: object | undefined, args: readonly unknown[]): void {
  const { onerror } = (options ?? {}) as { readonly onerror?: (...args: readonly unknown[]) => void };
  if (typeof onerror === 'function') setImmediate(onerror, ...args);
}
