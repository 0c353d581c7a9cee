import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { timeOf } from '../otlp/record-codec.js';

type Resource = ReadableLogRecord['resource'];
type UnixTime = readonly [seconds: number, nanoseconds: number];

/** Resource attribute that says which stretch of time the records under it are of: its beginning, RFC 3339. */
export const ATTR_TIME_SLOT = 'otelseal.time_slot';

/** Slots that are remembered for one resource: three weeks of half hours, and whatever an application dates otherwise. */
const MAX_SLOTS = 1_024;

/**
 * Resources that differ by the time of their records. A store that refuses what is much older than the newest record of the same
 * stream (Loki: an hour) then has a stream for each stretch of time, in which nothing is ever much older: records may come in any
 * order, and after an outage of any length.
 */
export class TimeSlots {
  readonly #slotMs: number;
  readonly #resources = new WeakMap<Resource, Map<number, Resource>>();
  /** Where the last record went: most go where the one before them went. */
  #last: { readonly original: Resource; readonly slot: number; readonly derived: Resource } | undefined;

  /** @param slotMs length of a slot; 0 leaves resources as they are */
  constructor(slotMs: number) {
    this.#slotMs = slotMs;
  }

  /** One object for each resource and slot, because serializers group by identity. A record without any time has no slot. */
  of(original: Resource, time: UnixTime, observed: UnixTime): Resource {
    const slot = this.#slotOf(time) ?? this.#slotOf(observed); // stores show the observed time where there is no other
    if (slot === undefined) return original;
    const last = this.#last;
    if (last?.original === original && last.slot === slot) return last.derived;
    const derived = this.#derived(original, slot);
    this.#last = { original, slot, derived };
    return derived;
  }

  #slotOf(time: UnixTime): number | undefined {
    const [seconds, nanoseconds] = timeOf(time);
    if (this.#slotMs === 0 || (seconds === 0 && nanoseconds === 0)) return undefined;
    return Math.floor((seconds * 1_000 + Math.floor(nanoseconds / 1e6)) / this.#slotMs);
  }

  #derived(original: Resource, slot: number): Resource {
    const known = this.#resources.get(original) ?? new Map<number, Resource>();
    this.#resources.set(original, known);
    const derived = known.get(slot) ?? withSlot(original, slot * this.#slotMs);
    if (known.size >= MAX_SLOTS) known.clear();
    known.set(slot, derived);
    return derived;
  }
}

/** What serializers read of a resource, and the slot. */
function withSlot({ attributes, schemaUrl }: Resource, startMs: number): Resource {
  const slotted = { attributes: { ...attributes, [ATTR_TIME_SLOT]: slotName(startMs) }, schemaUrl };
  return slotted as unknown as Resource;
}

/** @param startMs milliseconds since 1970 */
export function slotName(startMs: number): string {
  return new Date(startMs).toISOString().replace('.000Z', 'Z');
}
