import type { GeoCell } from '@otelseal/semantic-conventions';

/**
 * What a locator says about an address. Values out of range are ignored.
 *
 * @experimental
 */
export interface GeoPosition {
  /** Degrees, −90 to 90. */
  readonly latitudeDegrees?: number | undefined;
  /** Degrees, −180 to 180. */
  readonly longitudeDegrees?: number | undefined;
  /** ISO 3166-2 region. */
  readonly region?: string | undefined;
  /** ISO 3166-1 country. */
  readonly country?: string | undefined;
}

/**
 * Says where an address is, from a table in memory: it is asked inside of `emit` and must not wait. `undefined` when it does not know.
 *
 * @experimental
 */
export type Locator = (address: string) => GeoPosition | undefined;

/** The coarse cell of a position. Coordinates out of range are ignored; codes must look like ISO 3166 codes. */
export function geoCell(latitude: unknown, longitude: unknown, region: unknown, country: unknown): GeoCell | undefined {
  const latitudeDegrees = wholeDegrees(latitude, 90);
  const longitudeDegrees = wholeDegrees(longitude, 180);
  const placed = latitudeDegrees !== undefined && longitudeDegrees !== undefined;
  const code = isoCode(region) ?? isoCode(country);
  if (!placed && code === undefined) return undefined;
  return {
    latitudeDegrees: placed ? latitudeDegrees : undefined,
    longitudeDegrees: placed ? longitudeDegrees : undefined,
    region: code,
  };
}

function wholeDegrees(value: unknown, limit: number): number | undefined {
  if (typeof value !== 'number' || !(Math.abs(value) <= limit)) return undefined;
  return Math.round(value) + 0; // + 0 turns -0 into 0: one cell, one key
}

function isoCode(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z]{2}(?:-[A-Za-z0-9]{1,3})?$/.test(value)
    ? value.toUpperCase()
    : undefined;
}
