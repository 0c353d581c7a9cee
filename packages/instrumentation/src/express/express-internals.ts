import type { IncomingMessage, ServerResponse } from 'node:http';

/** What of Express 4 and 5 is touched; the same in both but for the names that say so. */
export interface ExpressRequest extends IncomingMessage {
  readonly baseUrl?: string;
  readonly route?: { readonly path?: unknown };
  readonly app?: ExpressApplication;
  readonly user?: unknown;
  readonly auth?: unknown;
}

export type Next = (error?: unknown) => void;
export type Handle = (this: unknown, request: ExpressRequest, response: ServerResponse, next: Next) => void;
export type HandleError = (
  this: unknown,
  error: unknown,
  request: ExpressRequest,
  response: ServerResponse,
  next: Next,
) => void;

export interface ExpressApplication {
  handle: Handle;
  readonly mountpath?: string | readonly string[];
  readonly parent?: ExpressApplication;
  /** Express 5. In Express 4 a getter that throws. */
  readonly router?: ExpressRouter;
  /** Express 4. */
  readonly _router?: ExpressRouter;
}

export interface ExpressRouter {
  readonly stack: readonly ExpressLayer[];
}

export interface ExpressLayer {
  readonly handle: unknown;
  readonly route?: object;
}

export interface ExpressModule {
  readonly application: ExpressApplication;
  /** A function whose prototype (Express 5), or which itself (Express 4), is the prototype of routers. */
  readonly Router: (() => ExpressRouter & { use(handler: Handle): unknown }) & { readonly prototype?: object };
}
