import type { SeededRandom } from './seeded-random.js';

/** @experimental */
export interface City {
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Where somebody connects from. */
export interface Origin {
  readonly address: string;
  readonly city: City;
  readonly userAgent: string;
}

export interface User {
  readonly id: string;
  readonly home: Origin;
  /** A phone, whose address changes while it moves. */
  readonly mobile: boolean;
  /** The office whose one address hides it on weekday mornings. */
  readonly office?: Origin;
}

/** Coordinates rounded to whole tenths of a degree; facts from any atlas. */
export const CITIES: readonly City[] = Object.freeze([
  { country: 'DE', latitude: 52.5, longitude: 13.4 },
  { country: 'DE', latitude: 48.1, longitude: 11.6 },
  { country: 'FR', latitude: 48.9, longitude: 2.4 },
  { country: 'GB', latitude: 51.5, longitude: -0.1 },
  { country: 'ES', latitude: 40.4, longitude: -3.7 },
  { country: 'PL', latitude: 52.2, longitude: 21.0 },
  { country: 'US', latitude: 40.7, longitude: -74.0 },
  { country: 'US', latitude: 37.8, longitude: -122.4 },
  { country: 'BR', latitude: -23.6, longitude: -46.6 },
  { country: 'IN', latitude: 19.1, longitude: 72.9 },
  { country: 'JP', latitude: 35.7, longitude: 139.7 },
  { country: 'AU', latitude: -33.9, longitude: 151.2 },
]);

const BROWSERS = Object.freeze([
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
]);
const PHONES = Object.freeze([
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
]);

/** The people of a service and the addresses behind which they sit. */
export interface World {
  readonly users: readonly User[];
  /** Users of each office, which has one address for all of them. */
  readonly offices: readonly (readonly User[])[];
  readonly agents: readonly User[];
  readonly admins: readonly User[];
}

const OFFICE_SHARE = 0.2;
const OFFICE_SIZE = 180;
const MOBILE_SHARE = 0.3;
const IPV6_SHARE = 0.3;

/**
 * A town of `count` users: a fifth sits in offices of about 180 behind one address each, a third uses phones behind shared carrier
 * addresses, the rest is at home, three in ten of them with IPv6.
 */
export function makeWorld(count: number, random: SeededRandom): World {
  const users = Array.from({ length: count }, (_, index) => makeUser(index, random));
  const offices = groupByOffice(users, random);
  return {
    users,
    offices,
    agents: staff('agent', Math.max(3, Math.floor(count / 400)), random),
    admins: staff('admin', Math.max(3, Math.floor(count / 4_000)), random),
  };
}

function makeUser(index: number, random: SeededRandom): User {
  const mobile = random.chance(MOBILE_SHARE);
  const city = random.pick(CITIES);
  const userAgent = random.pick(mobile ? PHONES : BROWSERS);
  return { id: `c-${10_000 + index}`, home: { address: homeAddress(index, mobile, random), city, userAgent }, mobile };
}

function homeAddress(index: number, mobile: boolean, random: SeededRandom): string {
  if (mobile) return carrierAddress(random);
  if (random.chance(IPV6_SHARE)) {
    return `2001:db8:${(1 + (index >> 8)).toString(16)}:${(index & 0xff).toString(16)}::${random.int(1, 0xffff).toString(16)}`;
  }
  return `198.18.${(index >> 8) & 0xff}.${index & 0xff}`; // RFC 2544: nobody's
}

/** Phones share a few thousand addresses of the carrier (RFC 6598). */
export function carrierAddress(random: SeededRandom): string {
  return `100.64.${random.int(0, 15)}.${random.int(0, 255)}`;
}

function groupByOffice(users: User[], random: SeededRandom): readonly (readonly User[])[] {
  const count = Math.floor((users.length * OFFICE_SHARE) / OFFICE_SIZE);
  return Array.from({ length: count }, (_, office) => {
    const city = random.pick(CITIES);
    return Array.from({ length: OFFICE_SIZE }, (_, seat) => {
      const index = office * OFFICE_SIZE + seat;
      const user = users[index] as User;
      const userAgent = random.pick(BROWSERS);
      const home = { ...user.home, city, userAgent: user.mobile ? user.home.userAgent : userAgent };
      const working: User = {
        ...user,
        home,
        office: { address: `198.19.${office >> 8}.${office & 0xff}`, city, userAgent },
      };
      users[index] = working;
      return working;
    });
  });
}

function staff(role: string, count: number, random: SeededRandom): User[] {
  const city = CITIES[0] as City;
  return Array.from({ length: count }, (_, index) => ({
    id: `${role}-${index + 1}`,
    home: { address: `198.19.200.${index & 0xff}`, city, userAgent: random.pick(BROWSERS) },
    mobile: false,
  }));
}

/** A machine of an attacker: nobody's addresses, in a country of its own. */
export function attackerOrigin(random: SeededRandom): Origin {
  const address = random.chance(0.5)
    ? `203.0.113.${random.int(1, 254)}`
    : `240.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}`;
  return { address, city: random.pick(CITIES), userAgent: random.pick(BROWSERS) };
}
