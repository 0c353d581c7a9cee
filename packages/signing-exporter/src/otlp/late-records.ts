import { countOf } from '../delivery/sink.js';
import type { RecordPlace } from '../sealing/exported-record.js';
import { SEALING_DEFAULTS } from '../sealing/sealing-ports.js';
import { ATTR_TIME_SLOT, slotName } from '../sealing/time-slots.js';
import type { OtlpTransport, SendOutcome } from './otlp-transport.js';
import type { EncodedGroup, RecordCodec } from './record-codec.js';

/**
 * What Loki answers for an entry that is older than the newest of its stream by more than half of `max_chunk_age` (two hours by
 * default): status 400, for good, although the others of the request are stored (Loki 3.7, pkg/chunkenc/interface.go).
 */
const OLDEST_ACCEPTABLE =
  /entry too far behind, entry timestamp is: \S+, oldest acceptable timestamp is: ([\dT:.Z+-]{20,35})/g;

/** An answer names ten entries, the earlier ones of a request; each round of a request that goes back in time names later ones. */
const MAX_ROUNDS = 4;

/** The answer is in whole seconds. */
const SECOND_MS = 1_000;

/**
 * Resource attributes that Loki makes a stream of without being told to (`default_resource_attributes_as_index_labels`), and that
 * no pod has all of: the first that is free says that these records came late.
 */
const LABELS: readonly string[] = ['k8s.job.name', 'k8s.cronjob.name', 'k8s.statefulset.name'];

/**
 * Sends records; those that the store refuses because newer ones of the same stream are there already, once more in a stream of
 * their own. Where the store tells streams by time slot, none are.
 */
export async function sendRecords(
  transport: OtlpTransport,
  codec: RecordCodec,
  groups: readonly EncodedGroup[],
): Promise<SendOutcome> {
  let sent = groups;
  let outcome = await transport.send(codec.request(sent), countOf(sent));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const oldestMs = oldestAcceptableMs(outcome);
    const again = oldestMs === undefined ? undefined : filedLate(sent, oldestMs + SECOND_MS, codec);
    if (again === undefined) return outcome;
    sent = again; // what is stored by now is sent again with the rest: to Loki the same entry twice is one
    outcome = await transport.send(codec.request(sent), countOf(sent));
  }
  return outcome;
}

/** Undefined for any other outcome. */
function oldestAcceptableMs(outcome: SendOutcome): number | undefined {
  if (outcome.kind !== 'refused') return undefined;
  const { data } = outcome.error as { readonly data?: unknown };
  if (typeof data !== 'string') return undefined;
  const times = [...data.matchAll(OLDEST_ACCEPTABLE)].map(([, time]) => Date.parse(time as string));
  return times.length === 0 ? undefined : Math.max(...times.filter(Number.isFinite));
}

/** Records from before a time under a label of their own; undefined when all of them are already. */
function filedLate(groups: readonly EncodedGroup[], beforeMs: number, codec: RecordCodec): EncodedGroup[] | undefined {
  const filed = groups.flatMap((group) => {
    const place = codec.placeOf(group.place);
    return isLate(place) ? [group] : partedBySlot(group, place, beforeMs, codec);
  });
  const isMoved = filed.some((group) => !groups.includes(group) && group.records.length > 0);
  return isMoved ? filed : undefined;
}

/** The group itself where all of its records came in time. */
function partedBySlot(group: EncodedGroup, place: RecordPlace, beforeMs: number, codec: RecordCodec): EncodedGroup[] {
  const inTime: Uint8Array[] = [];
  const late = new Map<string, Uint8Array[]>();
  for (const record of group.records) {
    const ms = timeMs(codec, record, place);
    const slot = slotOf(place, ms);
    if (ms >= beforeMs) inTime.push(record);
    else late.set(slot, [...(late.get(slot) ?? []), record]);
  }
  if (late.size === 0) return [group];
  const filed = [...late].map(([slot, records]) => ({ place: codec.place(latePlace(place, slot)), records }));
  return inTime.length === 0 ? filed : [...filed, { ...group, records: inTime }];
}

/** As the store sees it: without a time, by the one at which it was observed. */
function timeMs(codec: RecordCodec, record: Uint8Array, place: RecordPlace): number {
  const { hrTime, hrTimeObserved } = codec.recordOf(record, place);
  const [seconds, nanoseconds] = hrTime[0] === 0 && hrTime[1] === 0 ? hrTimeObserved : hrTime;
  return seconds * 1_000 + nanoseconds / 1e6;
}

/** Records of before there were slots, or where they are off, get one. */
function slotOf({ resource }: RecordPlace, ms: number): string {
  const slot = resource.attributes[ATTR_TIME_SLOT];
  const { timeSlotMs } = SEALING_DEFAULTS;
  return typeof slot === 'string' ? slot : slotName(Math.floor(ms / timeSlotMs) * timeSlotMs);
}

const LATE = 'otelseal-late-';

function isLate({ resource }: RecordPlace): boolean {
  return LABELS.some((label) => String(resource.attributes[label]).startsWith(LATE));
}

function latePlace({ resource, instrumentationScope }: RecordPlace, slot: string): RecordPlace {
  const label = LABELS.find((name) => resource.attributes[name] === undefined) ?? (LABELS[0] as string);
  const { attributes, schemaUrl } = resource;
  const late = { attributes: { ...attributes, [label]: `${LATE}${slot}` }, schemaUrl };
  return { resource: late as unknown as RecordPlace['resource'], instrumentationScope };
}
