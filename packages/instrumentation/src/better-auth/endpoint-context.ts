import { errorProperty as property } from '../request/error-facts.js';

/** What an `after` hook of better-auth gets, as far as it is read. Everything in it may come from a request. */
export interface EndpointContext {
  readonly path?: string | undefined;
  readonly body?: unknown;
  readonly params?: unknown;
  readonly context?: {
    /** What the endpoint returned, or the error it threw. */
    readonly returned?: unknown;
    readonly newSession?: SessionWithUser | null | undefined;
    readonly session?: SessionWithUser | null | undefined;
  };
}

export interface SessionWithUser {
  readonly session: { readonly token?: unknown; readonly userId?: unknown };
  readonly user: unknown;
}

const MAX_LENGTH = 256;

/** A short text of the request's body. */
export function bodyText({ body }: EndpointContext, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = property(body, name);
    if (typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH) return value;
  }
  return undefined;
}

/** The error's code in lower case, such as `invalid_email_or_password`; undefined when the endpoint did not fail. */
export function failureOf({ context }: EndpointContext): string | undefined {
  const returned = context?.returned;
  const status = property(returned, 'statusCode');
  if (property(returned, 'name') !== 'APIError' || (typeof status === 'number' && status < 400)) return undefined;
  const code = property(property(returned, 'body'), 'code');
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code.toLowerCase() : 'refused';
}
