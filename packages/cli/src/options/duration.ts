const SECONDS_OF: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/**
 * Seconds of a duration as every option takes it: `90s`, `30m`, `24h`, `7d`, `2w`; undefined for anything else. How long one may be is
 * for the option to say.
 *
 * @example
 * readDuration('24h'); // 86400
 */
export function readDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,10})([smhdw])$/.exec(text) ?? [];
  const seconds = SECONDS_OF[unit];
  return seconds === undefined ? undefined : Number(count) * seconds;
}
