import {
  METRIC_DELIVERY_ATTEMPTS,
  METRIC_INTERNAL_ERRORS,
  METRIC_RECORDS,
  type SelfTelemetry,
} from '@otelseal/semantic-conventions';
import { type BackoffOptions, backoffMs } from '../delivery/backoff.js';
import type { Sink } from '../delivery/sink.js';
import type { SendOutcome } from '../otlp/otlp-transport.js';
import type { RecordCodec } from '../otlp/record-codec.js';
import type { Clock } from '../ports/clock.js';
import { WaitingList } from '../ports/waiting-list.js';
import { AckFile, readAck } from './ack-file.js';
import { HEADER_BYTES, type Segment } from './segment.js';
import { groupsOf, SegmentReader, type StoredRecordBytes } from './segment-reader.js';
import { type SinkBacklog, StallWatch } from './sink-backlog.js';

export interface SinkDeliveryPorts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly telemetry: SelfTelemetry;
  readonly sink: Sink;
  /** The codec of the encoding that a segment was written in. */
  readonly codec: (contentType: RecordCodec['contentType']) => RecordCodec;
  /** Puts refused records into the dead-letter folder. Rejects with what the file system says. */
  readonly bury: (records: readonly StoredRecordBytes[], contentType: RecordCodec['contentType']) => Promise<void>;
  /** Called when this sink needs a segment no more, and why. */
  readonly finished: (segment: Segment, how: Finish) => void;
  /** Called when records have been delivered, refused ones not counted. */
  readonly progressed: (delivered: number) => void;
}

/** `delivered`, or why the rest of a segment cannot be; `unreadable`: it is left where it is. */
export type Finish = 'delivered' | 'expired' | 'damaged' | 'unreadable';

export interface SpoolDeliveryOptions {
  readonly maxBatchRecords: number;
  readonly maxAgeMs: number;
  readonly backoff: BackoffOptions;
}

/** How far one sink has come in a segment. */
interface Course {
  ackedBytes: number;
  goneRecords: number;
}

/** A watcher of own records: told when so many of them are gone, or, unless patient, when an attempt fails. */
interface Watcher {
  readonly upTo: number;
  readonly patient: boolean;
  readonly deadlineMs: number;
  readonly resolve: (delivered: boolean) => void;
}

/** What became of a batch, from its front. */
interface Progress {
  /** Records that need no further attempt, refused ones included. */
  readonly gone: number;
  /** Refused one by one. */
  readonly refused: readonly StoredRecordBytes[];
  /** The receiver has accepted something: what it refuses it refuses for itself. */
  readonly works: boolean;
  readonly failure?: Error;
}

/** Where nothing can be read any more, however often one tries. Anything else (too many open files) passes. */
const GONE_FOR_GOOD: ReadonlySet<unknown> = new Set(['ENOENT', 'ELOOP', 'ENXIO', undefined]);

/**
 * Sends what the spool holds to one sink, segment by segment in order, and is done with it only when the sink has it. At
 * least once: what a crash leaves unacknowledged is sent again. Sinks know nothing of each other.
 */
export class SinkDelivery {
  readonly #options: SpoolDeliveryOptions;
  readonly #ports: SinkDeliveryPorts;
  readonly #segments: Segment[] = [];
  readonly #courses = new Map<Segment, Course>();
  #reader: SegmentReader | undefined;
  #ack: AckFile | undefined;
  #batch: readonly StoredRecordBytes[] = [];
  #ownGone = 0;
  #deadLettered = 0;
  #failures = 0;
  #running = false;
  #stopped = false;
  #cancelPause: (() => void) | undefined;
  readonly #stall = new StallWatch();
  readonly #watchers: WaitingList<Watcher>;

  constructor(options: SpoolDeliveryOptions, ports: SinkDeliveryPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#watchers = new WaitingList(ports.clock);
  }

  /** Segments are delivered in order; those of the dead, which are older, before the own ones. */
  add(segments: readonly Segment[]): void {
    const firstOwn = this.#segments.findIndex((segment) => segment.own);
    const behindAll = firstOwn === -1 || segments.every((segment) => segment.own);
    this.#segments.splice(behindAll ? this.#segments.length : firstOwn, 0, ...segments);
    this.wake();
  }

  /** Own records that need no further attempt: delivered, or in the dead-letter folder. */
  get ownGone(): number {
    return this.#ownGone;
  }

  get deadLettered(): number {
    return this.#deadLettered;
  }

  get backlog(): SinkBacklog {
    const { sink, clock } = this.#ports;
    let bytes = 0;
    for (const segment of this.#segments) {
      bytes += Math.max(0, segment.size - Math.max(HEADER_BYTES, this.#courses.get(segment)?.ackedBytes ?? 0));
    }
    return { sink: sink.name, bytes, stalledMs: this.#stall.stalledMs(clock.monotonicMs()) };
  }

  wake(): void {
    if (this.#running || this.#stopped || this.#cancelPause !== undefined) return;
    this.#running = true;
    const ended = (): void => {
      this.#running = false;
      if (this.#hasWork()) this.wake();
    };
    this.#run().then(ended, (cause: unknown) => {
      this.#trouble('ERR_SPOOL_READ', 'The spool cannot be read; it is tried again.', cause);
      this.#pause(cause as Error);
      ended();
    });
  }

  /** Tries at once; resolves to whether so many own records are gone, at the latest when an attempt fails, unless patient. */
  delivered(upTo: number, patient: boolean, deadlineMs: number = Number.POSITIVE_INFINITY): Promise<boolean> {
    if (this.#stopped) return Promise.resolve(this.#ownGone >= upTo);
    this.#cancelPause?.();
    this.#cancelPause = undefined;
    return new Promise((resolve) => {
      this.#watchers.add({ upTo, patient, deadlineMs, resolve });
      this.wake();
    });
  }

  /** Ends after the request in flight; what is left stays on disk. */
  stop(): void {
    this.#stopped = true;
    this.#cancelPause?.();
    for (const { resolve } of this.#watchers.take(() => true)) resolve(false);
    this.#leave();
  }

  async #run(): Promise<void> {
    while (!this.#stopped && this.#cancelPause === undefined) {
      const more = this.#fill();
      this.#tell(false);
      if (!more) return this.#stall.caughtUp();
      this.#stall.waits(this.#ports.clock.monotonicMs());
      const outcome = await this.#withoutRefused(await this.#deliver(this.#batch));
      if (this.#stopped) return;
      this.#advance(outcome.gone);
      if (outcome.gone > 0) this.#ports.progressed(outcome.gone - outcome.refused.length);
      if (outcome.failure === undefined) this.#failures = 0;
      else this.#pause(outcome.failure);
    }
  }

  #hasWork(): boolean {
    const [first] = this.#segments;
    if (first !== undefined && (this.#batch.length > 0 || first.final || !this.#isRead(first))) return true;
    return this.#watchers.some((watcher) => this.#ownGone >= watcher.upTo);
  }

  #isRead(segment: Segment): boolean {
    return this.#reader?.segment === segment && this.#reader.isAtEnd;
  }

  /** Makes sure that there is a batch; false when everything readable is gone. */
  #fill(): boolean {
    while (this.#batch.length === 0) {
      const [segment] = this.#segments;
      if (segment === undefined) return false;
      if (!this.#open(segment)) continue;
      this.#batch = this.#reader?.next(this.#options.maxBatchRecords) ?? [];
      if (this.#batch.length > 0) return true;
      if (!segment.final && this.#reader?.state === 'whole') return false;
      this.#finish(segment);
    }
    return true;
  }

  /** Opens the reader; a segment that cannot be read, or could not be delivered and is too old, is put aside instead. */
  #open(segment: Segment): boolean {
    if (this.#failures > 0 && this.#isTooOld(segment)) {
      this.#leave();
      this.#putAside(segment, 'expired');
      return false;
    }
    if (this.#reader?.segment === segment) return true;
    this.#leave();
    try {
      this.#reader = new SegmentReader(segment, this.#courseOf(segment).ackedBytes);
      this.#ack = new AckFile(segment.path, this.#ports.sink.name);
      return true;
    } catch (cause) {
      if (!GONE_FOR_GOOD.has((cause as NodeJS.ErrnoException).code)) throw cause;
      this.#trouble('ERR_SPOOL_DAMAGED', 'A spool segment cannot be read; it is left where it is.', cause);
      segment.final = true;
      this.#end(segment, 'unreadable');
      return false;
    }
  }

  #courseOf(segment: Segment): Course {
    const known = this.#courses.get(segment);
    if (known !== undefined) return known;
    const ackedBytes = segment.own ? 0 : readAck(segment.path, segment.size, this.#ports.sink.name);
    const course = { ackedBytes, goneRecords: 0 };
    this.#courses.set(segment, course);
    return course;
  }

  #isTooOld({ final, createdMs }: Segment): boolean {
    const [seconds] = this.#ports.clock.wallTime();
    return final && seconds * 1_000 - createdMs > this.#options.maxAgeMs;
  }

  /** Leaves a segment before its end, because an older one has come; it goes on from where it is acknowledged. */
  #leave(): void {
    this.#reader?.close();
    this.#ack?.close();
    this.#reader = undefined;
    this.#ack = undefined;
  }

  #finish(segment: Segment): void {
    const damaged = this.#reader?.state === 'damaged' || (segment.own && this.#reader?.state === 'torn');
    this.#leave();
    if (damaged) this.#putAside(segment, 'damaged');
    else this.#end(segment, 'delivered');
  }

  #putAside(segment: Segment, why: 'expired' | 'damaged'): void {
    segment.final = true; // whoever still writes to it begins a new one
    const lost = Math.max(0, segment.records - this.#courseOf(segment).goneRecords);
    if (segment.own) this.#ownGone += lost;
    this.#deadLettered += lost;
    this.#end(segment, why);
    const code = why === 'damaged' ? 'ERR_SPOOL_DAMAGED' : 'ERR_SPOOL_EXPIRED';
    this.#trouble(code, `A spool segment is ${why} and was moved to the dead-letter folder.`, undefined);
  }

  #end(segment: Segment, how: Finish): void {
    this.#segments.shift();
    this.#courses.delete(segment);
    this.#ports.finished(segment, how);
  }

  /** Sends a batch; where the receiver refuses one of it and does not say which, the halves, down to the one. */
  async #deliver(records: readonly StoredRecordBytes[]): Promise<Progress> {
    const outcome = await this.#send(records, this.#contentType);
    if (outcome.kind === 'failed') return { gone: 0, refused: [], works: false, failure: outcome.error };
    const works = outcome.kind === 'accepted';
    if (works && outcome.rejected === 0) return { gone: records.length, refused: [], works };
    if (records.length === 1) return { gone: 1, refused: records, works };
    if (this.#stopped) return { gone: 0, refused: [], works }; // the reader is closed; the next process asks again
    const half = records.length >> 1; // what is sent twice is recognised by a verifier
    const first = await this.#deliver(records.slice(0, half));
    if (first.failure !== undefined || this.#stopped) return first;
    const second = await this.#deliver(records.slice(half));
    return {
      ...second,
      gone: first.gone + second.gone,
      refused: [...first.refused, ...second.refused],
      works: works || first.works || second.works,
    };
  }

  get #contentType(): RecordCodec['contentType'] {
    return (this.#reader as SegmentReader).segment.contentType;
  }

  /**
   * Puts refused records aside, but only those of a receiver that takes others: one that refuses whatever it gets (a proxy,
   * a wrong port) would otherwise turn the whole trail into dead letters.
   */
  async #withoutRefused(progress: Progress): Promise<Progress> {
    const { refused, works } = progress;
    if (refused.length === 0 || this.#stopped) return progress;
    const contentType = this.#contentType;
    if (!works && (await this.#send([], contentType)).kind !== 'accepted') {
      const failure = new Error('The receiver refuses every request, an empty one included.');
      return { gone: 0, refused: [], works, failure };
    }
    try {
      const still = await this.#refusedAgain(refused);
      if (still.length > 0 && !this.#stopped) await this.#bury(still, contentType);
      return { ...progress, refused: still };
    } catch (cause) {
      return { gone: 0, refused: [], works, failure: cause as Error };
    }
  }

  /** A receiver that has just come to its senses takes what it refused a moment ago. Rejects when one of them fails. */
  async #refusedAgain(records: readonly StoredRecordBytes[]): Promise<readonly StoredRecordBytes[]> {
    const refused: StoredRecordBytes[] = [];
    for (const record of records) {
      if (this.#stopped) break;
      const outcome = await this.#send([record], this.#contentType);
      if (outcome.kind === 'failed') throw outcome.error;
      if (outcome.kind === 'refused' || outcome.rejected > 0) refused.push(record);
    }
    return refused;
  }

  async #send(records: readonly StoredRecordBytes[], contentType: RecordCodec['contentType']): Promise<SendOutcome> {
    try {
      const outcome = await this.#ports.sink.send(groupsOf(records), this.#ports.codec(contentType));
      const partial = outcome.kind === 'accepted' && outcome.rejected > 0;
      const label = outcome.kind === 'accepted' ? 'success' : 'failure';
      const sink = this.#ports.sink.name;
      this.#ports.telemetry.add(METRIC_DELIVERY_ATTEMPTS, 1, { sink, outcome: partial ? 'partial' : label });
      return outcome;
    } catch (cause) {
      return { kind: 'failed', error: cause instanceof Error ? cause : new Error('The transport threw.') };
    }
  }

  /** Rejects with what the file system says; then the records stay where they are. */
  async #bury(records: readonly StoredRecordBytes[], contentType: RecordCodec['contentType']): Promise<void> {
    await this.#ports.bury(records, contentType);
    this.#deadLettered += records.length;
    this.#ports.telemetry.add(METRIC_RECORDS, records.length, { stage: 'deliver', outcome: 'undeliverable' });
    const text =
      'The receiver refuses a record for good; it is in the dead-letter folder, and a verifier will report it missing.';
    this.#ports.telemetry.reportOnce('ERR_RECORD_UNDELIVERABLE', text);
  }

  #advance(gone: number): void {
    const last = this.#batch[gone - 1];
    if (last === undefined) return;
    const { segment } = this.#reader as SegmentReader;
    const course = this.#courseOf(segment);
    course.goneRecords += gone;
    course.ackedBytes = last.end;
    this.#stall.moved(this.#ports.clock.monotonicMs());
    if (segment.own) this.#ownGone += gone;
    this.#batch = this.#batch.slice(gone);
    attempt(() => this.#ack?.write(last.end));
  }

  #pause(cause: Error): void {
    this.#failures += 1;
    this.#batch = [];
    this.#leave(); // reading again costs little, and the segment may have become too old, or an older one come
    this.#ports.telemetry.reportOnce(
      'ERR_KEPT_FOR_RETRY',
      'Delivery failed; sealed records are in the spool and sent again.',
      cause,
    );
    const pauseMs = backoffMs(this.#options.backoff, this.#failures, this.#ports.random());
    this.#cancelPause = this.#ports.clock.setTimer(pauseMs, () => {
      this.#cancelPause = undefined;
      this.wake();
    });
    this.#tell(true);
  }

  #tell(failed: boolean): void {
    const done = (watcher: Watcher): boolean => this.#ownGone >= watcher.upTo;
    for (const watcher of this.#watchers.take((each) => done(each) || (failed && !each.patient)))
      watcher.resolve(done(watcher));
  }

  #trouble(code: string, message: string, cause: unknown): void {
    this.#ports.telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code });
    this.#ports.telemetry.reportOnce(code, message, cause);
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
