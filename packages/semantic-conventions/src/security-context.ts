/**
 * Key under which the security context travels in OpenTelemetry's Context. It is what `createContextKey` of
 * `@opentelemetry/api` gives for this name, so several copies of this package in one process share it.
 * @stable
 */
export const SECURITY_CONTEXT_KEY: symbol = /* @__PURE__ */ Symbol.for('otelseal.security.context');

/** Kinds of actors, as `audit.actor.type` knows them. @stable */
export type ActorType = 'user' | 'service' | 'system';

/** Who acts. @stable */
export interface Actor {
  readonly type: ActorType;
  readonly id: string;
  /** Login or display name; becomes `user.name`. */
  readonly name?: string | undefined;
}

/**
 * What a request knows and every security event below it inherits: who, from where, in which session.
 * @example { actor: { type: 'user', id: 'u-1001' }, client: { address: '192.0.2.17' }, session: { id: 'k7…' } }
 * @stable
 */
export interface SecurityContext {
  readonly actor?: Actor | undefined;
  /** Peer as the service trusts it, behind its own proxies. */
  readonly client?: { readonly address?: string | undefined; readonly port?: number | undefined } | undefined;
  /** A keyed hash or another name of the session, never the cookie. */
  readonly session?: { readonly id: string } | undefined;
  /** User-Agent header as sent. */
  readonly userAgent?: string | undefined;
  /** Identity that the actor impersonates or is delegated by. */
  readonly onBehalfOf?: { readonly id: string } | undefined;
  readonly http?:
    | {
        readonly method?: string | undefined;
        /** Template that matched, such as `/orders/:id`. */
        readonly route?: string | undefined;
        readonly path?: string | undefined;
        readonly statusCode?: number | undefined;
      }
    | undefined;
  /** Further attributes, by their full names. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | readonly string[]>> | undefined;
}
