import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { Clock } from '../ports/clock.js';
import { SigningError } from '../signing-error.js';
import { type BackoffOptions, backoffMs } from './backoff.js';
import { type ExportAttempt, guardedExport } from './guarded-export.js';
import type { MemoryBudget } from './memory-budget.js';

/** Called with nothing when delivered, with the reason otherwise; at most once, and it must not throw. */
export type Settle = (error?: SigningError) => void;

export interface OrderedSenderOptions {
  /** Most records handed to the inner exporter in one call. */
  readonly maxBatchRecords: number;
  readonly exportTimeoutMs: number;
  readonly backoff: BackoffOptions;
  /** How often a single record is sent that the receiver calls invalid, before it is given up. */
  readonly maxRefusals: number;
}

export interface SenderPorts {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly budget: MemoryBudget;
  readonly events: {
    delivered(records: number): void;
    failed(error: Error): void;
    gaveUp(record: ReadableLogRecord, error: Error): void;
  };
}

interface Kept {
  readonly record: ReadableLogRecord;
  readonly bytes: number;
  readonly settle: Settle | undefined;
}

/**
 * Sends sealed records in order, one call at a time, and keeps them until the inner exporter says SUCCESS. A failure
 * keeps everything behind it too: order is part of the evidence. A refused batch is halved until the one record
 * that the receiver refuses stands alone.
 */
export class OrderedSender {
  readonly #exporter: LogRecordExporter;
  readonly #options: OrderedSenderOptions;
  readonly #ports: SenderPorts;
  #kept: Kept[] = [];
  /** Callers that have not been told yet; told once, either at delivery or at the first failure. */
  readonly #unsettled = new Set<Settle>();
  #batchRecords: number;
  #appended = 0;
  #gone = 0;
  #failures = 0;
  #refusals = 0;
  #pumping = false;
  #inFlight = false;
  #abandoned = false;
  #cancelRetry: (() => void) | undefined;
  #flushes: { readonly upTo: number; readonly resolve: () => void }[] = [];

  constructor(exporter: LogRecordExporter, options: OrderedSenderOptions, ports: SenderPorts) {
    this.#exporter = exporter;
    this.#options = options;
    this.#ports = ports;
    this.#batchRecords = options.maxBatchRecords;
  }

  /** Records not delivered yet. */
  get waiting(): number {
    return this.#kept.length;
  }

  /** Records taken out so far, in the same count as {@link appended}: delivered or given up. */
  get gone(): number {
    return this.#gone;
  }

  get appended(): number {
    return this.#appended;
  }

  /** Appends a record whose bytes the budget already holds. Nothing is sent before {@link send}. */
  append(record: ReadableLogRecord, bytes: number, settle?: Settle): void {
    this.#kept.push({ record, bytes, settle });
    this.#appended += 1;
    if (settle !== undefined) this.#unsettled.add(settle);
  }

  /** Sends what waits, unless a call is in flight; during a pause after a failure callers are told at once. */
  send(): void {
    if (this.#cancelRetry !== undefined) this.#tellKept();
    else this.#pump();
  }

  /** Sends now, cutting a pause short; resolves when all that waited is gone or an attempt has failed. */
  attempt(): Promise<void> {
    this.#stopPause();
    const upTo = this.#appended;
    this.#pump();
    if (this.#gone >= upTo || !this.#inFlight) return Promise.resolve();
    return new Promise((resolve) => this.#flushes.push({ upTo, resolve }));
  }

  /** Gives up for good; returns how many records are lost by it. */
  abandon(): number {
    this.#abandoned = true;
    this.#stopPause();
    this.#tellKept();
    const lost = this.#kept.length;
    this.#kept = [];
    return lost;
  }

  #pump(): void {
    if (this.#pumping) return; // an exporter that calls back synchronously continues the loop below
    this.#pumping = true;
    while (!this.#inFlight && this.#cancelRetry === undefined && this.#kept.length > 0) this.#sendBatch();
    this.#pumping = false;
  }

  #sendBatch(): void {
    const records = this.#kept.slice(0, this.#batchRecords).map((kept) => kept.record);
    this.#inFlight = true;
    guardedExport(this.#exporter, records, this.#options.exportTimeoutMs, this.#ports.clock, (attempt) => {
      this.#inFlight = false;
      if (this.#abandoned) return;
      if (attempt.ok) this.#delivered(records.length);
      else this.#failed(records.length, attempt);
      this.#pump();
    });
  }

  #delivered(count: number): void {
    this.#failures = 0;
    this.#refusals = 0;
    this.#batchRecords = Math.min(this.#options.maxBatchRecords, this.#batchRecords * 2);
    const done = this.#remove(count);
    this.#ports.events.delivered(count);
    for (const { settle } of done) {
      if (settle !== undefined && this.#unsettled.delete(settle)) settle();
    }
    this.#resolveFlushes(false);
  }

  #failed(count: number, attempt: ExportAttempt & { ok: false }): void {
    this.#ports.events.failed(attempt.error);
    if (attempt.permanent && count > 1) {
      this.#batchRecords = count >> 1;
      return;
    }
    if (attempt.permanent && ++this.#refusals >= this.#options.maxRefusals) {
      this.#giveUpFirst(attempt.error);
      return;
    }
    this.#pause();
    this.#tellKept(attempt.error);
    this.#resolveFlushes(true);
  }

  #pause(): void {
    this.#failures += 1;
    const pauseMs = backoffMs(this.#options.backoff, this.#failures, this.#ports.random());
    this.#cancelRetry = this.#ports.clock.setTimer(pauseMs, () => {
      this.#cancelRetry = undefined;
      this.#pump();
    });
  }

  #giveUpFirst(error: Error): void {
    this.#refusals = 0;
    for (const { record, settle } of this.#remove(1)) {
      this.#ports.events.gaveUp(record, error);
      const text = 'The receiver refuses this record for good; a verifier will report it missing.';
      if (settle !== undefined && this.#unsettled.delete(settle)) {
        settle(new SigningError('ERR_RECORD_UNDELIVERABLE', text, { cause: error }));
      }
    }
    this.#resolveFlushes(false);
  }

  #remove(count: number): Kept[] {
    const removed = this.#kept.splice(0, count);
    for (const { bytes } of removed) this.#ports.budget.give(bytes);
    this.#gone += removed.length;
    return removed;
  }

  #tellKept(cause?: Error): void {
    const untold = [...this.#unsettled];
    this.#unsettled.clear();
    const text = 'The exporter failed; the sealed records are kept and sent again in order.';
    for (const settle of untold) settle(new SigningError('ERR_KEPT_FOR_RETRY', text, { cause }));
  }

  #resolveFlushes(afterFailure: boolean): void {
    const done = this.#flushes.filter(({ upTo }) => afterFailure || this.#gone >= upTo);
    this.#flushes = this.#flushes.filter((flush) => !done.includes(flush));
    for (const { resolve } of done) resolve();
  }

  #stopPause(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
  }
}
