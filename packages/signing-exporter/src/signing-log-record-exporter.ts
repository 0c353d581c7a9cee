import { randomBytes } from 'node:crypto';
import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import {
  type Barrier,
  type CommitLevel,
  METRIC_DELIVERY_ATTEMPTS,
  METRIC_INTERNAL_ERRORS,
  METRIC_RECORDS,
  type SelfTelemetry,
} from '@otelseal/semantic-conventions';
import { canEncode } from './delivery/encoding-exporter.js';
import { handlingFor } from './delivery/handling.js';
import { MemoryBudget } from './delivery/memory-budget.js';
import { OrderedSender, type SenderEvents } from './delivery/ordered-sender.js';
import type { SinkName } from './delivery/sink.js';
import { withoutTracing } from './delivery/without-tracing.js';
import { type Clock, SYSTEM_CLOCK } from './ports/clock.js';
import { isProcessToEnd } from './ports/ending-process.js';
import { harmless } from './ports/self-telemetry.js';
import { within } from './ports/within.js';
import { Completion } from './sealing/completion.js';
import { LossNotice } from './sealing/loss-notice.js';
import { SealingDesk } from './sealing/sealing-desk.js';
import type { Outlet } from './sealing/sealing-ports.js';
import { provisionalSigner } from './signer/provisional-signer.js';
import { SigningError } from './signing-error.js';
import {
  type DeliveryOptions,
  resolveDelivery,
  resolveSealing,
  type SigningExporterOptions,
} from './signing-exporter-options.js';
import { WitnessClient } from './witness/witness-client.js';
import { resolveWitness } from './witness/witness-options.js';

/** How long the end waits for a witness. */
const WITNESS_AT_END_MS = 2_000;

/** How long the end waits for an exporter whose answer nobody waits for any more. */
const GIVEN_UP_WITHIN_MS = 250;

/** Structural: the callback of any SDK copy fits. */
interface ExportResult {
  readonly code: 0 | 1;
  readonly error?: Error;
}

/**
 * Seals log records and hands them to another exporter. Works behind any batch processor and inherits its drops, which
 * it cannot see; use `AuditLogRecordProcessor` where nothing may be lost.
 *
 * `export()` never throws. Its callback gets SUCCESS once the inner exporter has taken all records of the call, else
 * FAILED with a {@link SigningError}: `ERR_KEPT_FOR_RETRY` and `ERR_SIGNER_UNAVAILABLE` mean that the records are safe in
 * memory and follow later (do not send them again); `ERR_BUFFER_FULL` that some were not kept, which a signed gap declares;
 * `ERR_SHUT_DOWN` that none was taken.
 *
 * @stable
 * @example
 * ```ts
 * const exporter = new SigningLogRecordExporter({
 *   exporter: new OTLPLogExporter(),
 *   signer: localKeySigner({ keyFile: '/run/secrets/otelseal.pem' }),
 * });
 * new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter })] });
 * ```
 */
export class SigningLogRecordExporter implements LogRecordExporter, Barrier {
  readonly #inner: LogRecordExporter;
  readonly #delivery: DeliveryOptions;
  readonly #clock: Clock;
  readonly #telemetry: SelfTelemetry;
  readonly #sender: OrderedSender<unknown>;
  readonly #desk: SealingDesk;
  readonly #witness: WitnessClient | undefined;
  readonly #losses = new LossNotice();
  #undeliverable = 0;
  /** Not taken: they came after shutdown, or a defect of ours. */
  #refused = 0;
  #abandoned = 0;
  #ended: Promise<void> | undefined;

  /** @throws SigningError `ERR_OPTION_INVALID` */
  constructor(options: SigningExporterOptions) {
    const sealing = resolveSealing(options.sealing, options.identity);
    const delivery = resolveDelivery(options.delivery);
    const witness = options.witness === undefined ? undefined : resolveWitness(options.witness);
    if (typeof options.exporter?.export !== 'function') {
      throw new SigningError(
        'ERR_OPTION_INVALID',
        'exporter must be a log record exporter, for example new OTLPLogExporter().',
      );
    }
    this.#inner = options.exporter;
    this.#delivery = delivery;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
    this.#telemetry = harmless(options.telemetry);
    const random = options.random ?? Math.random;
    const budget = new MemoryBudget(delivery.maxKeptRecords, delivery.maxKeptBytes);
    const ports = { clock: this.#clock, random, budget, events: this.#events() };
    this.#sender = new OrderedSender(handlingFor(options.exporter), delivery, ports);
    this.#witness =
      witness === undefined
        ? undefined
        : new WitnessClient(witness, {
            clock: this.#clock,
            random,
            telemetry: this.#telemetry,
            safe: () => new Promise((resolve) => this.#sender.whenGone((error) => resolve(error === undefined))),
          });
    const outlet = this.#outlet(budget);
    this.#desk = new SealingDesk(
      {
        clock: this.#clock,
        random,
        randomBytes: options.randomBytes ?? randomBytes,
        signer: options.signer ?? provisionalSigner(this.#telemetry),
        telemetry: this.#telemetry,
        outlet: this.#witness?.watching(outlet) ?? outlet,
      },
      sealing,
    );
  }

  export(records: ReadableLogRecord[], resultCallback: (result: ExportResult) => void): void {
    const call = new Completion((error) => resultCallback(error === undefined ? { code: 0 } : { code: 1, error }));
    if (this.#ended !== undefined) {
      this.#refused += records?.length ?? 0;
      this.#lost(records?.length ?? 0, 'dropped', 'Records came after shutdown and were not taken.');
      call.end(new SigningError('ERR_SHUT_DOWN', 'The signing exporter has been shut down.'));
      return;
    }
    try {
      this.#desk.seal(records, call);
    } catch (cause) {
      const error = new SigningError('ERR_SEAL_FAILED', 'Sealing failed in a way that is a defect; please report it.', {
        cause,
      });
      this.#refused += 1;
      this.#internal(error.code, error.message, cause);
      call.end(error);
    }
  }

  /** Signs a checkpoint over everything exported so far and sends what waits; ends when an attempt has failed, too. */
  async forceFlush(): Promise<void> {
    if (this.#ended !== undefined) return this.#ended;
    this.#desk.checkpoint();
    await this.#sender.attempt();
    await this.#innerEnds(() => this.#inner.forceFlush());
  }

  /** Ends every stream with a signed leaf and checkpoint, delivers within the bound, then ends the inner exporter. */
  shutdown(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  /**
   * Covers what `export()` was called with; flush the batch processor first. Without a spool `spooled` is reached only
   * by delivery. `delivered` instead of `witnessed` where no witness has answered in time. `none` also after a loss: each is told to at least one caller,
   * and to all of them until a signed gap declares it.
   */
  async committed(level: CommitLevel, options: { readonly timeoutMs: number }): Promise<CommitLevel | 'none'> {
    const deadlineMs = this.#clock.monotonicMs() + options.timeoutMs;
    const lost = this.#desk.lost + this.#refused + this.#undeliverable + this.#abandoned;
    if (this.#losses.due(lost, this.#desk.undeclared)) return 'none';
    if (!(await this.#by(deadlineMs, this.#desk.caughtUp(deadlineMs)))) return 'none';
    this.#desk.checkpoint();
    if (level === 'sealed') return level;
    const delivered = this.#delivered(deadlineMs);
    void this.#sender.attempt();
    if (!(await this.#by(deadlineMs, delivered))) return 'none';
    if (level !== 'witnessed') return level;
    return (await this.#witness?.caughtUp(deadlineMs)) === true ? level : 'delivered';
  }

  /** Declares by a signed gap what a stage before this one had to drop, such as a full queue. */
  reportLost(count: number): void {
    this.#desk.reportLost(count);
  }

  async #end(): Promise<void> {
    const deadlineMs = this.#clock.monotonicMs() + this.#delivery.shutdownTimeoutMs;
    this.#sender.endBy(deadlineMs);
    await this.#by(deadlineMs, this.#desk.caughtUp(deadlineMs));
    this.#lost(this.#desk.close('shutdown'), 'lost', 'Records were neither sealed nor declared before the end.');
    void this.#sender.attempt();
    const atMost = Math.min(deadlineMs, this.#clock.monotonicMs() + WITNESS_AT_END_MS);
    await this.#witness?.caughtUp(atMost); // its cosignature of the end still goes into the log
    this.#witness?.stop();
    const delivered = this.#delivered(deadlineMs);
    void this.#sender.attempt();
    await this.#by(deadlineMs, delivered);
    this.#abandoned = this.#sender.abandon();
    this.#lost(
      this.#abandoned,
      'abandoned',
      'Sealed records could not be delivered before the end; a verifier will miss them.',
    );
    const isGivenUp = this.#abandoned > 0 && isProcessToEnd(); // then nobody waits for the request in flight either
    if (!isGivenUp) await this.#innerEnds(() => this.#inner.forceFlush());
    await this.#innerEnds(() => this.#inner.shutdown(), isGivenUp ? GIVEN_UP_WITHIN_MS : undefined);
  }

  /** Rejects when a record had to be given up. */
  #delivered(deadlineMs: number): Promise<void> {
    return new Promise((resolve, reject) =>
      this.#sender.whenGone((error) => (error ? reject(error) : resolve()), deadlineMs),
    );
  }

  #by(deadlineMs: number, promise: Promise<unknown>): Promise<boolean> {
    return within(
      this.#clock,
      deadlineMs,
      promise.then(() => true),
    );
  }

  /** The inner exporter may throw, reject or never end; none of it reaches the application. */
  async #innerEnds(call: () => Promise<void>, withinMs = this.#delivery.exportTimeoutMs): Promise<void> {
    const deadlineMs = this.#clock.monotonicMs() + withinMs;
    const ended = await this.#by(
      deadlineMs,
      withoutTracing(async () => call()),
    );
    if (!ended && withinMs !== GIVEN_UP_WITHIN_MS)
      this.#internal('ERR_EXPORTER_THREW', 'The inner exporter did not flush or shut down properly.');
  }

  get #sinkName(): SinkName {
    return canEncode(this.#inner) ? 'first' : 'exporter';
  }

  #outlet(budget: MemoryBudget): Outlet {
    const sender = this.#sender;
    const pending = (): { dropped: number; pending: number } => ({
      dropped: this.#undeliverable,
      pending: sender.waiting,
    });
    return {
      get state() {
        return pending();
      },
      hasRoom: () => budget.fits(0),
      append: (record) => sender.append(record),
      send: () => sender.send(),
      whenGone: (settle) => sender.whenGone(settle),
    };
  }

  #events(): SenderEvents<unknown> {
    return {
      delivered: (count) => {
        this.#telemetry.add(METRIC_RECORDS, count, { stage: 'deliver', outcome: 'delivered' });
        this.#telemetry.add(METRIC_DELIVERY_ATTEMPTS, 1, { sink: this.#sinkName, outcome: 'success' });
        if (this.#desk.undeclared > 0) this.#desk.tick();
      },
      failed: (error) => {
        const outcome = (error as { code?: unknown }).code === 'ERR_PARTIAL_SUCCESS' ? 'partial' : 'failure';
        this.#telemetry.add(METRIC_DELIVERY_ATTEMPTS, 1, { sink: this.#sinkName, outcome });
        this.#telemetry.reportOnce(
          'ERR_KEPT_FOR_RETRY',
          'Delivery failed; sealed records are kept and sent again.',
          error,
        );
      },
      gaveUp: (_item, error) => {
        this.#undeliverable += 1;
        this.#lost(
          1,
          'undeliverable',
          'The receiver refuses a record for good; a verifier will report it missing.',
          error,
        );
      },
    };
  }

  #lost(
    count: number,
    outcome: 'dropped' | 'lost' | 'abandoned' | 'undeliverable',
    message: string,
    cause?: unknown,
  ): void {
    if (count === 0) return;
    this.#telemetry.add(METRIC_RECORDS, count, {
      stage: outcome === 'abandoned' || outcome === 'undeliverable' ? 'deliver' : 'seal',
      outcome,
    });
    this.#telemetry.reportOnce(`RECORDS_${outcome.toUpperCase()}`, message, cause);
  }

  #internal(code: string, message: string, cause?: unknown): void {
    this.#telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code });
    this.#telemetry.reportOnce(code, message, cause);
  }
}
