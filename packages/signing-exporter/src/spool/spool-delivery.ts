import { dirname } from 'node:path';
import { METRIC_RECORDS } from '@otelseal/semantic-conventions';
import type { Sink } from '../delivery/sink.js';
import type { RecordCodec } from '../otlp/record-codec.js';
import { removeAcks } from './ack-file.js';
import type { DeadLetters } from './dead-letters.js';
import type { Segment } from './segment.js';
import type { StoredRecordBytes } from './segment-reader.js';
import type { SinkBacklog } from './sink-backlog.js';
import { type Finish, SinkDelivery, type SinkDeliveryPorts, type SpoolDeliveryOptions } from './sink-delivery.js';

export interface SpoolDeliveryPorts extends Omit<SinkDeliveryPorts, 'sink' | 'bury' | 'finished' | 'progressed'> {
  /** At least one. */
  readonly sinks: readonly Sink[];
  readonly deadLetters: DeadLetters;
  /** Takes a segment of which everything is delivered. */
  readonly delivered: (segment: Segment) => void;
  /** Called when the last segment of a folder has gone. */
  readonly emptied: (folder: string) => void;
  /** Called when records have been delivered or a segment has gone: room may have come back. */
  readonly progressed: () => void;
}

/** A segment that some sink still needs. */
interface Needed {
  readonly by: Set<SinkDelivery>;
  how: Finish;
}

/** What wins when sinks end a segment differently: what somebody did not get is kept for people. */
const WORST_LAST: readonly Finish[] = ['delivered', 'unreadable', 'expired', 'damaged'];

/**
 * Brings what the spool holds to every sink. A segment is removed when all sinks have it, so a sink that is away costs
 * room, within the spool's bounds in bytes and age, but never holds up the others.
 */
export class SpoolDelivery {
  readonly #ports: SpoolDeliveryPorts;
  readonly #sinks: readonly SinkDelivery[];
  readonly #needed = new Map<Segment, Needed>();
  /** Records that each sink has accepted, and how many of them all have. */
  readonly #accepted: number[];
  #counted = 0;
  #burying: Promise<void> = Promise.resolve();

  constructor(options: SpoolDeliveryOptions, ports: SpoolDeliveryPorts) {
    this.#ports = ports;
    this.#accepted = ports.sinks.map(() => 0);
    this.#sinks = ports.sinks.map((sink, index) => {
      const delivery: SinkDelivery = new SinkDelivery(options, {
        ...ports,
        sink,
        bury: (records, contentType) => this.#bury(records, contentType),
        finished: (segment, how) => this.#finished(delivery, segment, how),
        progressed: (delivered) => this.#progressed(index, delivered),
      });
      return delivery;
    });
  }

  /** Segments are delivered in order; those of the dead, which are older, before the own ones. */
  add(segments: readonly Segment[]): void {
    for (const segment of segments) this.#needed.set(segment, { by: new Set(this.#sinks), how: 'delivered' });
    for (const sink of this.#sinks) sink.add(segments);
  }

  /** Own records that need no further attempt anywhere: delivered to every sink, or in the dead-letter folder. */
  get ownGone(): number {
    return Math.min(...this.#sinks.map(({ ownGone }) => ownGone));
  }

  /** Records that some sink has not got and will not get; one that two sinks refuse counts twice. */
  get deadLettered(): number {
    return this.#sinks.reduce((sum, { deadLettered }) => sum + deadLettered, 0);
  }

  /** What each receiver has not taken yet. */
  get backlogs(): readonly SinkBacklog[] {
    return this.#sinks.map(({ backlog }) => backlog);
  }

  /** Bytes of all segments that are still there. */
  get bytes(): number {
    let bytes = 0;
    for (const { size } of this.#needed.keys()) bytes += size;
    return bytes;
  }

  wake(): void {
    for (const sink of this.#sinks) sink.wake();
  }

  /** Tries at once; resolves to whether so many own records are gone everywhere, at the latest when an attempt fails, unless patient. */
  async delivered(upTo: number, patient: boolean, deadlineMs?: number): Promise<boolean> {
    const gone = await Promise.all(this.#sinks.map((sink) => sink.delivered(upTo, patient, deadlineMs)));
    return gone.every(Boolean);
  }

  /** Ends after the requests in flight; what is left stays on disk. */
  stop(): void {
    for (const sink of this.#sinks) sink.stop();
  }

  #progressed(index: number, delivered: number): void {
    this.#accepted[index] = (this.#accepted[index] as number) + delivered;
    const everywhere = Math.min(...this.#accepted);
    if (everywhere > this.#counted) {
      this.#ports.telemetry.add(METRIC_RECORDS, everywhere - this.#counted, { stage: 'deliver', outcome: 'delivered' });
      this.#counted = everywhere;
    }
    this.#ports.progressed();
  }

  #finished(sink: SinkDelivery, segment: Segment, how: Finish): void {
    const needed = this.#needed.get(segment);
    if (needed === undefined) return;
    if (WORST_LAST.indexOf(how) > WORST_LAST.indexOf(needed.how)) needed.how = how;
    needed.by.delete(sink);
    if (needed.by.size > 0) return;
    this.#needed.delete(segment);
    if (needed.how === 'unreadable') return; // left where it is
    attempt(() => this.#remove(segment, needed.how));
    removeAcks(segment.path);
    this.#gone(segment);
  }

  #gone({ path }: Segment): void {
    const folder = dirname(path);
    const isEmpty = ![...this.#needed.keys()].some((segment) => dirname(segment.path) === folder);
    if (isEmpty) this.#ports.emptied(folder);
    this.#ports.progressed();
  }

  #remove(segment: Segment, how: Finish): void {
    if (how === 'expired' || how === 'damaged') {
      const [seconds] = this.#ports.clock.wallTime();
      this.#ports.deadLetters.take(segment.path, how, seconds * 1_000);
    } else this.#ports.delivered(segment);
  }

  /** One sink at a time: a file must not be ended while the disk is asked about it. */
  #bury(records: readonly StoredRecordBytes[], contentType: RecordCodec['contentType']): Promise<void> {
    const { deadLetters, clock } = this.#ports;
    const buried = this.#burying.then(async () => {
      const [seconds] = clock.wallTime();
      for (const record of records) deadLetters.add(record, contentType, seconds * 1_000);
      await deadLetters.confirm();
    });
    this.#burying = buried.catch(() => {});
    return buried;
  }
}

/** For files that may have gone meanwhile. */
function attempt(run: () => void): void {
  try {
    run();
  } catch {
    // a leftover file is found by the next process
  }
}
