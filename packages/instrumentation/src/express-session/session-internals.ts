/** What of express-session 1 is touched. */
export interface SessionModule {
  (options?: unknown): SessionMiddleware;
  readonly Session: { readonly prototype: object };
  readonly Store: { readonly prototype: object };
}

export type SessionMiddleware = (request: SessionRequest, response: unknown, next: (error?: unknown) => void) => void;

export interface SessionRequest {
  sessionID?: unknown;
  session?: unknown;
  readonly user?: unknown;
}

export interface StoredSession {
  readonly id: string;
  readonly req: SessionRequest;
}

export type SessionMethod = (this: StoredSession, ...args: unknown[]) => unknown;
export type CreateSession = (this: unknown, request: SessionRequest, session: unknown) => unknown;
export type Regenerate = (this: unknown, request: SessionRequest, callback: (error?: unknown) => void) => unknown;
