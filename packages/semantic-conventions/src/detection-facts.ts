/**
 * The keyed digests a detector may count by: whole numbers below 2^53. They differ from process to process and reveal nothing about a
 * person. Each is computed when it is first asked for.
 *
 * @experimental
 */
export interface DetectionKeys {
  /** Who acted: the actor's identifier, letter case and Unicode form folded. Absent for unknown actors. */
  readonly actor: number | undefined;
  /** The object or account acted on. */
  readonly target: number | undefined;
  /** The session the action ran in. */
  readonly session: number | undefined;
  /** The client: its /32 (IPv4) or /64 (IPv6), or its address text when that is no IP address. */
  readonly client: number | undefined;
  /** The client's neighbourhood: its /24 (IPv4) or /48 (IPv6). */
  readonly network: number | undefined;
  /** The other party of a transaction. */
  readonly counterparty: number | undefined;
  /** The token that was presented, issued or revoked. */
  readonly token: number | undefined;
}

/**
 * Where a client roughly is: whole degrees (a cell of at most 111 km), or a country or region code, or both.
 *
 * @experimental
 */
export interface GeoCell {
  /** Latitude in whole degrees, −90 to 90. */
  readonly latitudeDegrees: number | undefined;
  /** Longitude in whole degrees, −180 to 180. */
  readonly longitudeDegrees: number | undefined;
  /** ISO 3166-2 region, else ISO 3166-1 country, such as `DE-BE` or `DE`. */
  readonly region: string | undefined;
}

/**
 * What else detectors look at, as the raw record says it. Texts are bounded; lists hold at most 16 of them.
 *
 * @experimental
 */
export interface DetectionDetails {
  /** `security.reason`, such as `wrong_password` or `unknown_user`; of sessions without one, `security.session.reason`. */
  readonly reason: string | undefined;
  /** `security.auth.method`, such as `password`, `totp` or `push`. */
  readonly method: string | undefined;
  /** Tells equal wrong passwords of one account from different ones: 0 to 65,535, made at the call site, taken off the record, never stored. */
  readonly passwordTag: number | undefined;
  /** `http.route`, else `url.path`. */
  readonly route: string | undefined;
  readonly path: string | undefined;
  readonly userAgent: string | undefined;
  /** `tenant.id`, else `baggage.tenant.id`. */
  readonly tenant: string | undefined;
  readonly service: string | undefined;
  /** `user`, `service` or `system`, where sensitive data is concerned. */
  readonly actorType: string | undefined;
  readonly targetType: string | undefined;
  /** Permissions that an access needed. */
  readonly permissions: readonly string[];
  readonly rolesBefore: readonly string[];
  readonly rolesAfter: readonly string[];
  /** Names of fields or of the parameter that validation refused. */
  readonly fields: readonly string[];
  /** Records touched by one access. */
  readonly count: number | undefined;
  /** `security.transaction.type`, such as `purchase` or `payout`. */
  readonly transactionType: string | undefined;
  /** Amount of a transaction, in units of its currency. */
  readonly amount: number | undefined;
  /** The monitor or the setting that was changed. */
  readonly monitor: string | undefined;
  /** What the application did: `blocked`, `allowed`, … */
  readonly response: string | undefined;
}

/**
 * Who it was, as the application said it. For the application's own answer to an incident only: never logged, never exported.
 *
 * @experimental
 */
export interface RawActorAndClient {
  readonly clientAddress: string | undefined;
  readonly actorId: string | undefined;
  readonly sessionId: string | undefined;
}

/**
 * What detection knows about one security record. It is taken before sanitizing, so that privacy settings never change a detection,
 * and it is kept beside the record: no exporter sees it.
 *
 * @experimental
 */
export interface DetectionFacts {
  readonly eventName: string;
  readonly category: string;
  readonly outcome: string;
  readonly keys: DetectionKeys;
  readonly geo: GeoCell | undefined;
  readonly details: DetectionDetails;
  readonly raw: RawActorAndClient;
}
