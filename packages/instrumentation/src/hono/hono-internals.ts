import type { RawRequest, RawResponse } from '../request/raw-request.js';

/** What of Hono 4 is touched. */
export interface HonoContext {
  readonly env?: HonoBindings | undefined;
  readonly req?: unknown;
  get?(name: string): unknown;
  json?: (object: unknown, ...more: unknown[]) => unknown;
}

/** What `@hono/node-server` hands over. */
export interface HonoBindings {
  readonly incoming?: RawRequest;
  readonly outgoing?: RawResponse;
}

export type HonoHandler = (context: HonoContext, next: () => Promise<void>) => unknown;
export type HonoValidator = (
  target: string,
  validate: (value: unknown, context: HonoContext) => unknown,
) => HonoHandler;
export type HonoCsrf = (options?: unknown) => HonoHandler;
export type HonoErrorHandler = (error: unknown, context: HonoContext) => unknown;
export type HonoFetch = (request: unknown, env?: HonoBindings, executionContext?: unknown) => unknown;

export interface HonoRoute {
  readonly path?: string;
}

/** Handlers with their routes, middleware first, each with its parameters; then what routers add. */
export type MatchResult = readonly [readonly (readonly [readonly [HonoHandler, HonoRoute], unknown])[], ...unknown[]];

export interface HonoRouter {
  readonly name: string;
  add(method: string, path: string, handler: unknown): void;
  match(method: string, path: string): MatchResult;
}

export interface HonoApplication {
  fetch: HonoFetch;
  router: HonoRouter;
  errorHandler: HonoErrorHandler;
  basePath(path: string): HonoApplication;
  route(path: string, application: HonoApplication): HonoApplication;
}

export type HonoClass = new (...options: unknown[]) => HonoApplication;
