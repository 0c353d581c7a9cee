import type { CanonicalMap } from '../canonical-reader.js';
import { isShownAs, type ShownScalars } from './document-value.js';

const LATITUDE = /^((?:.*\.)?geo\.location)\.lat$/s;

/**
 * The collector's exporter writes two doubles, `geo.location.lat` and `geo.location.lon`, also behind other names, as one list
 * `geo.location`, longitude first. Takes such a list apart again where both were signed and no attribute of its name was; a list is several
 * values of one path, of which a synthetic source keeps neither order nor repetition.
 *
 * @param left what the document shows, by path; changed in place
 */
export function takeCoordinatesApart(signed: CanonicalMap, left: Map<string, ShownScalars>): void {
  for (const latitude of signed.names) {
    const merged = LATITUDE.exec(latitude)?.[1];
    if (merged === undefined) continue;
    const longitude = `${merged}.lon`;
    const [lat, lon] = [doubleOf(signed, latitude), doubleOf(signed, longitude)];
    const shown = left.get(merged);
    if (lat === undefined || lon === undefined || shown === undefined || signed.get(merged) !== undefined) continue;
    if (left.has(latitude) || left.has(longitude) || shown.length > 2) continue;
    const [first, second = first] = shown;
    if (first === undefined || second === undefined) continue;
    const isTurned = isShownAs(lat, first) && isShownAs(lon, second);
    left.delete(merged);
    left.set(latitude, [isTurned ? first : second]);
    left.set(longitude, [isTurned ? second : first]);
  }
}

function doubleOf(signed: CanonicalMap, name: string): string | undefined {
  const text = signed.text(name);
  return text?.startsWith('d:') ? text : undefined;
}
