import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { StreamIdentity } from '@otelseal/audit-integrity';
import {
  METRIC_DELIVERY_STALLED,
  METRIC_DELIVERY_WAITING_BYTES,
  METRIC_SPOOL_BYTES,
} from '@otelseal/semantic-conventions';
import type { RecordCodec } from '../otlp/record-codec.js';
import { SigningError } from '../signing-error.js';
import { BoundedFolder } from './bounded-folder.js';
import { DeadLetters } from './dead-letters.js';
import { type LeftStream, LeftStreams } from './left-streams.js';
import { namesIn, ProcessFolder, removeIfEmpty } from './process-folder.js';
import { HEADER_BYTES, type Segment } from './segment.js';
import { inheritedSegment } from './segment-reader.js';
import type { SinkBacklog } from './sink-backlog.js';
import type { SpoolDeliveryOptions } from './sink-delivery.js';
import { SpoolDelivery, type SpoolDeliveryPorts } from './spool-delivery.js';
import type { SpoolOptions } from './spool-options.js';
import { SpoolWriter } from './spool-writer.js';

export type SpoolPorts = Omit<SpoolDeliveryPorts, 'deadLetters' | 'delivered' | 'emptied'>;

const SIGNS_PER_LEASE = 3;

/** Below the spool folder: delivered segments that `repair` can send again. */
export const KEPT_FOLDER = 'kept';

/** The write-ahead log of one process: writing, confirming, delivering, and taking over what the dead left. */
export class Spool {
  readonly #options: SpoolOptions;
  readonly #ports: SpoolPorts;
  readonly #folder: ProcessFolder;
  readonly #deadLetters: DeadLetters;
  readonly #kept: BoundedFolder;
  readonly #delivery: SpoolDelivery;
  readonly #writer: SpoolWriter;
  readonly #left = new LeftStreams();
  #cancelUpkeep: (() => void) | undefined;

  /** @throws SigningError `ERR_SPOOL_UNUSABLE` */
  constructor(options: SpoolOptions, delivery: SpoolDeliveryOptions, codec: RecordCodec, ports: SpoolPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#folder = new ProcessFolder(options.directory, options.leaseMs);
    this.#deadLetters = new DeadLetters(options.directory, options.maxDeadLetterBytes);
    this.#kept = new BoundedFolder(join(options.directory, KEPT_FOLDER), {
      maxBytes: options.maxKeptBytes,
      maxAgeMs: options.maxKeptAgeMs,
    });
    this.#delivery = new SpoolDelivery(delivery, {
      ...ports,
      deadLetters: this.#deadLetters,
      delivered: ({ path, size }) => {
        if (size <= HEADER_BYTES) unlinkSync(path);
        else this.#kept.take(path, 'delivered', this.#wallMs);
      },
      emptied: (folder) => {
        if (folder !== this.#folder.path) quietly(() => removeIfEmpty(folder));
      },
    });
    this.#writer = this.#openWriter(codec);
    this.#upkeep();
  }

  get hasRoom(): boolean {
    return this.#delivery.bytes < this.#options.maxBytes && this.#writer.canWrite;
  }

  /** Bytes that may still be written; at the end a batch may exceed it. */
  get room(): number {
    return this.#writer.canWrite ? Math.max(0, this.#options.maxBytes - this.#delivery.bytes) : 0;
  }

  /** What each receiver has not taken yet. */
  get backlogs(): readonly SinkBacklog[] {
    return this.#delivery.backlogs;
  }

  get state(): { readonly dropped: number; readonly pending: number } {
    return { dropped: this.#delivery.deadLettered, pending: this.#writer.written - this.#delivery.ownGone };
  }

  /** A stream that a dead process left and that nobody continues yet; from now on the caller does. */
  inherited(identity: StreamIdentity, retention: string): LeftStream | undefined {
    return this.#left.take(identity, retention);
  }

  /** In the file when this returns, unless the disk refuses; never throws. */
  append(record: ReadableLogRecord): void {
    this.#writer.append(record);
  }

  /** What is appended or passed within `run` is in the file when this returns. */
  together(run: () => void): void {
    this.#writer.together(run);
  }

  /** The same for a record that somebody else sealed: as these bytes, if there are any. */
  pass(record: ReadableLogRecord, bytes: Uint8Array | undefined): void {
    this.#writer.pass(record, bytes);
  }

  /** Whether everything appended so far is confirmed by the disk, or where it was not, delivered. */
  async commit(): Promise<boolean> {
    const onDisk = await this.#writer.commit();
    return onDisk && this.#delivery.ownGone >= this.#writer.unconfirmed;
  }

  /** Whether everything appended so far is delivered; tries at once, and gives up at a failure unless patient. */
  delivered(patient: boolean, deadlineMs?: number): Promise<boolean> {
    return this.#delivery.delivered(this.#writer.written + this.#writer.unwritten, patient, deadlineMs);
  }

  /** Ends writing; resolves once the disk has confirmed the last segment, which delivery may then remove. */
  seal(): Promise<boolean> {
    return this.#writer.close();
  }

  /**
   * Whether everything appended so far is confirmed by the disk; asks it while everybody waits. For a process that may be gone in a
   * moment: its segment ends with its last frame.
   */
  commitNow(): boolean {
    const isOnDisk = this.#writer.commitNow();
    this.#writer.cut();
    return isOnDisk;
  }

  /** For a process that is gone in a moment: leaves everything to the next one, and closes no file that is in use. */
  abandon(): void {
    this.commitNow();
    quietly(() => this.#folder.release());
  }

  /** Ends delivery; what is left waits for the next process. Returns how many own records that are. */
  close(): number {
    this.#cancelUpkeep?.();
    this.#writer.stop();
    this.#delivery.stop();
    this.#deadLetters.close();
    quietly(() => this.#folder.release());
    return this.#writer.written + this.#writer.unwritten - this.#delivery.ownGone;
  }

  #openWriter(codec: RecordCodec): SpoolWriter {
    const { clock, telemetry } = this.#ports;
    try {
      return new SpoolWriter(this.#folder.path, codec, this.#options.segmentBytes, {
        clock,
        telemetry,
        readable: () => this.#delivery.wake(),
        writable: () => this.#ports.progressed(),
        created: (segment) => this.#delivery.add([segment]),
        makeRoom: () => this.#kept.clear(),
      });
    } catch (cause) {
      throw new SigningError('ERR_SPOOL_UNUSABLE', `The spool folder ${this.#options.directory} cannot be written.`, {
        cause,
      });
    }
  }

  /** Shows that this process lives and looks for those that do not. */
  #upkeep(): void {
    quietly(() => this.#folder.renewLease(this.#wallMs));
    quietly(() => this.#inherit(this.#folder.claimOrphans(this.#wallMs)));
    quietly(() => this.#kept.shrink(this.#wallMs));
    this.#show();
    const { orphanIntervalMs, leaseMs } = this.#options;
    const pauseMs = Math.min(orphanIntervalMs, leaseMs / SIGNS_PER_LEASE); // a living owner must never look dead
    this.#cancelUpkeep = this.#ports.clock.setTimer(pauseMs, () => this.#upkeep());
  }

  #show(): void {
    const { telemetry } = this.#ports;
    telemetry.add(METRIC_SPOOL_BYTES, this.#delivery.bytes);
    for (const { sink, bytes, stalledMs } of this.#delivery.backlogs) {
      telemetry.add(METRIC_DELIVERY_WAITING_BYTES, bytes, { sink });
      telemetry.add(METRIC_DELIVERY_STALLED, stalledMs / 1_000, { sink });
    }
  }

  get #wallMs(): number {
    const [seconds] = this.#ports.clock.wallTime();
    return seconds * 1_000;
  }

  #inherit(folders: readonly string[]): void {
    for (const folder of folders) {
      const paths = namesIn(folder)
        .filter((name) => /^\d{8}\.seg$/.test(name))
        .map((name) => join(folder, name));
      const segments = paths.map((path) => this.#inherited(path)).filter((segment) => segment !== undefined);
      if (segments.length === 0) quietly(() => removeIfEmpty(folder));
      else {
        this.#left.found(folder, segments);
        this.#delivery.add(segments);
      }
    }
  }

  /** A file that is no segment is damaged, unless a crash left it empty. */
  #inherited(path: string): Segment | undefined {
    try {
      const segment = inheritedSegment(path);
      if (segment === 'other version') throw new Error('It was written by another version.');
      if (segment === 'empty') unlinkSync(path);
      else if (segment !== undefined) return segment;
      else this.#deadLetters.take(path, 'damaged', this.#wallMs);
    } catch (cause) {
      this.#ports.telemetry.reportOnce(
        'ERR_SPOOL_DAMAGED',
        'A segment of another process cannot be read; it is left where it is.',
        cause,
      );
    }
    return undefined;
  }
}

/** For upkeep that the next round repeats. */
function quietly(run: () => void): void {
  try {
    run();
  } catch {
    // somebody else may have been faster
  }
}
