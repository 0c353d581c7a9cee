import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';

/** What happens at the handover. */
export interface HandoverEvents {
  /** Records have left the batch processor's queue. */
  arrived(count: number): void;
  failed(error: unknown): void;
  /** What became of records that were handed over; `error` where the sealing exporter has kept them for another attempt, or has not taken them. */
  settled(count: number, error: unknown): void;
}

/**
 * Stands between the SDK's batch processor and the sealing exporter. It answers SUCCESS as soon as records are handed over: the sealing
 * exporter keeps, retries and reports by itself, while the batch processor could only log each failure and forget the batch. It flushes
 * nothing, so that emptying the queue never waits for the network, and so that no rejected flush can stop the batch processor, which in
 * sdk-logs 3.1 never recovers from one.
 */
export class HandoverExporter implements LogRecordExporter {
  readonly #sealing: Pick<LogRecordExporter, 'export' | 'shutdown'>;
  readonly #events: HandoverEvents;

  constructor(sealing: Pick<LogRecordExporter, 'export' | 'shutdown'>, events: HandoverEvents) {
    this.#sealing = sealing;
    this.#events = events;
  }

  export(records: ReadableLogRecord[], resultCallback: (result: { code: number }) => void): void {
    this.#events.arrived(records.length);
    this.handOver(records);
    resultCallback({ code: 0 });
  }

  /** The same for records that bypass the queue. */
  handOver(records: ReadableLogRecord[]): void {
    try {
      this.#sealing.export(records, ({ code, error }) =>
        this.#events.settled(records.length, code === 0 ? undefined : (error ?? code)),
      );
    } catch (error) {
      this.#events.failed(error);
    }
  }

  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  async shutdown(): Promise<void> {
    try {
      await this.#sealing.shutdown();
    } catch (error) {
      this.#events.failed(error);
    }
  }
}
