import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { Clock } from '../ports/clock.js';
import { WaitingList } from '../ports/waiting-list.js';
import { SigningError } from '../signing-error.js';
import { type BackoffOptions, backoffMs } from './backoff.js';
import { type BatchExporter, type ExportAttempt, guardedExport } from './guarded-export.js';
import type { MemoryBudget } from './memory-budget.js';

/** Called once: with nothing when delivered, with the reason when not (yet). Must not throw. */
export type Settle = (error?: SigningError) => void;

export interface OrderedSenderOptions {
  /** Most records handed to the inner exporter in one call. */
  readonly maxBatchRecords: number;
  readonly exportTimeoutMs: number;
  readonly backoff: BackoffOptions;
  /** How often a single record is sent that the receiver calls invalid, before it is given up. */
  readonly maxRefusals: number;
}

/** What happens to records on their way. */
export interface SenderEvents<Item> {
  delivered(records: number): void;
  failed(error: Error): void;
  gaveUp(item: Item, error: Error): void;
}

export interface SenderPorts<Item> {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly budget: MemoryBudget;
  readonly events: SenderEvents<Item>;
}

interface Watcher {
  readonly upTo: number;
  readonly settle: Settle;
  /** Waits through failures, for delivery itself. */
  readonly patient: boolean;
  readonly deadlineMs: number;
}

/** What is kept of a record until it has gone, and who takes it then. */
export interface Handling<Item> {
  readonly exporter: BatchExporter<Item>;
  keep(record: ReadableLogRecord): Item;
  /** Estimated bytes in memory. */
  sizeOf(item: Item): number;
}

interface Kept<Item> {
  readonly item: Item;
  readonly bytes: number;
}

/**
 * A batch also ends here: requests are made in memory, and receivers bound what they take. The collector does at 20 MiB; Loki's parts take 4 MiB
 * from each other, and Loki answers 503 to more, as if asking again could help.
 */
const MAX_BATCH_BYTES = 3_145_728;

/**
 * Sends sealed records, or what they were encoded to, in order, one call at a time, and keeps them until the inner exporter says SUCCESS. A failure
 * keeps everything behind it too: order is part of the evidence. A refused batch is halved until the one record
 * that the receiver refuses stands alone.
 */
export class OrderedSender<Item> {
  readonly #handling: Handling<Item>;
  readonly #options: OrderedSenderOptions;
  readonly #ports: SenderPorts<Item>;
  #kept: Kept<Item>[] = [];
  #appended = 0;
  #gone = 0;
  /** Who wants to know when everything up to a count is gone; in the order of that count. */
  readonly #watchers: WaitingList<Watcher>;
  #batchRecords: number;
  #failures = 0;
  #refusals = 0;
  #pumping = false;
  #inFlight = false;
  #abandoned = false;
  /** How long the last call took to fail. */
  #failedAfterMs = 0;
  #endsAtMs = Number.POSITIVE_INFINITY;
  #cancelRetry: (() => void) | undefined;

  constructor(handling: Handling<Item>, options: OrderedSenderOptions, ports: SenderPorts<Item>) {
    this.#handling = handling;
    this.#options = options;
    this.#ports = ports;
    this.#batchRecords = options.maxBatchRecords;
    this.#watchers = new WaitingList(ports.clock);
  }

  /** Records not delivered yet. */
  get waiting(): number {
    return this.#kept.length;
  }

  /** Appends a record, which the budget holds from now on. Nothing is sent before {@link send}. */
  append(record: ReadableLogRecord): void {
    const item = this.#handling.keep(record);
    const bytes = this.#handling.sizeOf(item);
    this.#ports.budget.take(bytes);
    this.#kept.push({ item, bytes });
    this.#appended += 1;
  }

  /**
   * Tells when all that is appended so far is delivered, or at the first failure that keeps it back; with a deadline it
   * waits through failures instead, and is forgotten some time after.
   */
  whenGone(settle: Settle, deadlineMs?: number): void {
    const patient = deadlineMs !== undefined;
    if (this.#gone >= this.#appended) settle();
    else if (this.#cancelRetry !== undefined && !patient) settle(keptForRetry());
    else
      this.#watchers.add({ upTo: this.#appended, settle, patient, deadlineMs: deadlineMs ?? Number.POSITIVE_INFINITY });
  }

  /** Sends what waits, unless a call is in flight or a pause after a failure is running. */
  send(): void {
    if (this.#cancelRetry === undefined) this.#pump();
  }

  /** Sends now, cutting a pause short; resolves when all that waited is gone or an attempt has failed. */
  attempt(): Promise<void> {
    this.#stopPause();
    return new Promise((resolve) => {
      this.#pump();
      this.whenGone(() => resolve());
    });
  }

  /**
   * Begins no call any more that would end after this if it fails like the last one: exporters retry by themselves for seconds, and their
   * timers would hold a process open that has given up long ago.
   */
  endBy(deadlineMs: number): void {
    this.#endsAtMs = deadlineMs;
  }

  /** Gives up for good; returns how many records are lost by it. */
  abandon(): number {
    this.#abandoned = true;
    this.#stopPause();
    const lost = this.#remove(this.#kept.length).length;
    this.#tell(() => true, keptForRetry());
    return lost;
  }

  #pump(): void {
    if (this.#pumping) return; // an exporter that calls back synchronously continues the loop below
    this.#pumping = true;
    while (!this.#inFlight && this.#cancelRetry === undefined && this.#kept.length > 0 && !this.#tellIfTooLate(0)) {
      this.#sendBatch();
    }
    this.#pumping = false;
  }

  /** Whether no call may be begun after this pause; then nobody waits for one. */
  #tellIfTooLate(pauseMs: number): boolean {
    const isTooLate =
      this.#failures > 0 && this.#ports.clock.monotonicMs() + pauseMs + this.#failedAfterMs > this.#endsAtMs;
    if (isTooLate) this.#tell(() => true, keptForRetry());
    return isTooLate;
  }

  #sendBatch(): void {
    const records = this.#nextBatch();
    this.#inFlight = true;
    const begunMs = this.#ports.clock.monotonicMs();
    guardedExport(this.#handling.exporter, records, this.#options.exportTimeoutMs, this.#ports.clock, (attempt) => {
      this.#inFlight = false;
      if (this.#abandoned) return;
      this.#failedAfterMs = this.#ports.clock.monotonicMs() - begunMs;
      if (attempt.ok) this.#delivered(records.length);
      else this.#failed(records.length, attempt);
      this.#pump();
    });
  }

  /** From the front; at least one. */
  #nextBatch(): Item[] {
    const batch: Item[] = [];
    let bytesLeft = MAX_BATCH_BYTES;
    for (let index = 0; index < Math.min(this.#batchRecords, this.#kept.length); index += 1) {
      const { item, bytes } = this.#kept[index] as Kept<Item>;
      bytesLeft -= bytes;
      if (bytesLeft < 0 && index > 0) break;
      batch.push(item);
    }
    return batch;
  }

  #delivered(count: number): void {
    this.#failures = 0;
    this.#refusals = 0;
    this.#batchRecords = Math.min(this.#options.maxBatchRecords, this.#batchRecords * 2);
    this.#remove(count);
    this.#tell(({ upTo }) => upTo <= this.#gone);
    this.#ports.events.delivered(count);
  }

  #failed(count: number, attempt: ExportAttempt & { ok: false }): void {
    this.#ports.events.failed(attempt.error);
    if (attempt.permanent && count > 1) {
      this.#batchRecords = count >> 1;
      return;
    }
    this.#tell(({ patient }) => !patient, keptForRetry(attempt.error));
    if (attempt.permanent && ++this.#refusals >= this.#options.maxRefusals) {
      this.#giveUpFirst(attempt.error);
      return;
    }
    this.#failures += 1;
    const pauseMs = backoffMs(this.#options.backoff, this.#failures, this.#ports.random());
    this.#cancelRetry = this.#ports.clock.setTimer(pauseMs, () => {
      this.#cancelRetry = undefined;
      this.#pump();
    });
    this.#tellIfTooLate(pauseMs);
  }

  #remove(count: number): Kept<Item>[] {
    const removed = this.#kept.splice(0, count);
    for (const { bytes } of removed) this.#ports.budget.give(bytes);
    this.#gone += removed.length;
    return removed;
  }

  #giveUpFirst(error: Error): void {
    this.#refusals = 0;
    for (const { item } of this.#remove(1)) this.#ports.events.gaveUp(item, error);
    const text = 'The receiver refuses a record for good; a verifier will report it missing.';
    this.#tell(() => true, new SigningError('ERR_RECORD_UNDELIVERABLE', text, { cause: error }));
  }

  #tell(whom: (watcher: Watcher) => boolean, error?: SigningError): void {
    for (const { settle } of this.#watchers.take(whom)) settle(error);
  }

  #stopPause(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
  }
}

function keptForRetry(cause?: Error): SigningError {
  const text = 'The exporter failed; the sealed records are kept and sent again in order.';
  return new SigningError('ERR_KEPT_FOR_RETRY', text, { cause });
}
