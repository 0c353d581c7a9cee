import { BatchLogRecordProcessor, type LogRecordProcessor, type ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { forgetDetectionFacts } from '@otelseal/log-processors';
import {
  type Barrier,
  type CommitLevel,
  METRIC_INTERNAL_ERRORS,
  METRIC_RECORDS,
  type SelfTelemetry,
} from '@otelseal/semantic-conventions';
import type { SigningLogRecordExporter } from '@otelseal/signing-exporter';
import { HeldRecords } from '../threads/held-records.js';
import type { BatchSettings } from './batch-settings.js';
import { HandoverExporter } from './handover-exporter.js';
import { QueueDrain } from './queue-drain.js';
import { within } from './within.js';

const ACCEPTED = Object.freeze({ stage: 'batch', outcome: 'accepted' });
const DROPPED = Object.freeze({ stage: 'batch', outcome: 'dropped' });
/** What the sealing exporter may take beyond its own bound to end the exporter behind it. */
const SHUTDOWN_MARGIN_MILLIS = 500;

export interface SealingProcessorSettings {
  readonly batch: BatchSettings;
  readonly shutdownTimeoutMillis: number;
}

/**
 * The last stage: OpenTelemetry's batch processor in front of the sealing exporter, with three gaps of the former closed. It counts the
 * queue, because the SDK drops what does not fit without a word; it drains the queue one time at a time; and it drains before it shuts
 * down, because in sdk-logs 3.1 a shutdown during a flush loses what came after the flush began.
 */
export class SealingProcessor implements LogRecordProcessor, Barrier {
  readonly #sealing: SigningLogRecordExporter;
  readonly #settings: SealingProcessorSettings;
  readonly #telemetry: SelfTelemetry;
  readonly #handover: HandoverExporter;
  readonly #batch: LogRecordProcessor;
  readonly #drain: QueueDrain;
  readonly #held = new HeldRecords();
  #waiting = 0;
  #ended: Promise<void> | undefined;

  constructor(sealing: SigningLogRecordExporter, settings: SealingProcessorSettings, telemetry: SelfTelemetry) {
    this.#sealing = sealing;
    this.#settings = settings;
    this.#telemetry = telemetry;
    this.#handover = new HandoverExporter(sealing, {
      arrived: (count) => {
        this.#waiting -= count;
      },
      failed: (error) =>
        this.#report('ERR_SEALING_EXPORTER', 'The sealing exporter failed in a way it should not.', error),
      settled: (count, error) => {
        if (error === undefined) this.#held.delivered(count);
        else this.#held.keptForRetry(count);
      },
    });
    this.#batch = new BatchLogRecordProcessor({ ...settings.batch, exporter: this.#handover });
    this.#drain = new QueueDrain(() => this.#batch.forceFlush());
  }

  onEmit(record: ReadWriteLogRecord): void {
    try {
      if (this.#ended !== undefined) this.#drop('ERR_SHUT_DOWN', 'Records were emitted after shutdown and are lost.');
      else if (this.#waiting < this.#settings.batch.maxQueueSize) this.#enqueue(record);
      else this.#bypassQueue(record);
    } catch (error) {
      this.#drop('ERR_BATCH_FAILED', 'A record could not be queued and is lost.', error);
    }
  }

  /** Everything emitted before the call is sealed under a checkpoint, and its delivery was attempted. Never rejects. */
  async forceFlush(): Promise<void> {
    if (this.#ended !== undefined) return this.#ended;
    try {
      await this.#drain.run();
      await within(this.#settings.batch.exportTimeoutMillis, this.#sealing.forceFlush());
    } catch (error) {
      this.#report('ERR_FLUSH_FAILED', 'Records could not be flushed; they stay queued.', error);
    }
  }

  async committed(level: CommitLevel, { timeoutMs }: { readonly timeoutMs: number }): Promise<CommitLevel | 'none'> {
    try {
      const deadline = performance.now() + timeoutMs;
      if (!(await within(timeoutMs, this.#drain.run()))) return 'none';
      return await this.#sealing.committed(level, { timeoutMs: Math.max(1, deadline - performance.now()) });
    } catch (error) {
      this.#report('ERR_COMMIT_FAILED', 'It could not be found out how far records have come.', error);
      return 'none';
    }
  }

  /** Seals what waits, closes the streams and delivers, within the bound. Never rejects; a second call waits for the first. */
  shutdown(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<void> {
    try {
      const bound = this.#settings.shutdownTimeoutMillis + SHUTDOWN_MARGIN_MILLIS;
      const ended = await within(
        bound,
        this.#drain.run().then(() => this.#batch.shutdown()),
      );
      if (!ended) this.#report('ERR_SHUTDOWN_TIMEOUT', 'The pipeline did not end in time; records may be lost.');
    } catch (error) {
      this.#report('ERR_SHUTDOWN_FAILED', 'The pipeline did not end properly; records may be lost.', error);
    }
    if (this.#waiting > 0)
      this.#drop('ERR_SHUTDOWN_LOST', 'Records were still queued at the end and are lost.', undefined, this.#waiting);
    this.#held.ended();
  }

  #enqueue(record: ReadWriteLogRecord): void {
    this.#waiting += 1;
    this.#held.took(1);
    this.#batch.onEmit(record);
    forgetDetectionFacts(record);
    this.#telemetry.add(METRIC_RECORDS, 1, ACCEPTED);
  }

  /** The queue is full: the record is sealed at once, out of turn, unless its resource is still being detected. */
  #bypassQueue(record: ReadWriteLogRecord): void {
    if (record.resource.asyncAttributesPending === true) {
      this.#drop(
        'ERR_QUEUE_FULL',
        'Records came faster than resource detectors ended and filled the queue (batch.maxQueueSize); the newest are lost.',
      );
      return;
    }
    this.#held.took(1);
    this.#handover.handOver([record]);
    this.#telemetry.add(METRIC_RECORDS, 1, ACCEPTED);
  }

  #drop(code: string, message: string, cause?: unknown, count = 1): void {
    this.#telemetry.add(METRIC_RECORDS, count, DROPPED);
    if (this.#ended === undefined) this.#sealing.reportLost(count); // a signed gap declares it
    this.#report(code, message, cause);
  }

  #report(code: string, message: string, cause?: unknown): void {
    this.#telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code });
    this.#telemetry.reportOnce(code, message, cause);
  }
}
