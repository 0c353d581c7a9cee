import { accessSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import {
  METRIC_INTERNAL_ERRORS,
  METRIC_SPOOL_FRAMES,
  METRIC_SPOOL_SYNCS,
  type SelfTelemetry,
} from '@otelseal/semantic-conventions';
import { NO_PLACE, type RecordCodec } from '../otlp/record-codec.js';
import type { Clock } from '../ports/clock.js';
import type { RecordPlace } from '../sealing/exported-record.js';
import { confirmFolder } from './confirm-folder.js';
import { encodeFrame, FRAME_CHECKPOINT, FRAME_LEAF, FRAME_PLACE } from './frame.js';
import { HEADER_BYTES, type Segment, SegmentFile } from './segment.js';

export interface SpoolWriterPorts {
  readonly clock: Clock;
  readonly telemetry: SelfTelemetry;
  /** Called when more may be delivered. */
  readonly readable: () => void;
  /** Called when a disk that had refused a write has taken it. */
  readonly writable: () => void;
}

/** Encoded once, so that what cannot be encoded never blocks what comes after it. */
interface Encoded {
  readonly record: ReadableLogRecord;
  readonly bytes: Uint8Array;
}

/** One object for all frames: its series is then found without making a text of it. */
const WRITTEN = Object.freeze({ outcome: 'written' });
/** How often a disk that refused a write is asked again. */
const WRITE_RETRY_MS = 1_000;

/**
 * Writes each record to the current segment before `append` returns, and confirms groups of them with one fdatasync.
 * A sealed record whose write fails is kept in memory, in order, until the disk takes it; meanwhile there is no room.
 */
export class SpoolWriter {
  readonly #folder: string;
  readonly #codec: RecordCodec;
  readonly #segmentBytes: number;
  readonly #ports: SpoolWriterPorts;
  readonly #created: (segment: Segment) => void;
  #segment: SegmentFile | undefined;
  #segments = 0;
  #places = new Map<object, Map<object, number>>();
  #nextPlace = 0;
  #unwritten: Encoded[] = [];
  #unconfirmed = 0;
  #refused = false;
  #retryAtMs = 0;
  #cancelRetry: (() => void) | undefined;
  #written = 0;
  #dirty = new Set<SegmentFile>();
  #newEntries = false;
  #syncing = false;
  #waiters: { readonly upTo: number; readonly resolve: (onDisk: boolean) => void }[] = [];

  /** Creates the first segment. Throws what the file system says. */
  constructor(
    folder: string,
    codec: RecordCodec,
    segmentBytes: number,
    ports: SpoolWriterPorts & { readonly created: (segment: Segment) => void },
  ) {
    this.#folder = folder;
    this.#codec = codec;
    this.#segmentBytes = segmentBytes;
    this.#ports = ports;
    this.#created = ports.created;
    this.#roll();
  }

  /** Frames written so far; delivery counts the same way. */
  get written(): number {
    return this.#written;
  }

  /** Sealed records that the disk did not take. */
  get unwritten(): number {
    return this.#unwritten.length;
  }

  /** Up to here a confirmation has failed: only delivery can make good for it. */
  get unconfirmed(): number {
    return this.#unconfirmed;
  }

  get canWrite(): boolean {
    if (this.#unwritten.length > 0 && this.#ports.clock.monotonicMs() >= this.#retryAtMs) this.#writeAll();
    return this.#unwritten.length === 0;
  }

  /** Never throws. A checkpoint asks for the disk's confirmation by itself. */
  append(record: ReadableLogRecord): void {
    try {
      this.#unwritten.push({ record, bytes: this.#codec.record(record) });
    } catch (cause) {
      this.#trouble(
        'ERR_SEAL_FAILED',
        'A sealed record could not be encoded; a verifier will report it missing.',
        cause,
      );
    }
    this.#writeAll();
    if (record.eventName === 'audit.checkpoint') void this.commit();
  }

  /**
   * Resolves to whether everything appended so far is confirmed by the disk. What a full disk did take is confirmed all the
   * same: only its delivery makes room again.
   */
  commit(): Promise<boolean> {
    if (this.#unwritten.length > 0) this.#writeAll();
    const isWritten = this.#unwritten.length === 0;
    return new Promise((resolve) => {
      this.#waiters.push({ upTo: this.#written, resolve: (onDisk) => resolve(onDisk && isWritten) });
      void this.#sync();
    });
  }

  /** Ends the last segment as soon as the disk has confirmed it: never while a confirmation is under way. */
  close(): Promise<boolean> {
    if (this.#segment !== undefined) this.#dirty.add(this.#segment);
    this.#segment = undefined;
    return this.commit();
  }

  /** Nothing is written by itself any more. */
  stop(): void {
    this.#cancelRetry?.();
  }

  /** A sealed record must not wait in memory for the next one to come. */
  #retryLater(): void {
    const { clock } = this.#ports;
    this.#retryAtMs = clock.monotonicMs() + WRITE_RETRY_MS;
    this.#cancelRetry?.();
    this.#cancelRetry = clock.setTimer(WRITE_RETRY_MS, () => {
      this.#writeAll();
      if (this.#unwritten.length > 0) return;
      void this.commit();
      this.#ports.writable();
    });
  }

  #writeAll(): void {
    try {
      this.#writeUntilRefused();
    } catch (cause) {
      this.#retryLater();
      this.#trouble(
        'ERR_SPOOL_WRITE',
        'The spool cannot be written; what comes now is not sealed, and a signed gap will declare it.',
        cause,
      );
      this.#ports.telemetry.add(METRIC_SPOOL_FRAMES, 1, { outcome: 'refused' });
    }
  }

  /** Perhaps only this file takes no more (its size, a bad block): then the next one does. */
  #writeUntilRefused(): void {
    try {
      this.#writeEach();
    } catch (cause) {
      if (this.#segment === undefined || this.#segment.size <= HEADER_BYTES) throw cause;
      this.#refused = true;
      this.#writeEach();
    }
  }

  #writeEach(): void {
    for (let next = this.#unwritten[0]; next !== undefined; next = this.#unwritten[0]) {
      this.#write(next);
      this.#unwritten.shift();
    }
  }

  #write({ record, bytes }: Encoded): void {
    const current = this.#segment;
    if (current === undefined || this.#refused || current.final || current.size >= this.#segmentBytes) this.#roll();
    const segment = this.#segment as SegmentFile;
    const placeId = this.#placeOf(record, segment);
    const type = record.eventName === 'audit.checkpoint' ? FRAME_CHECKPOINT : FRAME_LEAF;
    this.#dirty.add(segment);
    segment.append(encodeFrame(type, placeId, bytes));
    segment.records += 1;
    this.#written += 1;
    this.#ports.telemetry.add(METRIC_SPOOL_FRAMES, 1, WRITTEN);
  }

  #placeOf(record: ReadableLogRecord, segment: SegmentFile): number {
    const { resource, instrumentationScope } = record;
    const scopes = this.#places.get(resource) ?? new Map<object, number>();
    this.#places.set(resource, scopes);
    const known = scopes.get(instrumentationScope);
    if (known !== undefined) return known;
    const id = this.#nextPlace;
    segment.append(encodeFrame(FRAME_PLACE, id, this.#placeBytes({ resource, instrumentationScope })));
    scopes.set(instrumentationScope, id);
    this.#nextPlace += 1;
    return id;
  }

  /** A resource or scope that cannot be encoded must not hold up its records, which carry what is signed themselves. */
  #placeBytes(place: RecordPlace): Uint8Array {
    try {
      return this.#codec.place(place);
    } catch (cause) {
      this.#trouble('ERR_SEAL_FAILED', 'A resource or scope could not be encoded; its records go without it.', cause);
      return this.#codec.place(NO_PLACE);
    }
  }

  #roll(): void {
    this.#segments += 1;
    const path = join(this.#folder, `${String(this.#segments).padStart(8, '0')}.seg`);
    const [seconds] = this.#ports.clock.wallTime();
    const next = new SegmentFile(path, this.#codec.contentType, seconds * 1_000);
    if (this.#segment !== undefined) this.#dirty.add(this.#segment); // confirmed with the next commit, and ended then
    this.#segment = next;
    this.#refused = false;
    this.#places = new Map();
    this.#nextPlace = 0;
    this.#newEntries = true;
    this.#created(next);
  }

  async #sync(): Promise<void> {
    if (this.#syncing) return; // the running one looks again when it ends
    this.#syncing = true;
    while (this.#waiters.length > 0) {
      const upTo = this.#written;
      const files = [...this.#dirty].map((file) => ({ file, size: file.size }));
      const onDisk = await this.#confirmed(files.map(({ file }) => file));
      for (const { file, size } of files) this.#settle(file, size);
      const told = this.#waiters.filter((waiter) => waiter.upTo <= upTo);
      this.#waiters = this.#waiters.filter((waiter) => waiter.upTo > upTo);
      for (const { resolve } of told) resolve(onDisk);
      this.#ports.readable();
    }
    this.#syncing = false;
  }

  #settle(file: SegmentFile, size: number): void {
    file.readableBytes = size;
    if (file.size === size) this.#dirty.delete(file);
    if (file === this.#segment || file.size !== size) return;
    file.final = true;
    file.close();
  }

  /** A failed fdatasync may have thrown pages away: its segment is ended, and nothing in it was promised. */
  async #confirmed(files: readonly SegmentFile[]): Promise<boolean> {
    try {
      await allOf(files.map((file) => file.sync()));
      await this.#confirmEntries();
      accessSync(this.#folder); // gone when somebody took this process for dead: he delivers what was there before
      this.#ports.telemetry.add(METRIC_SPOOL_SYNCS, 1, { outcome: 'success' });
      return true;
    } catch (cause) {
      this.#ports.telemetry.add(METRIC_SPOOL_SYNCS, 1, { outcome: 'failure' });
      this.#trouble(
        'ERR_SPOOL_SYNC',
        'The disk did not confirm a write; what it held was not promised to anybody.',
        cause,
      );
      this.#unconfirmed = this.#written;
      this.#refused = true; // the next write begins a new segment
      return false;
    }
  }

  /** A segment may begin while the disk answers: then its name needs a confirmation of its own. */
  async #confirmEntries(): Promise<void> {
    if (!this.#newEntries) return;
    this.#newEntries = false;
    try {
      await confirmFolder(this.#folder);
    } catch (cause) {
      this.#newEntries = true;
      throw cause;
    }
  }

  #trouble(code: string, message: string, cause: unknown): void {
    this.#ports.telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code });
    this.#ports.telemetry.reportOnce(code, message, cause);
  }
}

/** Waits for all, also when one fails: a file must not be closed while the disk is asked about it. */
async function allOf(promises: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(promises)).find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
}
