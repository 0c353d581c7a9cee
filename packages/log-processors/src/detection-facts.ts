/**
 * The keyed digests a detector may count by. They differ from process to process and reveal nothing about a person.
 *
 * @experimental
 */
export interface DetectionKeys {
  /** Who acted: the actor's identifier, letter case and Unicode form folded. Absent for unknown actors. */
  readonly actor: string | undefined;
  /** The object or account acted on. */
  readonly target: string | undefined;
  /** The session the action ran in. */
  readonly session: string | undefined;
  /** The client: its /32 (IPv4) or /64 (IPv6), or its address text when that is no IP address. */
  readonly client: string | undefined;
  /** The client's neighbourhood: its /24 (IPv4) or /48 (IPv6). */
  readonly network: string | undefined;
  /** This client acting as this actor: the tight key behind a shared address. */
  readonly clientActor: string | undefined;
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
 * What detection knows about one security record. It is taken before sanitizing, so that privacy settings never change a detection,
 * and it is kept beside the record: no exporter sees it.
 *
 * @experimental
 */
export interface DetectionFacts {
  readonly eventName: string;
  readonly category: string;
  readonly outcome: string;
  /** Computed on first use; records that no detector looks at cost no hash. */
  readonly keys: DetectionKeys;
  readonly geo: GeoCell | undefined;
}
