const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/;

/** The second before is for clocks that were never set. */
const EARLIEST_MS = 1_000;

/** A moment to the nanosecond. */
export interface Rfc3339Time {
  /** Whole milliseconds since 1970. */
  readonly ms: number;
  /** Nanoseconds of the second, 0 to 999,999,999. */
  readonly nanoseconds: number;
}

/**
 * The one reader of RFC 3339 times (`2026-11-23T10:00:00.5Z`); undefined for anything else. A space may stand for the T, as RFC 3339 §5.6
 * allows; a leap second counts as the second after; what lies before 1970 is no time of a log.
 */
export function readRfc3339(text: string): Rfc3339Time | undefined {
  const parts = RFC_3339.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = offsetMinutes(parts[8] as string);
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60 || offset === undefined) return undefined;
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day); // Date.UTC takes the years 0 to 99 for 1900 to 1999
  if (day < 1 || new Date(midnight).getUTCDate() !== day) return undefined;
  const nanoseconds = Number((parts[7] ?? '').padEnd(9, '0'));
  const ms = midnight + ((hour * 60 + minute - offset) * 60 + second) * 1_000 + Math.floor(nanoseconds / 1e6);
  return ms < EARLIEST_MS ? undefined : { ms, nanoseconds };
}

function offsetMinutes(text: string): number | undefined {
  if (text === 'Z' || text === 'z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4, 6));
  if (hours > 23 || minutes > 59) return undefined;
  return (text[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
}
