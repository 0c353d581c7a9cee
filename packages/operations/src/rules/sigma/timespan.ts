import { SigmaError } from './sigma-error.js';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const MOST_MS = 86_400_000;

/**
 * `90s`, `30m`, `2h`, `1d`; a day at most, because every evaluation reads all of it.
 *
 * @throws {SigmaError}
 */
export function readTimespan(text: string, place: string): number {
  const [, digits = '', unit = ''] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? [];
  const timespanMs = Number(digits) * (UNIT_MS[unit] ?? 0);
  if (timespanMs === 0 || timespanMs > MOST_MS) {
    throw new SigmaError('ERR_SIGMA_UNSUPPORTED', place, `\`timespan: ${text}\` must be from 1s to 1d`);
  }
  return timespanMs;
}
