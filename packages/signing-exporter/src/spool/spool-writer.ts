import { join } from 'node:path';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { METRIC_INTERNAL_ERRORS, METRIC_SPOOL_FRAMES, type SelfTelemetry } from '@otelseal/semantic-conventions';
import { NO_PLACE, type RecordCodec } from '../otlp/record-codec.js';
import type { Clock } from '../ports/clock.js';
import type { RecordPlace } from '../sealing/exported-record.js';
import { DiskConfirmation } from './disk-confirmation.js';
import { encodeFrame, FRAME_CHECKPOINT, FRAME_LEAF, FRAME_PASSED, FRAME_PLACE, type FrameType } from './frame.js';
import { HEADER_BYTES, type Segment } from './segment.js';
import { SegmentFile } from './segment-file.js';
import { MAX_PLACES, MAX_PLACES_BYTES } from './segment-reader.js';
import { UnwrittenFrames } from './unwritten-frames.js';

export interface SpoolWriterPorts {
  readonly clock: Clock;
  readonly telemetry: SelfTelemetry;
  /** Called when more may be delivered. */
  readonly readable: () => void;
  /** Called when the disk is full; whether something could be given up for what comes now. */
  readonly makeRoom: () => boolean;
  /** Called when a disk that had refused a write has taken it. */
  readonly writable: () => void;
}

/** One object for all frames: its series is then found without making a text of it. */
const WRITTEN = Object.freeze({ outcome: 'written' });
/** Frames of about so many bytes go into one write. */
const WRITTEN_AT_ONCE = 1_048_576;
/** How often a disk that refused a write is asked again. */
const WRITE_RETRY_MS = 1_000;

const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/** A segment that grew to so many times its size without a moment of rest is confirmed while everybody waits. */
const LONGEST_SEGMENTS = 2;

/**
 * Writes each record to the current segment before `append` returns, and confirms groups of them with one fdatasync.
 * A sealed record whose write fails is kept in memory, in order, until the disk takes it; meanwhile there is no room.
 *
 * A segment begins only when the disk has confirmed all before it. So whatever a power loss takes is at the end, and a
 * hole in front of a later segment was made by somebody.
 */
export class SpoolWriter {
  readonly #folder: string;
  readonly #codec: RecordCodec;
  readonly #segmentBytes: number;
  readonly #ports: SpoolWriterPorts;
  readonly #created: (segment: Segment) => void;
  readonly #disk: DiskConfirmation;
  #segment: SegmentFile | undefined;
  #segments = 0;
  #places = new Map<object, Map<object, number>>();
  #nextPlace = 0;
  #placesBytes = 0;
  /** Encoded once, so that what cannot be encoded never blocks what comes after it. */
  readonly #unwritten = new UnwrittenFrames();
  #unconfirmed = 0;
  /** The disk refused the last write. */
  #isStuck = false;
  /** While records are written together: what waits for that. */
  #held: { wantsCommit: boolean; bytes: number } | undefined;
  #refused = false;
  #retryAtMs = 0;
  #cancelRetry: (() => void) | undefined;
  #written = 0;
  #dirty = new Set<SegmentFile>();
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
    this.#disk = new DiskConfirmation(folder, ports.telemetry);
    this.#roll();
  }

  /** Frames written so far; delivery counts the same way. */
  get written(): number {
    return this.#written;
  }

  /** Sealed records that the disk did not take. */
  get unwritten(): number {
    return this.#unwritten.count;
  }

  /** Up to here a confirmation has failed: only delivery can make good for it. */
  get unconfirmed(): number {
    return this.#unconfirmed;
  }

  get canWrite(): boolean {
    if (this.#held !== undefined && !this.#isStuck) return true;
    if (this.#unwritten.count > 0 && this.#ports.clock.monotonicMs() >= this.#retryAtMs) this.#writeAll();
    return this.#unwritten.count === 0;
  }

  /** Never throws. A checkpoint asks for the disk's confirmation by itself. */
  append(record: ReadableLogRecord): void {
    const isCheckpoint = record.eventName === 'audit.checkpoint';
    this.#append(isCheckpoint ? FRAME_CHECKPOINT : FRAME_LEAF, record, undefined);
    if (isCheckpoint && this.#held !== undefined) this.#held.wantsCommit = true;
    else if (isCheckpoint) void this.commit();
  }

  /** What is appended within `run` is written together, before this returns: a write costs as much as all else of a record. */
  together(run: () => void): void {
    const held = { wantsCommit: false, bytes: 0 };
    this.#held = held;
    try {
      run();
    } finally {
      this.#held = undefined;
      if (this.#unwritten.count > 0) this.#writeAll();
      if (held.wantsCommit) void this.commit();
    }
  }

  /** A record that somebody else sealed; encoded here if it is not yet. Never throws. */
  pass(record: ReadableLogRecord, bytes: Uint8Array | undefined): void {
    this.#append(FRAME_PASSED, record, bytes);
  }

  #append(type: FrameType, record: ReadableLogRecord, encoded: Uint8Array | undefined): void {
    try {
      const { resource, instrumentationScope } = record;
      const bytes = this.#unwritten.add(type, { resource, instrumentationScope }, (into, at) =>
        encoded === undefined ? this.#codec.recordInto(record, into, at) : into.put(at, encoded),
      );
      if (this.#held !== undefined && !this.#isStuck) {
        this.#held.bytes += bytes;
        if (this.#held.bytes < WRITTEN_AT_ONCE) return;
        this.#held.bytes = 0;
      }
    } catch (cause) {
      this.#trouble(
        'ERR_SEAL_FAILED',
        'A sealed record could not be encoded; a verifier will report it missing.',
        cause,
      );
    }
    this.#writeAll();
  }

  /**
   * Resolves to whether everything appended so far is confirmed by the disk. What a full disk did take is confirmed all the
   * same: only its delivery makes room again.
   */
  commit(): Promise<boolean> {
    if (this.#unwritten.count > 0) this.#writeAll();
    const isWritten = this.#unwritten.count === 0;
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

  /** One attempt to write what waits, and the disk's answer about everything, before it returns. */
  commitNow(): boolean {
    if (this.#unwritten.count > 0) this.#writeAll();
    return this.#confirmNow([...this.#dirty]) && this.#unwritten.count === 0;
  }

  /** What was written ahead is taken away again. */
  cut(): void {
    for (const file of this.#dirty) file.cut();
    this.#segment?.cut();
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
      if (this.#unwritten.count > 0) return;
      void this.commit();
      this.#ports.writable();
    });
  }

  #writeAll(): void {
    try {
      this.#writeUntilRefused();
      this.#isStuck = false;
    } catch (cause) {
      this.#isStuck = true;
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
      if (FULL.has((cause as NodeJS.ErrnoException).code) && this.#ports.makeRoom()) {
        this.#writeEach();
        return;
      }
      if (this.#segment === undefined || this.#segment.size <= HEADER_BYTES) throw cause;
      this.#confirmNow([this.#segment]);
      this.#refused = true;
      this.#writeEach();
    }
  }

  #writeEach(): void {
    while (this.#unwritten.count > 0) this.#unwritten.written(this.#write());
  }

  /** @returns how many of those that wait are in the file */
  #write(): number {
    const current = this.#segment;
    if (current === undefined || this.#refused || current.final) this.#roll();
    const segment = this.#segment as SegmentFile;
    const { bytes, count } = this.#unwritten.first(WRITTEN_AT_ONCE, (place) => this.#placeOf(place, segment));
    this.#dirty.add(segment);
    segment.reserve(bytes.length);
    segment.append(bytes);
    segment.records += count;
    this.#written += count;
    this.#ports.telemetry.add(METRIC_SPOOL_FRAMES, count, WRITTEN);
    return count;
  }

  #placeOf({ resource, instrumentationScope }: RecordPlace, segment: SegmentFile): number {
    const scopes = this.#places.get(resource);
    const known = scopes?.get(instrumentationScope);
    if (known !== undefined) return known;
    const id = this.#nextPlace;
    const bytes = this.#placeBytes({ resource, instrumentationScope });
    segment.append(encodeFrame(FRAME_PLACE, id, bytes));
    this.#placesBytes += bytes.length;
    if (scopes === undefined) this.#places.set(resource, new Map([[instrumentationScope, id]]));
    else scopes.set(instrumentationScope, id);
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
    this.#placesBytes = 0;
    this.#disk.nameAdded();
    this.#created(next);
  }

  async #sync(): Promise<void> {
    if (this.#syncing) return; // the running one looks again when it ends
    this.#syncing = true;
    while (this.#waiters.length > 0) {
      const upTo = this.#written;
      const files = [...this.#dirty].map((file) => ({ file, size: file.size }));
      const onDisk = this.#noted(await this.#disk.of(files.map(({ file }) => file)));
      for (const { file, size } of files) this.#settle(file, size, onDisk);
      const told = this.#waiters.filter((waiter) => waiter.upTo <= upTo);
      this.#waiters = this.#waiters.filter((waiter) => waiter.upTo > upTo);
      for (const { resolve } of told) resolve(onDisk);
      this.#ports.readable();
    }
    this.#syncing = false;
  }

  #settle(file: SegmentFile, size: number, onDisk: boolean): void {
    file.readableBytes = size;
    if (onDisk && file === this.#segment && this.#isFull(size)) this.#endIfConfirmed(file, size);
    if (file.size === size) this.#dirty.delete(file);
    if (file === this.#segment || file.size !== size) return;
    file.final = true;
    file.close();
  }

  /** Also where its reader would have too many resources and scopes to remember. */
  #isFull(size: number): boolean {
    return size >= this.#segmentBytes || 2 * this.#nextPlace >= MAX_PLACES || 2 * this.#placesBytes >= MAX_PLACES_BYTES;
  }

  /** Records that came while the disk answered are not on it yet; only where they always do is it asked synchronously. */
  #endIfConfirmed(file: SegmentFile, size: number): void {
    const isConfirmed = file.size === size;
    const isFar = file.size >= LONGEST_SEGMENTS * this.#segmentBytes;
    if (isConfirmed || (isFar && this.#confirmNow([file]))) this.#segment = undefined;
  }

  #confirmNow(files: readonly SegmentFile[]): boolean {
    return this.#noted(this.#disk.ofNow(files));
  }

  /** Nothing up to here may be promised any more, and the next write begins a new segment. */
  #noted(onDisk: boolean): boolean {
    if (!onDisk) {
      this.#unconfirmed = this.#written;
      this.#refused = true;
    }
    return onDisk;
  }

  #trouble(code: string, message: string, cause: unknown): void {
    this.#ports.telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code });
    this.#ports.telemetry.reportOnce(code, message, cause);
  }
}
