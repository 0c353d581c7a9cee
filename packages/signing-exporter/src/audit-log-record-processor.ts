import { randomBytes } from 'node:crypto';
import type { LogRecordProcessor, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import {
  type Barrier,
  type CommitLevel,
  METRIC_INTERNAL_ERRORS,
  METRIC_RECORDS,
  type SelfTelemetry,
} from '@otelseal/semantic-conventions';
import {
  type AuditProcessorOptions,
  resolveDrainAtExit,
  resolveSpoolDelivery,
  type SpoolDeliveryLimits,
} from './audit-processor-options.js';
import type { Sink } from './delivery/sink.js';
import { sinksOf } from './delivery/sinks.js';
import { type Clock, SYSTEM_CLOCK } from './ports/clock.js';
import { isProcessToEnd } from './ports/ending-process.js';
import { type LastWords, onProcessEnd } from './ports/process-end.js';
import { harmless } from './ports/self-telemetry.js';
import { within } from './ports/within.js';
import { Completion } from './sealing/completion.js';
import { LossNotice } from './sealing/loss-notice.js';
import type { SealedPassage } from './sealing/sealed-passage.js';
import { SealingDesk } from './sealing/sealing-desk.js';
import { provisionalSigner } from './signer/provisional-signer.js';
import { resolveSealing } from './signing-exporter-options.js';
import type { SinkBacklog } from './spool/sink-backlog.js';
import { Spool } from './spool/spool.js';
import { resolveSpool } from './spool/spool-options.js';
import { spoolOutlet } from './spool/spool-outlet.js';
import { WitnessClient } from './witness/witness-client.js';
import { resolveWitness } from './witness/witness-options.js';

/**
 * The durable way in: seals each record and writes it to disk before `emit` returns, confirms groups of them together
 * with a signed checkpoint, and delivers what is confirmed over OTLP/HTTP until the receiver has it.
 *
 * After a SIGKILL every record whose `emit()` returned is delivered by the next process on the same folder; after a power
 * loss every record covered by a `committed('spooled')` that resolved to it. `onEmit` never throws and never waits.
 *
 * @stable
 * @example
 * ```ts
 * const audit = new AuditLogRecordProcessor({
 *   spool: { directory: '/var/lib/otelseal' },
 *   signer: localKeySigner({ keyFile: '/run/secrets/otelseal.pem' }),
 * });
 * new LoggerProvider({ processors: [audit] });
 * ```
 */
export class AuditLogRecordProcessor implements LogRecordProcessor, Barrier {
  readonly #limits: SpoolDeliveryLimits;
  readonly #clock: Clock;
  readonly #telemetry: SelfTelemetry;
  readonly #spool: Spool;
  readonly #desk: SealingDesk;
  readonly #witness: WitnessClient | undefined;
  readonly #sinks: readonly Sink[];
  readonly #contentType: 'application/json' | 'application/x-protobuf';
  readonly #losses = new LossNotice();
  readonly #refusals = new LossNotice();
  /** Not taken: emitted after shutdown, or a defect of ours. */
  #refused = 0;
  #ended: Promise<void> | undefined;
  #exiting = false;
  /** When the last flush began to deliver, and whether it did; undefined as long as it is not known. */
  #lastTry: { readonly begunMs: number; reached: boolean | undefined } | undefined;
  #forgetProcess: (() => void) | undefined;

  /** @throws SigningError `ERR_OPTION_INVALID`, `ERR_SPOOL_UNUSABLE` */
  constructor(options: AuditProcessorOptions) {
    const sealing = resolveSealing(options.sealing, options.identity);
    const spool = resolveSpool(options.spool);
    const witness = options.witness === undefined ? undefined : resolveWitness(options.witness);
    const drains = resolveDrainAtExit(options.drainAtExit);
    this.#limits = resolveSpoolDelivery(options.delivery);
    this.#clock = options.clock ?? SYSTEM_CLOCK;
    this.#telemetry = harmless(options.telemetry);
    const { sinks, codec, codecOf } = sinksOf(options, this.#limits.exportTimeoutMs, this.#clock, this.#telemetry);
    this.#sinks = sinks;
    this.#contentType = codec.contentType;
    const random = options.random ?? Math.random;
    this.#spool = new Spool(spool, { ...this.#limits, maxAgeMs: spool.maxAgeMs }, codec, {
      clock: this.#clock,
      random,
      telemetry: this.#telemetry,
      sinks,
      codec: codecOf,
      progressed: () => {
        if (this.#desk.undeclared > 0) this.#desk.tick();
      },
    });
    this.#witness =
      witness === undefined
        ? undefined
        : new WitnessClient(witness, {
            clock: this.#clock,
            random,
            telemetry: this.#telemetry,
            safe: () => this.#spool.commit(),
          });
    const outlet = spoolOutlet(this.#spool);
    this.#desk = new SealingDesk(
      {
        clock: this.#clock,
        random,
        randomBytes: options.randomBytes ?? randomBytes,
        signer: options.signer ?? provisionalSigner(this.#telemetry),
        telemetry: this.#telemetry,
        outlet: this.#witness?.watching(outlet) ?? outlet,
        inherited: (identity, retention) => this.#spool.inherited(identity, retention),
        claimOf: options.claimOf,
      },
      sealing,
    );
    if (drains) this.#forgetProcess = onProcessEnd(this.#lastWords);
  }

  /** Sealed and in the spool's file when this returns. */
  onEmit(record: ReadableLogRecord): void {
    this.onEmitAll([record]);
  }

  #takeAll(items: readonly unknown[], take: (completion: Completion) => void): number {
    if (this.#ended !== undefined) {
      this.#refused += items.length;
      this.#lost(items.length, 'dropped', 'Records came after shutdown and were not taken.');
      return items.length;
    }
    const before = this.#desk.lost;
    try {
      if (items.length === 1) take(new Completion(ignore));
      else this.#spool.together(() => take(new Completion(ignore)));
      if (this.#exiting) this.#drain(() => this.#close('exit')); // the application's own exit listeners come after ours
      return this.#desk.lost - before;
    } catch (cause) {
      this.#refused += items.length;
      this.#telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code: 'ERR_SEAL_FAILED' });
      this.#telemetry.reportOnce(
        'ERR_SEAL_FAILED',
        'Sealing failed in a way that is a defect; please report it.',
        cause,
      );
      return items.length;
    }
  }

  /** How records lie in the spool, and go to the first receiver. @experimental */
  get contentType(): 'application/json' | 'application/x-protobuf' {
    return this.#contentType;
  }

  /** Bytes that the spool still takes; 0 while the disk refuses. For who can ask a client to come again. */
  get room(): number {
    return this.#ended === undefined ? this.#spool.room : 0;
  }

  /** What each receiver has not taken yet, which is what fills the spool. @experimental */
  get backlogs(): readonly SinkBacklog[] {
    return this.#spool.backlogs;
  }

  /** Streams opened since the beginning, those that succeed another one left out. @experimental */
  get openedStreams(): number {
    return this.#desk.opened;
  }

  /** Whether a stream is open for what this resource speaks for. @experimental */
  hasStream(resource: ReadableLogRecord['resource']): boolean {
    return this.#desk.hasStream(resource);
  }

  /**
   * Many at once, at a lower price each: sealed and in the spool's file when this returns. Never throws.
   *
   * @returns how many were not taken: they have no number, and a signed gap declares them
   * @experimental
   */
  onEmitAll(records: readonly ReadableLogRecord[]): number {
    return this.#takeAll(records, (completion) => this.#desk.seal(records, completion));
  }

  /**
   * Lets records go on that somebody else sealed, unchanged, and counter-seals each (SPEC.md, "relay"). Never throws.
   *
   * @returns how many were not taken
   * @experimental
   */
  pass(passages: readonly SealedPassage[]): number {
    return this.#takeAll(passages, (completion) => this.#desk.pass(passages, completion));
  }

  /** A signed checkpoint over everything emitted so far, on disk; then one attempt to deliver it. Never rejects. */
  async forceFlush(): Promise<void> {
    if (this.#ended !== undefined) return this.#ended;
    this.#desk.checkpoint();
    await this.#spool.commit();
    const lastTry: { begunMs: number; reached: boolean | undefined } = {
      begunMs: this.#clock.monotonicMs(),
      reached: undefined,
    };
    this.#lastTry = lastTry;
    lastTry.reached = await this.#spool.delivered(false);
  }

  /** Closes every stream, delivers within the bound, and leaves the rest to the next process. Never rejects. */
  shutdown(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  /**
   * How far everything emitted so far has come; never rejects. `none` also after a loss: each is told to at least one
   * caller, and to all of them until a signed gap declares it. Likewise `spooled` instead of `delivered` after the
   * receiver has refused a record for good, and `delivered` instead of `witnessed` where no witness has answered in time.
   */
  async committed(level: CommitLevel, options: { readonly timeoutMs: number }): Promise<CommitLevel | 'none'> {
    const deadlineMs = this.#clock.monotonicMs() + options.timeoutMs;
    if (this.#losses.due(this.#desk.lost + this.#refused, this.#desk.undeclared)) return 'none';
    if (
      !(await within(
        this.#clock,
        deadlineMs,
        this.#desk.caughtUp(deadlineMs).then(() => true),
      ))
    )
      return 'none';
    this.#desk.checkpoint();
    if (level === 'sealed') return level;
    const delivered = level === 'spooled' ? undefined : this.#spool.delivered(true, deadlineMs);
    if (!(await within(this.#clock, deadlineMs, this.#spool.commit()))) return 'none';
    if (delivered === undefined) return level;
    if (!(await within(this.#clock, deadlineMs, delivered))) return 'none';
    if (this.#refusals.due(this.#spool.state.dropped, 0)) return 'spooled'; // the rest lies in the dead-letter folder
    return level === 'witnessed' && (await this.#witness?.caughtUp(deadlineMs)) === true ? level : 'delivered';
  }

  /** Declares by a signed gap what a stage before this one had to drop. */
  reportLost(count: number): void {
    this.#desk.reportLost(count);
  }

  async #end(): Promise<void> {
    const deadlineMs = this.#clock.monotonicMs() + this.#limits.shutdownTimeoutMs;
    await within(
      this.#clock,
      deadlineMs,
      this.#desk.caughtUp(deadlineMs).then(() => true),
    );
    this.#close('shutdown');
    const atMost = Math.min(deadlineMs, this.#clock.monotonicMs() + WITNESS_AT_END_MS);
    await this.#witness?.caughtUp(atMost); // its cosignature of the end still goes into the log
    this.#witness?.stop();
    await within(this.#clock, deadlineMs, this.#spool.seal());
    const deliverByMs = this.#deliverBy(deadlineMs);
    if (deliverByMs > 0) await within(this.#clock, deliverByMs, this.#spool.delivered(!isProcessToEnd(), deliverByMs));
    this.#forgetProcess?.();
    const left = this.#spool.close();
    if (left > 0) this.#telemetry.add(METRIC_RECORDS, left, { stage: 'deliver', outcome: 'kept' });
    const ended = this.#sinks.map((sink) => sink.shutdown());
    await within(
      this.#clock,
      deliverByMs,
      Promise.allSettled(ended).then(() => true),
    );
  }

  /** A process that is to end does not ask a receiver again that has just failed, nor wait for long for a silent one: the next process delivers. */
  #deliverBy(deadlineMs: number): number {
    if (!isProcessToEnd() || this.#lastTry === undefined) return deadlineMs;
    const { begunMs, reached } = this.#lastTry;
    if (reached === undefined) return Math.min(deadlineMs, begunMs + SILENT_AT_END_MS);
    const isRecent = this.#clock.monotonicMs() - begunMs < LAST_TRY_COUNTS_MS;
    return reached || !isRecent ? deadlineMs : 0;
  }

  get #lastWords(): LastWords {
    return {
      signalled: () => this.#drain(() => this.#close('signal')),
      warned: () => this.#drain(() => this.#desk.checkpoint()),
      exiting: () => this.#drain(() => this.#abandon()),
    };
  }

  /** What can still be done without waiting for anybody: closing leaves, checkpoints, and the disk's confirmation. */
  #drain(seal: () => void): void {
    try {
      seal();
      this.#spool.commitNow();
    } catch (cause) {
      this.#telemetry.reportOnce('ERR_SPOOL_WRITE', 'The spool could not be closed while the process ended.', cause);
    }
  }

  #abandon(): void {
    this.#exiting = true;
    this.#close('exit');
    this.#spool.abandon();
  }

  #close(reason: string): void {
    this.#lost(this.#desk.close(reason), 'lost', 'Records were neither sealed nor declared before the end.');
  }

  #lost(count: number, outcome: 'dropped' | 'lost', message: string): void {
    if (count === 0) return;
    this.#telemetry.add(METRIC_RECORDS, count, { stage: 'seal', outcome });
    this.#telemetry.reportOnce(`RECORDS_${outcome.toUpperCase()}`, message);
  }
}

/** How long the end waits for a witness. */
const WITNESS_AT_END_MS = 2_000;
/** How long a process that is to end waits for a receiver that does not answer, from the last flush on. */
const SILENT_AT_END_MS = 4_000;
/** How long a flush that failed speaks for the receiver. */
const LAST_TRY_COUNTS_MS = 60_000;

function ignore(): void {
  // what could not be kept is counted, reported and declared by the desk itself
}
