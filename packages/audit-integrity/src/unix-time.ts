/**
 * An instant as OpenTelemetry's `HrTime`: whole seconds since 1970 and nanoseconds. Two numbers, because a bigint costs
 * more than the rest of a record's header.
 *
 * @stable
 */
export type UnixTime = readonly [seconds: number, nanoseconds: number];

/** OTLP holds times as unsigned 64-bit nanoseconds: the last whole second is in the year 2554. */
const MAX_SECONDS = 18_446_744_072;

/** Whether `value` is an instant after 1970 that OTLP can carry. */
export function isUnixTime(value: unknown): value is UnixTime {
  if (!Array.isArray(value)) return false;
  const [seconds, nanoseconds] = value as readonly unknown[];
  return isWithin(seconds, 1, MAX_SECONDS) && isWithin(nanoseconds, 0, 999_999_999);
}

function isWithin(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

export function isBefore(a: UnixTime, b: UnixTime): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

/** Nanoseconds since 1970 in decimal, as OTLP/JSON's `timeUnixNano`. */
export function nanosecondsText([seconds, nanoseconds]: UnixTime): string {
  return `${seconds}${String(nanoseconds).padStart(9, '0')}`;
}

/**
 * `1795449600123456789` → `2026-11-23T16:00:00.123456789Z`; milliseconds are enough where the rest is zero. Undefined
 * unless it is such a number.
 */
export function rfc3339Of(nanoseconds: string): string | undefined {
  if (!/^[1-9][0-9]{9,19}$/.test(nanoseconds)) return undefined;
  const seconds = new Date(Number(nanoseconds.slice(0, -9)) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${nanoseconds.slice(-9).replace(/000000$/, '')}Z`;
}
