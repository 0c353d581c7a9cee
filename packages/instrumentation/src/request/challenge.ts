/** What a `WWW-Authenticate` header says about a refusal, RFC 6750 section 3 and RFC 9110 section 11.6.1. */
export interface Challenge {
  /** `bearer`, `basic`, … */
  readonly scheme: string | undefined;
  /** Such as `invalid_token` or `insufficient_scope`. */
  readonly error: string | undefined;
  /** The scope that would have been needed. */
  readonly scope: string | undefined;
}

const SCHEME = /^\s*([A-Za-z][\w-]{0,31})(?:\s|,|$)/;
const ERROR = /\berror="?([\w.-]{1,64})"?/;
const SCOPE = /\bscope="([\w.:/ -]{1,256})"/;

export function readChallenge(header: string | undefined): Challenge {
  const first = (pattern: RegExp): string | undefined => pattern.exec(header ?? '')?.[1];
  return { scheme: first(SCHEME)?.toLowerCase(), error: first(ERROR), scope: first(SCOPE) };
}
