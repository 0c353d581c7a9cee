import { errorProperty as property } from '../request/error-facts.js';
import type { EndpointContext } from './endpoint-context.js';

/** How an endpoint lets people in. */
export interface LoginPath {
  readonly method: string;
  /** The provider that vouches for them. */
  readonly idp?: string;
  /** A second factor, asked for after the first. */
  readonly isSecondFactor?: true;
}

/** better-auth's endpoints that end in a session, and what proves the user there. */
const LOGIN_PATHS: Readonly<Record<string, LoginPath>> = {
  __proto__: null as never,
  '/sign-in/email': { method: 'password' },
  '/sign-in/username': { method: 'password' },
  '/sign-in/phone-number': { method: 'password' },
  '/sign-in/email-otp': { method: 'otp' },
  '/sign-in/anonymous': { method: 'anonymous' },
  '/phone-number/verify': { method: 'otp' },
  '/magic-link/verify': { method: 'magic_link' },
  '/passkey/verify-authentication': { method: 'webauthn' },
  '/siwe/verify': { method: 'siwe' },
  '/one-tap/callback': { method: 'oidc', idp: 'google' },
  '/two-factor/verify-totp': { method: 'totp', isSecondFactor: true },
  '/two-factor/verify-otp': { method: 'otp', isSecondFactor: true },
  '/two-factor/verify-backup-code': { method: 'backup_code', isSecondFactor: true },
};

/** How the endpoint lets people in; undefined for one that does not. */
export function loginPath({ path = '', params }: EndpointContext): LoginPath | undefined {
  if (path.startsWith('/callback/') || path.startsWith('/oauth2/callback/')) {
    const idp = property(params, 'id') ?? property(params, 'providerId');
    return { method: 'oauth2', ...(typeof idp === 'string' && idp.length <= 64 ? { idp } : {}) };
  }
  return LOGIN_PATHS[path];
}
