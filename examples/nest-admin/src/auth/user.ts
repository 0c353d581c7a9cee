export type Role = 'admin' | 'support';

/** Who asks. */
export interface User {
  readonly id: string;
  readonly roles: readonly Role[];
}

/** A request behind the guard that found out who asks. */
export interface AuthenticatedRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  user?: User;
}
