/** What of Passport 0.6 and 0.7 is touched. */
export interface PassportModule {
  readonly Authenticator: { readonly prototype: PassportAuthenticator };
  /** The session manager of the exported instance; its prototype is everybody's. */
  readonly _sm: object;
}

export interface PassportAuthenticator {
  authenticate(this: unknown, strategy: unknown, options?: unknown, callback?: unknown): PassportMiddleware;
  readonly _strategy: (name: string) => PassportStrategy | undefined;
}

export type PassportMiddleware = (request: PassportRequest, response: unknown, next: unknown) => unknown;

export interface PassportRequest {
  readonly user?: unknown;
  readonly body?: unknown;
  readonly query?: unknown;
  readonly session?: unknown;
}

/** An attempt's own copy of a strategy, with the actions that Passport has put onto it. */
export interface PassportStrategy {
  readonly name?: string;
  authenticate(this: PassportStrategy, request: PassportRequest, options?: unknown): unknown;
  success?(user: unknown, info?: unknown): unknown;
  fail?(challenge?: unknown, status?: unknown): unknown;
  error?(error: unknown): unknown;
}

export type SessionAction = (
  this: { readonly _key?: string },
  request: PassportRequest,
  ...rest: readonly unknown[]
) => unknown;
