import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { SealedRecord, StreamIdentity, StreamSealer, UnixTime } from '@otelseal/audit-integrity';
import { METRIC_CHECKPOINTS, METRIC_INTERNAL_ERRORS } from '@otelseal/semantic-conventions';
import { CheckpointCadence, type CheckpointReason } from './checkpoint-cadence.js';
import { CONTROL_SCOPE, exportedRecord, type RecordOrigin, type RecordPlace } from './exported-record.js';
import { LossLedger, type LossReason } from './loss-ledger.js';
import type { SealedPassage } from './sealed-passage.js';
import type { SealingOptions, SealingPorts } from './sealing-ports.js';
import { StreamSuccession } from './stream-succession.js';
import type { SurroundingNames } from './surrounding-names.js';
import type { TimeSlots } from './time-slots.js';

/** What became of a record at once. */
export type Offered = 'sealed' | 'lost' | 'failed';

/** SeverityNumber.ERROR and above: covered by a checkpoint in the same call that brings it. */
const CRITICAL_SEVERITY = 17;

/** Leaf hashes of a full tile. */
const TILE_WIDTH = 256;

/** What a lane seals, and with whose resource its control records go out. */
export interface LaneOrigin {
  readonly identity: StreamIdentity;
  readonly retention: string;
  readonly resource: ReadableLogRecord['resource'];
  /** Who brought the records; empty where the process makes them itself. */
  readonly principal: string;
  readonly names: SurroundingNames;
  readonly slots: TimeSlots;
  /** Called when a root vouches for everything sealed so far. */
  readonly endorsed: () => void;
}

/**
 * All that one service identity and retention class seals: one stream at a time. Every record is sealed as it comes, or
 * refused, counted and declared; nothing waits unsealed, where it could be changed and then sealed as honest.
 */
export class SealingLane {
  readonly #ports: SealingPorts;
  readonly #options: SealingOptions;
  readonly #origin: LaneOrigin;
  readonly #losses = new LossLedger();
  readonly #cadence: CheckpointCadence;
  readonly #streams: StreamSuccession;

  constructor(ports: SealingPorts, options: SealingOptions, origin: LaneOrigin) {
    this.#ports = ports;
    this.#options = options;
    this.#origin = origin;
    this.#cadence = new CheckpointCadence(options, ports.clock.monotonicMs());
    this.#streams = new StreamSuccession(ports, options, origin, {
      leaf: (sealed) => this.#appendLeaf(sealed, false),
      outgoing: (checkpoint) => this.#appendCheckpoint(checkpoint, 'rotate'),
      ending: () => this.#declareLosses(),
      ended: () => this.#finish(),
      endorsed: () => this.#endorsed(),
    });
    this.#streams.keepUp();
  }

  /** Whether a root vouches for what is sealed, or nothing is. */
  get isEndorsed(): boolean {
    return this.#streams.sealer !== undefined && !this.#streams.deferral.isOpen;
  }

  /** Lost records that no signed gap declares yet. */
  get undeclared(): number {
    return this.#losses.count;
  }

  get principal(): string {
    return this.#origin.principal;
  }

  get lastLeafMs(): number {
    return this.#cadence.lastLeafMs;
  }

  /** How long ago the newest checkpoint was signed; since the lane began, if none was. */
  get checkpointAgeMs(): number {
    return this.#nowMs - this.#cadence.lastCheckpointMs;
  }

  /** When to call {@link tick} again. */
  get nextMs(): number {
    return this.#cadence.nextMs;
  }

  /** Takes a record together with its resource and scope, wire-safe; never throws. */
  offer(record: ReadableLogRecord, place: RecordPlace): Offered {
    return this.#admit((sealer, now, nowMs) => {
      const sealed = sealer.seal(record, now, this.#origin.names.of(place));
      const critical = (record.severityNumber ?? 0) >= CRITICAL_SEVERITY;
      const { resource, instrumentationScope } = place;
      this.#appendLeaf(
        sealed,
        critical,
        { resource, instrumentationScope, hrTimeObserved: record.hrTimeObserved },
        nowMs,
      );
    });
  }

  /** Lets a record go on that somebody else sealed, and counter-seals it; never throws. */
  pass({ record, seal: { stream, leaf }, bytes }: SealedPassage, place: RecordPlace): Offered {
    return this.#admit((sealer, now) => {
      const shown = exportedRecord(record, { ...place, hrTimeObserved: record.hrTimeObserved });
      this.#ports.outlet.pass?.(shown, bytes);
      if (leaf === undefined) return;
      const passed = { stream, sequence: leaf.sequence, leafHash: leaf.hash };
      this.#appendLeaf(sealer.relay(passed, now), false);
    });
  }

  /** Notes records that get no number. */
  lose(reason: LossReason, count = 1): void {
    this.#losses.add(reason, this.#now, count);
  }

  /** Ends one call: critical records do not wait for the timer. */
  endOfCall(): void {
    this.#checkpointIfDue(true);
  }

  /** What time alone brings about. Never throws: nobody stands above a timer. */
  tick(): void {
    this.#streams.keepUp();
    const hasRoom = this.#ports.outlet.hasRoom();
    if (hasRoom && !this.#streams.deferral.isExhausted(this.#nowMs)) {
      this.#attempt('A gap could not be sealed; it is tried again.', () => this.#declareLosses());
    }
    this.#checkpointIfDue(false);
    if (!this.#cadence.isSilent(this.#nowMs)) return;
    if (hasRoom) this.#attempt('A sign of life could not be sealed; it is tried again.', () => this.#heartbeat());
    this.#cadence.postpone(this.#nowMs);
  }

  checkpoint(reason: CheckpointReason): void {
    const { sealer } = this.#streams;
    if (sealer === undefined || this.#cadence.uncovered === 0) return;
    this.#attempt('A checkpoint could not be signed; it is tried again.', () =>
      this.#appendCheckpoint(sealer.checkpoint(), reason),
    );
  }

  /** Declares what is lost and ends the stream; returns how many records neither got a number nor are declared. */
  close(reason: string): number {
    this.#attempt('A stream could not be closed; a verifier will say so.', () => this.#streams.end(reason));
    return this.#losses.count;
  }

  #heartbeat(): void {
    const { sealer } = this.#streams;
    if (sealer === undefined) return;
    this.#appendLeaf(sealer.heartbeat(this.#ports.outlet.state, this.#now), false);
    this.checkpoint('heartbeat');
  }

  get #now(): UnixTime {
    return this.#ports.clock.wallTime();
  }

  get #nowMs(): number {
    return this.#ports.clock.monotonicMs();
  }

  /** What seals or signs needs randomness and keys, and neither is ours. */
  #attempt(problem: string, run: () => void): void {
    try {
      run();
    } catch (cause) {
      this.#cadence.postpone(this.#nowMs);
      this.#ports.telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code: 'ERR_SEAL_FAILED' });
      this.#ports.telemetry.reportOnce('ERR_SEAL_FAILED', problem, cause);
    }
  }

  #refuse(reason: LossReason, outcome: Offered): Offered {
    this.lose(reason);
    return outcome;
  }

  #endorsed(): void {
    this.#declareLosses();
    if (this.#streams.sealer?.size !== 1) this.checkpoint('rotate');
    this.#origin.endorsed();
  }

  /** What is left of a stream that had tiles gets its last one; a checkpoint stands at the very end. */
  #finish(): void {
    const { sealer } = this.#streams;
    if (sealer !== undefined && sealer.size > TILE_WIDTH && sealer.size % TILE_WIDTH > 0) this.#appendTile(sealer);
    this.checkpoint('close');
  }

  #declareLosses(): void {
    const { sealer } = this.#streams;
    if (sealer === undefined || this.#losses.count === 0) return;
    this.#losses.declare(({ reason, count, from, to }) => {
      this.#appendLeaf(sealer.gap({ count, reason, from, to }, this.#now), true);
    });
  }

  /** The clocks are read once a record: to ask them costs as much as all that is decided here. */
  #admit(seal: (sealer: StreamSealer, now: UnixTime, nowMs: number) => void): Offered {
    if (!this.#ports.outlet.hasRoom()) return this.#refuse('buffer_full', 'lost');
    const now = this.#now;
    const nowMs = this.#nowMs;
    this.#streams.keepUp(now, nowMs);
    const { sealer, deferral } = this.#streams;
    if (sealer === undefined) return this.#refuse('seal_failed', 'failed');
    if (deferral.isExhausted(nowMs)) return this.#refuse('root_away', 'lost');
    this.#declareLosses();
    deferral.sealed();
    try {
      seal(sealer, now, nowMs);
      this.#checkpointIfDue(false, nowMs);
      return 'sealed';
    } catch (cause) {
      this.#ports.telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code: 'ERR_SEAL_FAILED' });
      this.#ports.telemetry.reportOnce(
        'ERR_SEAL_FAILED',
        'A record could not be sealed; a signed gap declares it.',
        cause,
      );
      return this.#refuse('seal_failed', 'failed');
    }
  }

  #checkpointIfDue(endOfCall: boolean, nowMs = this.#nowMs): void {
    const reason = this.#cadence.due(nowMs, endOfCall);
    if (reason !== undefined) this.checkpoint(reason);
  }

  #appendLeaf(sealed: SealedRecord, critical: boolean, origin = this.#controlOrigin, nowMs = this.#nowMs): void {
    this.#append(sealed, origin);
    this.#cadence.leaf(nowMs, critical);
    const { sealer } = this.#streams;
    if (sealer !== undefined && sealed.sequence % TILE_WIDTH === 0) this.#appendTile(sealer);
  }

  #appendCheckpoint(sealed: SealedRecord, reason: CheckpointReason): void {
    this.#append(sealed);
    this.#cadence.covered(this.#nowMs);
    this.#ports.telemetry.add(METRIC_CHECKPOINTS, 1, { reason });
  }

  /** A cache that may be missing: it takes no room from what may not. */
  #appendTile(sealer: StreamSealer): void {
    if (this.#options.tiles && this.#ports.outlet.hasRoom()) this.#append(sealer.tile());
  }

  #append(sealed: SealedRecord, origin: RecordOrigin = this.#controlOrigin): void {
    const resource = this.#origin.slots.of(origin.resource, sealed.hrTime, origin.hrTimeObserved);
    this.#ports.outlet.append(exportedRecord(sealed, origin, resource));
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
