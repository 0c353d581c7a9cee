/** How somebody logs in, and whether the strategy rather proves each single request. */
export interface StrategyKind {
  /** `security.auth.method`. */
  readonly method: string;
  /** A credential that every request carries: its acceptance is no login, and its refusal is told by the 401. */
  readonly isPerRequest: boolean;
}

const PER_REQUEST =
  /(^|[-_])(jwt|bearer|basic|digest|token|apikey|api-key|headerapikey|localapikey|hmac|cert|anonymous)([-_]|$)/i;
const METHODS: Readonly<Record<string, string>> = {
  __proto__: null as never,
  local: 'password',
  ldapauth: 'password',
  jwt: 'jwt',
  bearer: 'bearer',
  basic: 'basic',
  digest: 'digest',
  headerapikey: 'api_key',
  localapikey: 'api_key',
  'client-cert': 'mtls',
  saml: 'saml',
  oauth2: 'oauth2',
  openidconnect: 'oidc',
  oidc: 'oidc',
  totp: 'totp',
  webauthn: 'webauthn',
};
const MAX_LENGTH = 64;

/** @param perRequest names of strategies of the application's own that prove each single request */
export function strategyKind(name: string | undefined, perRequest: readonly string[]): StrategyKind {
  const known = (name ?? 'unknown').slice(0, MAX_LENGTH);
  return {
    method: METHODS[known.toLowerCase()] ?? known,
    isPerRequest: PER_REQUEST.test(known) || perRequest.includes(known),
  };
}
