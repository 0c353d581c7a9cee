import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { localPrincipal, type Principal } from '../intake/principal.js';
import { type AccessTokens, certifiedPrincipal } from './access-tokens.js';
import { isOwnHost } from './own-host.js';
import { RequestRefused } from './request-refused.js';

/** Says who sends a request; undefined for who may not. */
export type Authentication = (request: IncomingMessage) => Principal | undefined;

/**
 * A token counts where there is a list of them; else the name in a client certificate (its common name), where clients need one; else
 * whoever reaches this address, under no foreign name, is `local`.
 *
 * @param tokens asked at every request, so that a changed list counts at once
 * @param passesSeals of those whom no list names
 */
export function authentication(
  tokens: (() => AccessTokens) | undefined,
  byCertificate: boolean,
  passesSeals: boolean,
): Authentication {
  const local = localPrincipal(passesSeals);
  return (request) => {
    const { authorization } = request.headers;
    if (tokens !== undefined && (authorization !== undefined || !byCertificate)) {
      return tokens().principalOf(authorization);
    }
    if (!byCertificate) {
      if (isOwnHost(request.headers.host)) return local;
      throw new RequestRefused(421, 'Without tokens the gateway answers to localhost and to addresses only.');
    }
    const name = commonName(request);
    if (name === undefined) return undefined;
    return tokens === undefined ? certifiedPrincipal(name, passesSeals) : tokens().named(name);
  };
}

/** Whether somebody says who he is; who does not has not guessed. */
export function showsCredentials({ headers, socket }: IncomingMessage): boolean {
  return headers.authorization !== undefined || (socket as TLSSocket).authorized === true;
}

function commonName({ socket }: IncomingMessage): string | undefined {
  const tls = socket as TLSSocket;
  if (tls.authorized !== true) return undefined;
  const { CN: name } = tls.getPeerCertificate().subject ?? {};
  return typeof name === 'string' ? name : undefined;
}
