import type { Detector, Found } from '../detect/detector.js';

/** A digit or a dot. */
function isRunUnit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || unit === 0x2e;
}

/** IPv4 addresses that are not version numbers. `scope` says whether private ones count too. */
export function ipv4Addresses(scope: 'public' | 'all'): Detector {
  return {
    keywords: ['#.#'],
    at(text, start, _end, found) {
      let from = start;
      while (from > 0 && start - from < 8 && isRunUnit(text.charCodeAt(from - 1))) from--;
      if (text.charAt(from - 1) === '%') from += 2; // `from%20203.0.113.9`
      let to = start;
      while (to < text.length && to - from < 64 && isRunUnit(text.charCodeAt(to))) to++;
      const next = to;
      while (to > from && text.charAt(to - 1) === '.') to--;
      if (text.startsWith('...', from)) from += 3; // `10.0.0.1[gw]...203.0.113.88[peer]`
      judgeIpv4(text, from, to, scope, found);
      return next;
    },
  };
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;

function judgeIpv4(text: string, from: number, to: number, scope: 'public' | 'all', found: Found): void {
  const address = text.slice(from, to);
  if (to - from < 7 || !IPV4.test(address) || /(?:^|\.)0\d/.test(address)) return;
  if (/[\p{L}\p{N}_]/u.test(text.charAt(to)) || isVersion(text, from, to)) return;
  const [first = 0, second = 0, third = 0] = address.split('.').map(Number);
  if (looksLikeRelease(text, from, to, address)) return;
  if (isSpecialIpv4(first, second, scope) || (first === 192 && second === 0 && third === 0)) return;
  found.personal(from, to, 'ip');
}

function isSpecialIpv4(first: number, second: number, scope: 'public' | 'all'): boolean {
  if (first === 0 || first === 127 || first >= 224) return true;
  if (scope === 'all') return false;
  return (
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254) ||
    (first === 100 && second >= 64 && second <= 127)
  );
}

const ADDRESS_BEFORE =
  /(?:^|[\s"'=:,[(])(?:ip|ips|ipv4|addr|address|client|clientip|remote|host|from|peer|src|source|dst|dest|destination|by|to|for|at|server|forwarded-for|forwarded|real-ip|ping|nameserver|dns|resolver|gateway|via|login|user|blocked|banned|banning|allow|deny)["']?[\s=:]{0,3}["'[(]?$/i;
const PUBLIC_RESOLVERS = /^(?:8\.8\.[48]\.[48]|1\.[01]\.[01]\.[01]|9\.9\.9\.9|4\.2\.2\.\d)$/;

/** Four one-digit numbers, or two zeros at the end, are a release unless an address is expected here. */
function looksLikeRelease(text: string, from: number, to: number, address: string): boolean {
  if (address.endsWith('.0.0')) return true;
  if (!/^\d(?:\.\d){3}$/.test(address) || PUBLIC_RESOLVERS.test(address)) return false;
  if (/^(?::\d|\/\d\d?\b| - -)/.test(text.slice(to, to + 4)) || (from === 0 && to === text.length)) return false;
  return !ADDRESS_BEFORE.test(text.slice(Math.max(0, from - 24), from));
}

/** A version stands behind these after a slash, a space or a hyphen; behind a colon a log's tag says who writes: `nginx: 203.0.113.9`. */
const PRODUCT_BEFORE =
  /(?:^|[^\p{L}])(?:jdk|jre|java|python|node|npm|dotnet|chrome|chromium|firefox|safari|edge|edg|opera|postgres|postgresql|mysql|mariadb|redis|kafka|nginx|apache|tomcat|oracle|windows|msie|trident|wildfly|jboss|spring|hadoop|spark|elasticsearch|opensearch|grafana|prometheus)["']?[\s=_/@v-]{0,4}v?$/iu;

const VERSION_BEFORE =
  /(?:[\p{L}\p{N}]\/|(?:^|[^\p{L}])(?:v|ver|version|versions|release|releases|released|rev|revision|build|firmware|fw|sdk|driver|kernel|agent|engine|runtime|client version|server version|upgrade[ds]?(?: from v?[\d.]{3,15} to)?|upgraded|upgrading|downgraded?|patch|patched|tag|oid|section|chapter|paragraph|clause|nist|rfc)(?:[ _.-]?(?:number|no|to|from|is|id|string))?["']?[\s:=_/@v-]{0,4}(?:(?:from|to|is|v)\s)?["']?v?)$/iu;

/** `GET /users/203.0.113.7/ban`: the part of a path before the one that may be an address. */
const SEGMENT_BEFORE = /\/([\w.~%-]{1,24})\/$/;
const OF_RELEASES =
  /^(?:releases?|downloads?|versions?|v\d*|tags?|archives?|dist|packages?|pkgs?|pool|tree|blob|builds?|artifacts?|files?|images?|charts?|docs?)$/i;
const OF_HOSTS =
  /^(?:users?|ips?|ipv4|hosts?|clients?|peers?|nodes?|servers?|bans?|banned|block(?:ed|s|list|lists)?|(?:black|white|allow|deny)-?lists?|whois|lookup|geo(?:ip)?|geolocate|address(?:es)?|sessions?|visitors?|scan|reputation|source|origin|from|dns|ptr|reverse|rdns|check|bucket|limits?|rate-?limits?|devices?)$/i;

/** Behind these an address stands, or what else is checked, limited or served: `/check/4.12.4.0/status`. */
const OF_ANYTHING = /^(?:check|scan|servers?|origin|source|bucket|limits?|devices?)$/i;

/** No release has two parts of three digits, and few addresses have none. */
function isHostOfPath(segment: string, address: string): boolean {
  if (OF_ANYTHING.test(segment)) return /\d{3}/.test(address) || !/^\d\.(?:\d+\.)+0$/.test(address);
  if (OF_HOSTS.test(segment)) return true;
  return !OF_RELEASES.test(segment) && (address.match(/\d{3}/g) ?? []).length >= 2;
}

/** Four numbers with dots are also what a version looks like. */
function isVersion(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - 32), from);
  if (
    /^:\d{2,5}(?![\d.])/.test(text.slice(to, to + 7)) &&
    /[\p{L}\p{N}]\/$/u.test(before) &&
    !PRODUCT_BEFORE.test(before)
  )
    return false; // `ada/203.0.113.7:1194`
  if (/[\p{L}_~]$/u.test(before) && !/\\[nrt]$/.test(before)) return true;
  // `HIER_DIRECT/93.184.216.34`: no release has two parts of three digits and two of fewer than four.
  if (/[A-Z]{3}\/$/.test(before) && (text.slice(from, to).match(/\d{3}/g) ?? []).length >= 2) return false;
  const segment = SEGMENT_BEFORE.exec(before)?.[1];
  if (segment !== undefined && isHostOfPath(segment, text.slice(from, to))) return false;
  if (VERSION_BEFORE.test(before) || PRODUCT_BEFORE.test(before)) return true;
  if (/[\p{L}\p{N}]-$/u.test(before)) return !/(?:ip|host|addr|server|client)-$/i.test(before);
  return /^(?:-(?:[A-Za-z]|\d+[.\w])|\.(?:jar|tgz|tar|zip|whl|rpm|deb|exe|msi|dll|so|nupkg|gz|js|css)|\+)/.test(
    text.slice(to, to + 6),
  );
}

/** Every public address begins with four units, the first of them 2 or 3; as keywords, so that no other colon costs anything. */
const HEX_LETTERS = ['#', 'a', 'b', 'c', 'd', 'e', 'f'];
const PUBLIC_FIRST_GROUPS: readonly string[] = HEX_LETTERS.flatMap((second) =>
  HEX_LETTERS.flatMap((third) => HEX_LETTERS.map((fourth) => `#${second}${third}${fourth}:`)),
);

const IPV6_UNIT = /[0-9A-Fa-f:.]/;

/** IPv6 addresses; under `public` only those of the global unicast block 2000::/3. */
export function ipv6Addresses(scope: 'public' | 'all'): Detector {
  return {
    keywords: scope === 'public' ? PUBLIC_FIRST_GROUPS : [':'],
    at(text, keyword, end, found) {
      const start = end - 1;
      if (scope === 'public' && !/[23]/.test(text.charAt(keyword))) return end;
      let from = start;
      while (from > 0 && start - from < 5 && /[0-9A-Fa-f]/.test(text.charAt(from - 1))) from--;
      let to = start;
      while (to < text.length && to - from < 48 && IPV6_UNIT.test(text.charAt(to))) to++;
      const next = Math.max(to, start + 1);
      while (to > from && /[.:]/.test(text.charAt(to - 1)) && text.slice(to - 2, to) !== '::') to--;
      // tcpdump writes the port behind a dot
      const port = /:[0-9a-f]{0,4}(\.\d{1,5})$/i.exec(text.slice(from, to))?.[1];
      if (port !== undefined) to -= port.length;
      const address = text.slice(from, to);
      if (/[0-9A-Fa-f:]:$/.test(text.slice(Math.max(0, from - 2), from))) return next; // the middle of a longer address
      if (/[\p{L}\p{N}_]/u.test(text.charAt(from - 1)) || /[\p{L}\p{N}_]/u.test(text.charAt(to))) return next;
      if (
        isIpv6(address) &&
        (scope === 'public' ? /^[23][0-9a-f]{3}:/i.test(address) : /[1-9a-f]/i.test(address.slice(0, -1)))
      )
        found.personal(from, to, 'ip');
      return next;
    },
  };
}

/** RFC 4291, 2.2: eight groups, or fewer with one `::`; the last two groups may be an IPv4 address. */
export function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || text.length < 3) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const tail = last?.includes('.') ? 1 : 0;
  if (tail === 1 && (!IPV4.test(last as string) || text.endsWith('::'))) return false;
  const hex = tail === 1 ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length + tail <= 7 : groups.length + tail === 8;
}

/** Zeroes the host part: /24 of an IPv4 address, /48 of an IPv6 address. */
export function truncateAddress(address: string): string {
  if (!address.includes(':')) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  const [head = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  return `${[...groups, '0', '0', '0'].slice(0, 3).join(':')}::/48`;
}
