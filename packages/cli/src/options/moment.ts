import type { UnixTime } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';
import { readDuration } from './duration.js';
import { readRfc3339 } from './rfc3339-time.js';

/** A hundred years: a longer way back is a slip of the finger. */
const MAX_SECONDS_BACK = 3_153_600_000;

/**
 * A moment as `--from` and `--to` take it: RFC 3339, or a duration back from now (`90s`, `30m`, `24h`, `7d`, `2w`).
 *
 * @example
 * parseMoment('24h', '--from', Date.now());
 * parseMoment('2026-11-23T10:00:00.5Z', '--to', Date.now()); // [1795428000, 500000000]
 * @throws {CliError} `ERR_USAGE`
 */
export function parseMoment(text: string, option: string, nowMs: number): UnixTime {
  const back = readDuration(text);
  if (back !== undefined && back <= MAX_SECONDS_BACK) {
    const ms = Math.max(1_000, nowMs - back * 1_000);
    return [Math.floor(ms / 1_000), Math.floor(ms % 1_000) * 1_000_000];
  }
  const time = readRfc3339(text);
  if (time === undefined) {
    const forms = 'a time such as 2026-11-23T10:00:00Z, or a duration back from now such as 90s, 30m, 24h, 7d or 2w';
    throw usageError(`${option} takes ${forms}; found ${quoted(text)}.`);
  }
  return [Math.floor(time.ms / 1_000), time.nanoseconds];
}
