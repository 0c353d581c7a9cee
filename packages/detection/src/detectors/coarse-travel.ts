import type { CoarsePlace } from '../security-fact.js';

/** The middle of a cell of one degree. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** What nobody travels. */
export interface TravelLimits {
  /** Shorter ways are not looked at. */
  readonly minKilometres: number;
  /** Slower ones are possible. */
  readonly minKilometresPerHour: number;
}

const EARTH_RADIUS_KM = 6_371;
/** Two cells of a degree: each centre is at most 78 km away from the place. */
const CELL_ERROR_KM = 156;
const HOUR_MS = 3_600_000;

export function positionOf(place: CoarsePlace | undefined): Position | undefined {
  if (place?.latitudeDegrees === undefined || place.longitudeDegrees === undefined) return undefined;
  return { latitude: place.latitudeDegrees, longitude: place.longitudeDegrees };
}

/** Whether nobody gets from one place to the other in this time, whichever way round. */
export function isTooFast(a: Position, b: Position, elapsedMs: number, limits: TravelLimits): boolean {
  const kilometres = Math.max(0, distance(a, b) - CELL_ERROR_KM);
  const hours = Math.max(Math.abs(elapsedMs), 1) / HOUR_MS;
  return kilometres >= limits.minKilometres && kilometres / hours >= limits.minKilometresPerHour;
}

/** Great-circle distance in kilometres (haversine). */
function distance(a: Position, b: Position): number {
  const radians = Math.PI / 180;
  const halfLatitude = Math.sin(((b.latitude - a.latitude) * radians) / 2);
  const halfLongitude = Math.sin(((b.longitude - a.longitude) * radians) / 2);
  const chord =
    halfLatitude ** 2 + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * halfLongitude ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}
