/**
 * A keyed digest of a name or address: a whole number below 2^53. Equal values have equal keys within one process; nobody outside of it
 * can make two values collide, or tell the value from the key.
 *
 * @experimental
 */
export type Key = number;

/**
 * Whom and what a fact is counted by. A getter may compute a key when it is first asked for, so a detector asks only for what it needs.
 *
 * @experimental
 */
export interface FactKeys {
  /** Who acted; for a login, the account that was tried, whether it exists or not. Absent for `unknown` and `anonymous`. */
  readonly actor: Key | undefined;
  /** The object or account acted on. */
  readonly target: Key | undefined;
  readonly session: Key | undefined;
  /** The client: its /32 (IPv4) or /64 (IPv6), or its name when the address is no IP address. */
  readonly client: Key | undefined;
  /** The client's neighbourhood: its /24 (IPv4) or /48 (IPv6). */
  readonly network: Key | undefined;
  /** The other party of a transaction. */
  readonly counterparty: Key | undefined;
  /** The token that was presented, issued or revoked. */
  readonly token: Key | undefined;
}

/**
 * Where a client roughly is: whole degrees (a cell of at most 111 km), or a country or region code, or both.
 *
 * @experimental
 */
export interface CoarsePlace {
  /** Latitude in whole degrees, −90 to 90. */
  readonly latitudeDegrees: number | undefined;
  /** Longitude in whole degrees, −180 to 180. */
  readonly longitudeDegrees: number | undefined;
  /** ISO 3166-2 region, else ISO 3166-1 country, such as `DE-BE` or `DE`. */
  readonly region: string | undefined;
}

/**
 * What else detectors look at. Texts are bounded; lists hold at most 16 of them.
 *
 * @experimental
 */
export interface FactDetails {
  /** `security.reason`, such as `wrong_password` or `unknown_user`. */
  readonly reason: string | undefined;
  /** `security.auth.method`, such as `password`, `totp` or `push`. */
  readonly method: string | undefined;
  /** Tells equal wrong passwords of one account from different ones: 0 to 65,535, made at the call site, never stored. */
  readonly passwordTag: number | undefined;
  /** `http.route`, else `url.path`. */
  readonly route: string | undefined;
  readonly path: string | undefined;
  readonly userAgent: string | undefined;
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
export interface RawParties {
  readonly clientAddress: string | undefined;
  readonly actorId: string | undefined;
  readonly sessionId: string | undefined;
}

/**
 * What detection knows about one security event, taken before sanitizing, so that privacy settings never change a detection.
 *
 * Live facts come from `detectionFactsOf` of `@otelseal/log-processors`; `deriveFacts` there makes the same from stored or simulated
 * attributes.
 *
 * @experimental
 */
export interface SecurityFact {
  readonly eventName: string;
  readonly category: string;
  /** `success`, `failure` or `unknown`. */
  readonly outcome: string;
  readonly keys: FactKeys;
  readonly geo: CoarsePlace | undefined;
  readonly details: FactDetails;
  readonly raw: RawParties;
}

/**
 * The same event as people see it afterwards: names as the privacy settings left them. Evidence quotes only these. Getters may read
 * lazily; they are asked only when an incident opens or grows.
 *
 * @experimental
 */
export interface ShownParties {
  readonly recordId: string | undefined;
  readonly actor: string | undefined;
  readonly client: string | undefined;
  readonly session: string | undefined;
  readonly target: string | undefined;
}
