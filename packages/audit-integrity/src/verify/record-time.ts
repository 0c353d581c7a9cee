import { isBefore, type UnixTime } from '../unix-time.js';
import type { TimeRange } from './judged-range.js';

/** Where a moment lies, seen from a range and the margin around it. */
export type Side = 'before' | 'within' | 'after';

/** The end of a leaf's canonical text, where its time stands. */
const TIME_OF_LEAF = /"time":"([1-9][0-9]{9,19})",(?:"trace":"[0-9a-f]{32}",)?"v":"1"\}$/;

/**
 * The time that a payload states, without reading the rest of it; undefined unless it stands where a sealer writes it. A
 * text that was changed so that it seems to be of another time only goes missing from where it belongs.
 */
export function statedTime(payload: string): string | undefined {
  return TIME_OF_LEAF.exec(payload.length > 120 ? payload.slice(-120) : payload)?.[1];
}

/** A shown time, unless it is none. */
export function shownTime(text: string | undefined): string | undefined {
  return text !== undefined && /^[1-9][0-9]{9,19}$/.test(text) ? text : undefined;
}

export function sideOf(nanoseconds: string, { from, to }: TimeRange, marginSeconds: number): Side {
  const time: UnixTime = [Number(nanoseconds.slice(0, -9)), Number(nanoseconds.slice(-9))];
  if (from !== undefined && isBefore([time[0] + marginSeconds, time[1]], from)) return 'before';
  return to !== undefined && isBefore([to[0] + marginSeconds, to[1]], time) ? 'after' : 'within';
}

/**
 * Whether a record stands within the range for whoever looks at it, but says that it was sealed outside: what was sealed there is not
 * judged, so that a copy with another time, or a forgery, would be taken for one of those that are.
 */
export function isAstray(sealed: string, shown: string | undefined, range: TimeRange | undefined): boolean {
  if (range === undefined || sideOf(sealed, range, 0) === 'within') return false;
  const time = shownTime(shown);
  return time !== undefined && sideOf(time, range, 0) === 'within';
}
