import type { HrTime } from '@opentelemetry/api';
import { ATTR_AUDIT_PAYLOAD, ATTR_SECURITY_ATTEMPT_COUNT, eventDefinition } from '@otelseal/semantic-conventions';

import type { ReceivedRecord, RecordMap } from '../received-record.js';
import { type CountedRecord, RECORD_TIMES } from '../record-times.js';
import { isBuiltIn } from './built-in-maps.js';
import { CompiledMap, type Reading } from './compiled-map.js';
import type { LogMap } from './log-map.js';
import { MapError } from './map-error.js';
import { RecordView } from './record-view.js';

/** Names the map that a record is for, whatever it looks like; set by whoever configures the collector. `none`: no map. */
const ATTR_OTELSEAL_MAP = 'otelseal.map';
/** The rule that made the event. */
const ATTR_OTELSEAL_MAP_RULE = 'otelseal.map.rule';
const NO_MAP = 'none';
/** Counts records whose attribute names a map that is not there; its own text could be anything. */
const NO_SUCH_MAP = 'no_such_map';
const MAX_MAPS = 64;
const NANOS = 1_000_000_000n;

/**
 * Is told of every record that a map recognised.
 *
 * @experimental
 */
export type ReadingListener = (map: string, kind: Reading['kind']) => void;

/**
 * Compiles maps into one function from record to record. A record that no map recognises, that carries a seal, or that is an event of the
 * vocabulary already comes back as it is. One that a map reads as an event gets its name, its attributes (which replace attributes of the
 * same name), the vocabulary's severity, and `otelseal.map` and `otelseal.map.rule`, which tell an auditor why; the body stays the line.
 *
 * @param maps in order of preference; of two with one name the first counts, so that a user's own replaces a built-in one
 * @throws {MapError} for a map that cannot be used, naming the place and the nearest valid name
 * @experimental
 * @example
 * const map = mapRecords([...userMaps, ...builtInMaps()]);
 * const record = map(received);
 */
export function mapRecords(maps: readonly LogMap[], onReading: ReadingListener = () => undefined): RecordMap {
  if (maps.length > MAX_MAPS)
    throw new MapError(`At most ${MAX_MAPS} maps can be used at once, and these are ${maps.length}.`);
  const byName = new Map<string, CompiledMap>();
  for (const map of maps) {
    const compiled = new CompiledMap(map);
    if (!isBuiltIn(map)) compiled.check();
    if (!byName.has(compiled.name)) byName.set(compiled.name, compiled);
  }
  const inOrder = [...byName.values()];

  return (record) => {
    if (isSealed(record) || (record.eventName !== undefined && eventDefinition(record.eventName) !== undefined))
      return record;
    const view = new RecordView(record);
    const named = view.attribute(ATTR_OTELSEAL_MAP);
    if (named === NO_MAP) return record;
    const map = typeof named === 'string' ? byName.get(named) : inOrder.find(({ recognises }) => recognises(view));
    if (map === undefined) {
      if (typeof named === 'string') onReading(NO_SUCH_MAP, 'unknown');
      return record;
    }
    const reading = map.read(view);
    onReading(map.name, reading.kind);
    return reading.kind === 'event' ? mappedRecord(record, map.name, reading) : record;
  };
}

function isSealed({ attributes }: ReceivedRecord): boolean {
  return Object.hasOwn(attributes, ATTR_AUDIT_PAYLOAD);
}

function mappedRecord(
  record: ReceivedRecord,
  map: string,
  { rule, event, timeUnixNano }: Reading & { readonly kind: 'event' },
): CountedRecord {
  const { [ATTR_SECURITY_ATTEMPT_COUNT]: count } = event.attributes;
  const provenance = { [ATTR_OTELSEAL_MAP]: map, [ATTR_OTELSEAL_MAP_RULE]: rule };
  return {
    ...record,
    hrTime: hasTime(record.hrTime) || timeUnixNano === undefined ? record.hrTime : hrTimeOf(timeUnixNano),
    eventName: event.eventName,
    severityText: event.severityText,
    severityNumber: event.severityNumber,
    attributes: { ...record.attributes, ...event.attributes, ...provenance },
    [RECORD_TIMES]: typeof count === 'number' ? count : undefined,
  };
}

function hasTime([seconds, nanos]: HrTime): boolean {
  return seconds > 0 || nanos > 0;
}

function hrTimeOf(timeUnixNano: bigint): HrTime {
  return [Number(timeUnixNano / NANOS), Number(timeUnixNano % NANOS)];
}
