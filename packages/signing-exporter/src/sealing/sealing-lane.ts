import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import {
  openStream,
  type SealedRecord,
  type StreamIdentity,
  type StreamOptions,
  type StreamSealer,
  type UnixTime,
} from '@otelseal/audit-integrity';
import { METRIC_CHECKPOINTS, METRIC_INTERNAL_ERRORS } from '@otelseal/semantic-conventions';
import type { Settle } from '../delivery/ordered-sender.js';
import { CheckpointCadence, type CheckpointReason } from './checkpoint-cadence.js';
import { type Epoch, EpochCertification } from './epoch-certification.js';
import { CONTROL_SCOPE, exportedRecord, type RecordOrigin, type RecordPlace } from './exported-record.js';
import { HeldDrafts } from './held-drafts.js';
import { LossLedger, type LossReason } from './loss-ledger.js';
import type { SealingOptions, SealingPorts } from './sealing-ports.js';
import { settledAttributes } from './settled-attributes.js';

/** What became of a record at once. */
export type Offered = 'sealed' | 'held' | 'lost' | 'failed';

/** SeverityNumber.ERROR and above: covered by a checkpoint in the same call that brings it. */
const CRITICAL_SEVERITY = 17;

/** A stream ends this long before its certificate does. */
const LAST_SECONDS = 60;

/** What a lane seals, and with whose resource its control records go out. */
export interface LaneOrigin {
  readonly identity: StreamIdentity;
  readonly retention: string;
  readonly resource: ReadableLogRecord['resource'];
  /** Called when a stream has been opened and its first records are appended. */
  readonly opened: () => void;
}

/**
 * All that one service identity and retention class seals: one stream at a time, each succeeded by the next when it
 * is old or long enough. Records that come before the first certificate wait as drafts; nothing goes out unsealed.
 */
export class SealingLane {
  readonly #ports: SealingPorts;
  readonly #options: SealingOptions;
  readonly #origin: LaneOrigin;
  readonly #losses = new LossLedger();
  readonly #held: HeldDrafts;
  readonly #cadence: CheckpointCadence;
  #sealer: StreamSealer | undefined;
  #notAfter = 0;
  #openedAtMs = 0;
  #predecessor: StreamOptions['predecessor'];
  #successor: EpochCertification | undefined;

  constructor(ports: SealingPorts, options: SealingOptions, origin: LaneOrigin) {
    this.#ports = ports;
    this.#options = options;
    this.#origin = origin;
    this.#held = new HeldDrafts(ports.drafts);
    this.#cadence = new CheckpointCadence(options, ports.clock.monotonicMs());
    this.#certify();
  }

  get isOpen(): boolean {
    return this.#sealer !== undefined;
  }

  /** Lost records that no signed gap declares yet. */
  get undeclared(): number {
    return this.#losses.count;
  }

  get lastLeafMs(): number {
    return this.#cadence.lastLeafMs;
  }

  /** When to call {@link tick} again. */
  get nextMs(): number {
    return this.#cadence.nextMs;
  }

  /** Takes a record together with its resource and scope, wire-safe; never throws. */
  offer(record: ReadableLogRecord, place: RecordPlace): Offered {
    if (!this.#ports.outlet.hasRoom()) {
      this.lose('buffer_full');
      return 'lost';
    }
    this.#succeedIfDue();
    if (this.#sealer === undefined) {
      this.#held.hold(record, place);
      return 'held';
    }
    this.#declareLosses();
    return this.#seal(this.#sealer, record, place);
  }

  /** Notes records that get no number. */
  lose(reason: LossReason, count = 1): void {
    this.#losses.add(reason, this.#now, count);
  }

  /** Told when the drafts are delivered, or that they have to wait. */
  onceHeldSettled(call: Settle): void {
    this.#held.onceSettled(call);
  }

  /** Ends one call: critical records do not wait for the timer. */
  endOfCall(): void {
    this.#checkpointIfDue(true);
  }

  /** What time alone brings about. */
  tick(): void {
    this.#succeedIfDue();
    if (this.#ports.outlet.hasRoom()) this.#declareLosses();
    this.#checkpointIfDue(false);
    if (this.#sealer !== undefined && this.#cadence.isSilent(this.#nowMs) && this.#ports.outlet.hasRoom()) {
      this.#append(this.#sealer.heartbeat(this.#ports.outlet.state, this.#now));
      this.#cadence.leaf(this.#nowMs, false);
      this.checkpoint('heartbeat');
    }
  }

  checkpoint(reason: CheckpointReason): void {
    if (this.#sealer === undefined || this.#cadence.uncovered === 0) return;
    this.#append(this.#sealer.checkpoint());
    this.#cadence.covered();
    this.#ports.telemetry.add(METRIC_CHECKPOINTS, 1, { reason });
  }

  /** Declares what is lost and ends the stream; returns how many records neither got a number nor are declared. */
  close(reason: string): number {
    this.#successor?.stop();
    this.#endStream(reason);
    return this.#held.take().records.length + this.#losses.count;
  }

  get #now(): UnixTime {
    return this.#ports.clock.wallTime();
  }

  get #nowMs(): number {
    return this.#ports.clock.monotonicMs();
  }

  #certify(): void {
    if (this.#successor !== undefined) return;
    this.#successor = new EpochCertification(this.#ports, this.#options, this.#origin.identity, {
      ready: (epoch) => this.#open(epoch),
      refused: (error) => {
        this.#held.tell(error);
        this.#ports.telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code: error.code });
        this.#ports.telemetry.reportOnce(error.code, error.message, error.cause);
      },
    });
    this.#successor.start();
  }

  #open(epoch: Epoch): void {
    this.#endStream('succeeded');
    this.#successor = undefined;
    this.#notAfter = epoch.notAfter;
    this.#openedAtMs = this.#nowMs;
    const { identity, retention } = this.#origin;
    this.#sealer = openStream({
      identity,
      retention,
      streamId: epoch.streamId,
      certificate: epoch.certificate,
      epochKey: epoch,
      provisional: this.#ports.signer.ephemeral === true,
      randomBytes: this.#ports.randomBytes,
      predecessor: this.#predecessor,
      neighbours: Object.keys(settledAttributes(this.#origin.resource)),
      now: this.#now,
    });
    this.#append(this.#sealer.open);
    this.#cadence.leaf(this.#nowMs, false);
    const { records, calls } = this.#held.take();
    for (const record of records) this.#seal(this.#sealer, record, record);
    this.#declareLosses();
    this.#checkpointIfDue(true);
    for (const call of calls) this.#ports.outlet.whenGone(call);
    this.#origin.opened();
  }

  /** Asks for a successor in good time; a stream is closed while its certificate still holds. */
  #succeedIfDue(): void {
    if (this.#sealer === undefined) return;
    const { maxStreamAgeMs, maxStreamRecords } = this.#options;
    if (this.#now[0] > this.#notAfter - LAST_SECONDS) this.#endStream('certificate ends');
    const ended = this.#sealer === undefined;
    if (ended || this.#sealer.size >= maxStreamRecords || this.#nowMs >= this.#openedAtMs + maxStreamAgeMs)
      this.#certify();
  }

  /** After a sleep the certificate may have ended: then no further leaf can be valid, not even the closing one. */
  #endStream(reason: string): void {
    const sealer = this.#sealer;
    if (sealer === undefined) return;
    if (this.#now[0] <= this.#notAfter) {
      this.#declareLosses();
      this.#append(sealer.close({ reason }, this.#now));
      this.#cadence.leaf(this.#nowMs, false);
    }
    this.checkpoint('close');
    this.#sealer = undefined;
    this.#predecessor = { stream: sealer.streamId, size: sealer.size, root: sealer.root() };
  }

  #declareLosses(): void {
    if (this.#sealer === undefined || this.#losses.count === 0) return;
    for (const { reason, count, from, to } of this.#losses.take()) {
      this.#append(this.#sealer.gap({ count, reason, from, to }, this.#now));
      this.#cadence.leaf(this.#nowMs, true);
    }
  }

  #seal(sealer: StreamSealer, record: ReadableLogRecord, place: RecordPlace): Offered {
    try {
      this.#append(sealer.seal(record, this.#now), { ...place, hrTimeObserved: record.hrTimeObserved });
      this.#cadence.leaf(this.#nowMs, (record.severityNumber ?? 0) >= CRITICAL_SEVERITY);
      this.#checkpointIfDue(false);
      return 'sealed';
    } catch (cause) {
      this.#ports.telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code: 'ERR_SEAL_FAILED' });
      this.#ports.telemetry.reportOnce(
        'ERR_SEAL_FAILED',
        'A record could not be sealed; a signed gap declares it.',
        cause,
      );
      this.lose('seal_failed');
      return 'failed';
    }
  }

  #checkpointIfDue(endOfCall: boolean): void {
    const reason = this.#cadence.due(this.#nowMs, endOfCall);
    if (reason !== undefined) this.checkpoint(reason);
  }

  #append(sealed: SealedRecord, origin: RecordOrigin = this.#controlOrigin): void {
    this.#ports.outlet.append(exportedRecord(sealed, origin));
  }

  get #controlOrigin(): RecordOrigin {
    const [seconds, nanoseconds] = this.#now;
    return {
      resource: this.#origin.resource,
      instrumentationScope: CONTROL_SCOPE,
      hrTimeObserved: [seconds, nanoseconds],
    };
  }
}
