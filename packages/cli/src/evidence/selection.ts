import { type Report, serviceCovers } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { nanosecondsOf } from '../options/nanoseconds.js';
import type { ParsedOptions } from '../options/parse-options.js';
import { quoted } from '../output/escape-for-terminal.js';
import { isStreamId } from '../stores/sequence-spans.js';
import type { TimeRange } from '../verify/judge-sources.js';
import type { RecordPlace } from './record-place.js';

/** Of which streams a bundle speaks; two empty lists: of all. */
export interface Selection {
  /** Names or patterns in which `*` stands for any text. */
  readonly services: readonly string[];
  readonly streams: readonly string[];
}

/** Names and ids on one command line. */
const MAX_SELECTED = 100;
const MAX_NAME_LENGTH = 256;

/** What `--service` and `--stream` say. @throws {CliError} `ERR_USAGE` */
export function readSelection(options: ParsedOptions): Selection {
  const services = options.texts('service');
  const streams = options.texts('stream');
  const wrong = streams.find((stream) => !isStreamId(stream));
  if (wrong !== undefined)
    throw usageError(`--stream takes a stream's id of 32 lower-case hexadecimal digits; found ${quoted(wrong)}.`);
  if (services.some((name) => name.length > MAX_NAME_LENGTH))
    throw usageError(`--service takes at most ${MAX_NAME_LENGTH} characters.`);
  if (services.length + streams.length > MAX_SELECTED)
    throw usageError(`--service and --stream can be given ${MAX_SELECTED} times.`);
  return { services, streams };
}

export function selectsAll({ services, streams }: Selection): boolean {
  return services.length + streams.length === 0;
}

export function isSameSelection(a: Selection, b: Selection): boolean {
  const text = ({ services, streams }: Selection): string => JSON.stringify([services.toSorted(), streams.toSorted()]);
  return text(a) === text(b);
}

/** Whether a stream of this service belongs to the selection. Both options given: either suffices. */
export function selects({ services, streams }: Selection, stream: string, service: string): boolean {
  if (services.length + streams.length === 0 || streams.includes(stream)) return true;
  return services.some((pattern) => serviceCovers(pattern, service));
}

/** Which records go into a bundle. */
export interface RecordFilter {
  keeps(place: RecordPlace): boolean;
}

interface Numbers {
  readonly first: number;
  readonly last: number;
}

/**
 * What proves a range without the rest: of each stream the numbers that are judged, the one before them, the checkpoints
 * over them, and wherever they stand the records that say which keys may speak, with the checkpoints that end their epochs,
 * and the statements of erasure (SPEC.md, "Ranges").
 *
 * @param rotations numbers of `rotate` leaves by stream
 */
export function rangeFilter(
  report: Report,
  selection: Selection,
  range: TimeRange,
  rotations: ReadonlyMap<string, ReadonlySet<number>>,
): RecordFilter {
  const judged = new Map<string, Numbers>(selectedStreams(report, selection).map((one) => [one.stream, one]));
  const selected = new Set(judged.keys());
  const isIn = (stream: string, number: number): boolean => {
    const numbers = judged.get(stream);
    return numbers !== undefined && number >= numbers.first - 1 && number <= numbers.last;
  };
  return {
    keeps: (place) => {
      if (place.kind === 'unread') return keepsUnread(place, selection, selected, range);
      if (place.kind === 'tile') return false; // a cache, and the range is here itself
      if (!judged.has(place.stream)) return false;
      if (place.kind === 'leaf') return isIn(place.stream, place.sequence) || EVERYWHERE.has(place.control);
      return isIn(place.stream, place.size) || rotations.get(place.stream)?.has(place.size) === true;
    },
  };
}

/** All of the selected streams that was read. */
export function streamFilter(report: Report, selection: Selection, range: TimeRange | undefined): RecordFilter {
  const selected = new Set(selectedStreams(report, selection).map(({ stream }) => stream));
  const all = selectsAll(selection);
  return {
    keeps: (place) =>
      place.kind === 'unread' ? keepsUnread(place, selection, selected, range) : all || selected.has(place.stream),
  };
}

export function selectedStreams(report: Report, selection: Selection): Report['streams'] {
  return report.streams.filter(({ stream, identity }) => selects(selection, stream, identity?.service ?? ''));
}

const EVERYWHERE: ReadonlySet<string> = new Set(['open', 'rotate', 'redaction']);

/** A record that carries nothing signed counts by the time that it shows, or if it shows none. */
function keepsUnread(
  { stream, timeNs, service }: Extract<RecordPlace, { kind: 'unread' }>,
  selection: Selection,
  selected: ReadonlySet<string>,
  range: TimeRange | undefined,
): boolean {
  const { from, to } = range ?? {};
  if (timeNs !== undefined && from !== undefined && timeNs < nanosecondsOf(from)) return false;
  if (timeNs !== undefined && to !== undefined && timeNs > nanosecondsOf(to)) return false;
  if (selectsAll(selection) || (stream !== undefined && selected.has(stream))) return true;
  // Of one that names no stream nobody can say to which it belongs; a service at least it may show.
  return selection.services.length > 0 && (service === '' || selects({ ...selection, streams: [] }, '', service));
}
