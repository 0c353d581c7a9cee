/**
 * A position, as impossible travel needs it.
 *
 * @experimental
 */
export interface LocatedAddress {
  readonly latitudeDegrees: number | undefined;
  readonly longitudeDegrees: number | undefined;
  readonly region: string | undefined;
  readonly country: string | undefined;
}

/**
 * What is needed of a reader of MaxMind's database format: `mmdb-lib` and `maxmind` have it.
 *
 * @experimental
 */
export interface AddressDatabase {
  get(address: string): unknown;
}

/**
 * Places from a city database in MaxMind's format (GeoLite2-City, GeoIP2-City, DB-IP City Lite), which must be in memory.
 *
 * @experimental
 * @example
 * import { Reader } from 'mmdb-lib';
 * createOtelseal({ detection: { locator: maxmindLocator(new Reader(readFileSync('/usr/share/GeoIP/GeoLite2-City.mmdb'))) } });
 */
export function maxmindLocator(database: AddressDatabase): (address: string) => LocatedAddress | undefined {
  return (address) => {
    const found = database.get(address);
    if (typeof found !== 'object' || found === null) return undefined;
    const { location, country, subdivisions } = found as CityRecord;
    const region = subdivisions?.[0]?.iso_code;
    const code = country?.iso_code;
    return {
      latitudeDegrees: location?.latitude,
      longitudeDegrees: location?.longitude,
      region: code === undefined || region === undefined ? undefined : `${code}-${region}`,
      country: code,
    };
  };
}

/** The part of a city record that is read; what has another type is ignored by whoever takes the position. */
interface CityRecord {
  readonly location?: { readonly latitude?: number; readonly longitude?: number };
  readonly country?: { readonly iso_code?: string };
  readonly subdivisions?: readonly { readonly iso_code?: string }[];
}
