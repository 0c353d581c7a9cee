import type { AttributeValue } from '@otelseal/semantic-conventions';

import type { ReceivedRecord } from '../received-record.js';
import type { CompiledMap } from './compiled-map.js';
import { checkNames } from './known-names.js';
import { MapError } from './map-error.js';
import { RecordView } from './record-view.js';

/**
 * A line as the program writes it, and what the map must make of it.
 *
 * @experimental
 */
export interface MapSample {
  /** Why the line is here. */
  readonly about?: string;
  /** The body: a text, or a structure. */
  readonly body: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly resource?: Readonly<Record<string, unknown>>;
  /** Whether the record must be known as one of this program. Absent: not checked. */
  readonly recognised?: boolean;
  /** The rule that must fit; absent: the line must be unknown to the map. */
  readonly rule?: string;
  /** Absent: the line must be known, and say nothing. */
  readonly event?: string;
  /** All attributes that the map sets. */
  readonly gives?: Readonly<Record<string, AttributeValue>>;
}

const KEYS: readonly (keyof MapSample)[] = [
  'about',
  'body',
  'attributes',
  'resource',
  'recognised',
  'rule',
  'event',
  'gives',
];

/** @throws {MapError} for the first sample that is read otherwise than it says */
export function checkSamples(map: CompiledMap, samples: readonly MapSample[]): void {
  if (!Array.isArray(samples)) throw new MapError(`Map ${map.name}: samples is a list.`);
  for (const [index, sample] of samples.entries()) {
    const place = `Map ${map.name}, samples[${index}]`;
    checkNames(sample, KEYS, place);
    const view = new RecordView(recordOf(sample));
    if (sample.recognised !== undefined && map.recognises(view) !== sample.recognised) {
      throw new MapError(
        `${place} is ${sample.recognised ? 'not ' : ''}recognised, and should ${sample.recognised ? '' : 'not '}be.`,
      );
    }
    if (sample.recognised === false) continue;
    const found = readSample(map, view);
    const { rule, event, gives } = sample;
    const wanted = shown({ rule, event, gives: event === undefined ? undefined : { ...gives } });
    if (shown(found) !== wanted) throw new MapError(`${place} is read as ${shown(found)}, and should be ${wanted}.`);
  }
}

interface SampleReading {
  readonly rule: string | undefined;
  readonly event: string | undefined;
  readonly gives: Readonly<Record<string, AttributeValue>> | undefined;
}

function readSample(map: CompiledMap, view: RecordView): SampleReading {
  const reading = map.read(view);
  const rule = reading.kind === 'unknown' ? undefined : reading.rule;
  if (reading.kind !== 'event') return { rule, event: undefined, gives: undefined };
  return { rule, event: reading.event.eventName, gives: reading.event.attributes };
}

/** The record that a collector would send for the sample. */
export function recordOf({ body, attributes = {}, resource = {} }: MapSample): ReceivedRecord {
  return {
    hrTime: [0, 0],
    hrTimeObserved: [0, 0],
    body,
    attributes,
    droppedAttributesCount: 0,
    resource: { attributes: resource },
    instrumentationScope: { name: '' },
  };
}

/** One text for what is equal, whatever the order of its names. */
function shown({ rule, event, gives }: SampleReading): string {
  const sorted = Object.entries(gives ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (rule === undefined) return 'a line it does not know';
  return event === undefined
    ? `nothing, by ${rule}`
    : `${event}, by ${rule}: ${JSON.stringify(Object.fromEntries(sorted))}`;
}
