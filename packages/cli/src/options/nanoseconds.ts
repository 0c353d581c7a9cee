import type { UnixTime } from '@otelseal/audit-integrity';

/** Nanoseconds since 1970. */
export function nanosecondsOf([seconds, rest]: UnixTime): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(rest);
}
