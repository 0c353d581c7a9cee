import { ATTR_SECURITY_ATTEMPT_COUNT } from '@otelseal/semantic-conventions';

import { CompiledRule, type MappedEvent } from './compiled-rule.js';
import { checkNames } from './known-names.js';
import { LineReader } from './line-fields.js';
import type { LogMap } from './log-map.js';
import { MapError } from './map-error.js';
import { type Recogniser, recogniser } from './recognise.js';
import type { RecordView } from './record-view.js';
import { nanosecondsOf } from './rfc3339-time.js';

const KEYS: readonly (keyof LogMap)[] = [
  'map',
  'title',
  'sources',
  'limits',
  'recognise',
  'read',
  'lines',
  'pairs',
  'containing',
  'absent',
  'time',
  'rules',
];
const MAX_RULES = 128;

/** What a map says of one record of its program. */
export type Reading =
  | {
      readonly kind: 'event';
      readonly rule: string;
      readonly event: MappedEvent;
      readonly timeUnixNano: bigint | undefined;
    }
  /** A rule knows the line, and it says nothing new. */
  | { readonly kind: 'nothing'; readonly rule: string }
  /** The program wrote something that the map does not know. */
  | { readonly kind: 'unknown' };

/** What reads the records of one map. */
interface Readers {
  readonly reader: LineReader;
  readonly rules: readonly CompiledRule[];
}

/** One map, ready to be asked. */
export class CompiledMap {
  readonly name: string;
  readonly recognises: Recogniser;
  readonly #map: LogMap;
  #readers: Readers | undefined;

  /**
   * Compiles what tells the program's records; what reads them is compiled for the first one, or by {@link check}.
   * @throws {MapError}
   */
  constructor(map: LogMap) {
    if (typeof map.map !== 'string' || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(map.map)) {
      throw new MapError('map is the name of the map: lower-case letters, digits and hyphens, at most 64.');
    }
    const place = `Map ${map.map}`;
    checkNames(map, KEYS, place);
    if (typeof map.sources !== 'object' || map.sources === null)
      throw new MapError(`${place}: sources names where the facts come from.`);
    if (!Array.isArray(map.rules) || map.rules.length === 0 || map.rules.length > MAX_RULES) {
      throw new MapError(`${place}: rules is a list of 1 to ${MAX_RULES}.`);
    }
    this.name = map.map;
    this.recognises = recogniser(map);
    this.#map = map;
  }

  /**
   * Compiles all of it now.
   * @throws {MapError}
   */
  check(): this {
    this.#readers ??= readersOf(this.#map);
    return this;
  }

  read(view: RecordView): Reading {
    this.#readers ??= readersOf(this.#map);
    const { reader, rules } = this.#readers;
    const line = reader.read(view);
    if (line === undefined) return { kind: 'unknown' };
    if (line === 'silent') return { kind: 'nothing', rule: 'containing' };
    for (const rule of rules) {
      const said = rule.apply(line);
      if (said === 'nothing') return { kind: 'nothing', rule: rule.name };
      if (said === undefined) continue;
      const { time } = this.#map;
      const timeUnixNano = time === undefined ? undefined : nanosecondsOf(line.read(time));
      return { kind: 'event', rule: rule.name, event: repeated(said, view.times), timeUnixNano };
    }
    return { kind: 'unknown' };
  }
}

/** What syslog says in place of so many equal lines is as many events. */
function repeated(event: MappedEvent, times: number | undefined): MappedEvent {
  if (times === undefined) return event;
  const { [ATTR_SECURITY_ATTEMPT_COUNT]: count } = event.attributes;
  const all = times * (typeof count === 'number' ? count : 1);
  return { ...event, attributes: { ...event.attributes, [ATTR_SECURITY_ATTEMPT_COUNT]: all } };
}

/** @throws {MapError} */
function readersOf(map: LogMap): Readers {
  const reader = new LineReader(map);
  return { reader, rules: map.rules.map((rule) => new CompiledRule(rule, `Map ${map.map}`, map.sources, reader)) };
}
