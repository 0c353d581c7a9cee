import type { Actor } from '@otelseal/security-events';
import type { ForwardedHeader } from '../client/forwarded-addresses.js';
import { type IsTrustedProxy, trustedProxies } from '../client/trusted-proxies.js';
import { InstrumentationOptionsError } from '../instrumentation-options-error.js';
import { actorOfUser } from './actor-of-user.js';

/**
 * What all instrumentations of web frameworks need to know about requests.
 *
 * @stable
 */
export interface RequestOptions {
  /**
   * Proxies whose word about the client's address is believed: addresses, CIDR ranges, or `loopback`, `linklocal`,
   * `uniquelocal`. Default none: whoever is not listed could choose the address he is recorded under.
   */
  readonly trustedProxies: readonly string[];
  /** The one header that these proxies write. Default `x-forwarded-for`; the other one is the client's and is ignored. */
  readonly forwardedHeader: ForwardedHeader;
  /**
   * Who asks, from the framework's request and from what was found as its user. Default {@link actorOfUser}: the `id`,
   * `sub`, … of `request.user`, `request.auth`, Hono's `jwtPayload`.
   */
  readonly actor: (user: unknown, request: unknown) => Actor | undefined;
  /**
   * Whether a framework's own last-resort answer to an unexpected error, and only that, is replaced by a sentence and a
   * correlation id. Default true, because those of Express and Fastify quote the error. Your own error handlers always win.
   */
  readonly genericErrors: boolean;
  /** Whether the messages of unexpected errors are recorded, too. Default false: they quote data. The class always is. */
  readonly exceptionMessages: boolean;
}

/** @stable */
export const REQUEST_DEFAULTS: RequestOptions = Object.freeze({
  trustedProxies: Object.freeze([]),
  forwardedHeader: 'x-forwarded-for',
  actor: actorOfUser,
  genericErrors: true,
  exceptionMessages: false,
});

/** Options that have been checked, with the list of proxies compiled. */
export interface RequestSettings extends RequestOptions {
  readonly isTrustedProxy: IsTrustedProxy;
}

const FORWARDED_HEADERS: readonly unknown[] = ['x-forwarded-for', 'forwarded'] satisfies ForwardedHeader[];

/** @throws InstrumentationOptionsError when an option cannot be used */
export function requestSettings(options: Partial<RequestOptions> = {}): RequestSettings {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const all: RequestOptions = { ...REQUEST_DEFAULTS, ...given };
  if (!FORWARDED_HEADERS.includes(all.forwardedHeader))
    throw refuse(`forwardedHeader is one of ${FORWARDED_HEADERS.join(', ')}`);
  if (typeof all.actor !== 'function') throw refuse('actor is a function that returns { type, id } or undefined');
  for (const name of ['genericErrors', 'exceptionMessages'] as const) {
    if (typeof all[name] !== 'boolean') throw refuse(`${name} is true or false`);
  }
  return { ...all, isTrustedProxy: trustedProxies(all.trustedProxies) };
}

function refuse(what: string): InstrumentationOptionsError {
  return new InstrumentationOptionsError('ERR_REQUEST_OPTION', `The option ${what}.`);
}
