import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { StreamIdentity } from '@otelseal/audit-integrity';
import { ATTR_SECURITY_RETENTION_CLASS, METRIC_CHECKPOINT_AGE, METRIC_RECORDS } from '@otelseal/semantic-conventions';
import { WaitingList } from '../ports/waiting-list.js';
import { SigningError } from '../signing-error.js';
import type { Completion } from './completion.js';
import type { RecordPlace } from './exported-record.js';
import type { LossReason } from './loss-ledger.js';
import type { SealedPassage } from './sealed-passage.js';
import { type Offered, SealingLane } from './sealing-lane.js';
import type { SealingOptions, SealingPorts } from './sealing-ports.js';
import { settledAttributes } from './settled-attributes.js';
import { identityOf, laneKey } from './stream-identity.js';
import { SurroundingNames } from './surrounding-names.js';
import { TimeSlots } from './time-slots.js';
import { WireSafeOrigins } from './wire-safe-origins.js';

/** One object for each outcome: its series is then found without making a text of it, once a record where there is a spool. */
const COUNTED = (['sealed', 'lost', 'failed'] as const).map((outcome) => Object.freeze({ stage: 'seal', outcome }));

interface Taken {
  readonly outcome: Offered;
  readonly lane?: SealingLane;
}

/** For whom a resource speaks, and who brought it. */
interface Speaker {
  readonly identity: StreamIdentity;
  readonly principal: string;
}

/** Attribute that `enrich` sets from the catalogue. */
const RETENTION_ATTRIBUTE: string = ATTR_SECURITY_RETENTION_CLASS;

/**
 * Seals records in the order they come, each in the lane of its service identity and retention class, and keeps the
 * lanes' clocks. Bounded in lanes; knows nothing of delivery.
 */
export class SealingDesk {
  readonly #ports: SealingPorts;
  readonly #options: SealingOptions;
  readonly #origins = new WireSafeOrigins();
  readonly #names = new SurroundingNames();
  readonly #speakers = new WeakMap<object, Speaker>();
  readonly #slots: TimeSlots;
  readonly #lanes = new Map<string, SealingLane>();
  /** Where the last record went: most go where the one before them went, and need no key to be made for that. */
  #last: { readonly resource: object; readonly retention: string; readonly lane: SealingLane } | undefined;
  #cancel: (() => void) | undefined;
  #timerAtMs = Number.POSITIVE_INFINITY;
  #sealing = false;
  readonly #waiting: WaitingList<{ readonly deadlineMs: number; readonly resolve: () => void }>;
  /** Lost while there was no lane that could declare it. */
  readonly #nowhere = new Map<LossReason, number>();
  #lost = 0;
  #opened = 0;

  constructor(ports: SealingPorts, options: SealingOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#slots = new TimeSlots(options.timeSlotMs);
    this.#waiting = new WaitingList(ports.clock);
  }

  /** Seals what fits; the call is told once all of it is delivered, or at the first reason why some of it is not. */
  seal(records: readonly ReadableLogRecord[], completion: Completion): void {
    this.#take(records, completion, (record) => this.#offer(record, (lane, place) => lane.offer(record, place)));
  }

  /** Lets records go on that somebody else sealed, and counter-seals them. */
  pass(passages: readonly SealedPassage[], completion: Completion): void {
    this.#take(passages, completion, (passage) =>
      this.#offer(passage.record, (lane, place) => lane.pass(passage, place), passage.sealedUnder),
    );
  }

  #take<Item>(items: readonly Item[], completion: Completion, offer: (item: Item) => Taken): void {
    const counts = { sealed: 0, lost: 0, failed: 0 };
    const touched = new Set<SealingLane>();
    this.#sealing = true;
    try {
      for (const item of items) {
        const { outcome, lane } = offer(item);
        counts[outcome] += 1;
        if (lane !== undefined) touched.add(lane);
      }
      for (const lane of touched) lane.endOfCall();
    } finally {
      this.#sealing = false;
    }
    if (counts.sealed > 0) this.#ports.outlet.whenGone(completion.part());
    this.#lost += counts.lost + counts.failed;
    completion.end(this.#complaint(counts));
    this.#count(counts);
    this.#sendAndSchedule();
  }

  /** What a stage before this one dropped; declared like our own losses. */
  reportLost(count: number): void {
    if (!Number.isSafeInteger(count) || count < 1) return;
    this.#lost += count;
    this.#lose('dropped_before_sealing', count);
    this.tick();
  }

  /** A signed checkpoint over everything sealed so far. */
  checkpoint(): void {
    for (const lane of this.#lanes.values()) lane.checkpoint('flush');
  }

  /** Lost records that no signed gap declares yet. */
  get undeclared(): number {
    let count = [...this.#nowhere.values()].reduce((sum, lost) => sum + lost, 0);
    for (const lane of this.#lanes.values()) count += lane.undeclared;
    return count;
  }

  /** Records offered or reported that got no number, declared or not, since the beginning. */
  get lost(): number {
    return this.#lost;
  }

  /** Streams opened since the beginning, those that succeed another one left out. */
  get opened(): number {
    return this.#opened;
  }

  /** Whether a stream is open for what this resource speaks for. */
  hasStream(resource: ReadableLogRecord['resource']): boolean {
    const { identity, principal } = this.#speakerOf(this.#origins.resource(resource), resource);
    const { retentionClasses, defaultRetention } = this.#options;
    return [...retentionClasses, defaultRetention].some((retention) =>
      this.#lanes.has(laneKey(identity, retention, principal)),
    );
  }

  /** Resolves when a root vouches for every record sealed so far: at once, unless the root signer is away. */
  caughtUp(deadlineMs: number): Promise<void> {
    if (this.#isCaughtUp) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.add({ deadlineMs, resolve }));
  }

  get #isCaughtUp(): boolean {
    return [...this.#lanes.values()].every((lane) => lane.isEndorsed);
  }

  /** What time or regained room brings about: checkpoints, heartbeats, gap leaves, successors. */
  tick(): void {
    this.#cancelTimer();
    this.#showCheckpointAge();
    for (const lane of this.#lanes.values()) lane.tick();
    this.#sendAndSchedule();
  }

  /** Ends all streams; returns how many records neither got a number nor are declared. */
  close(reason: string): number {
    this.#cancelTimer();
    let undeclared = this.#lanes.size === 0 ? this.undeclared : 0;
    for (const lane of this.#lanes.values()) undeclared += lane.close(reason);
    this.#lanes.clear();
    this.#last = undefined;
    return undeclared;
  }

  /** Never throws, whatever the record is. */
  #offer(
    record: ReadableLogRecord,
    take: (lane: SealingLane, place: RecordPlace) => Offered,
    sealedUnder?: ReadableLogRecord['resource'],
  ): Taken {
    try {
      const place = this.#origins.place(record);
      const under = sealedUnder ?? record.resource;
      const resource = under === record.resource ? place.resource : this.#origins.resource(under);
      const lane = this.#laneFor(record, resource, under);
      if (lane === undefined) {
        this.#lose('too_many_streams');
        return { outcome: 'lost' };
      }
      return { outcome: take(lane, place), lane };
    } catch {
      this.#lose('seal_failed');
      return { outcome: 'failed' };
    }
  }

  /** A record that belongs to no lane is declared by the oldest one, be it one that opens later. */
  #lose(reason: LossReason, count = 1): void {
    const [lane] = this.#lanes.values();
    if (lane === undefined) this.#nowhere.set(reason, (this.#nowhere.get(reason) ?? 0) + count);
    else lane.lose(reason, count);
  }

  /** @param original the resource before it was made wire-safe */
  #laneFor(
    record: ReadableLogRecord,
    resource: ReadableLogRecord['resource'],
    original: ReadableLogRecord['resource'],
  ): SealingLane | undefined {
    const retention = this.#retentionOf(record);
    if (this.#last?.resource === resource && this.#last.retention === retention) return this.#last.lane;
    const lane = this.#laneOf(this.#speakerOf(resource, original), retention, resource);
    const mayBeKept = lane !== undefined && this.#speakers.has(resource);
    this.#last = mayBeKept ? { resource, retention, lane } : undefined;
    return lane;
  }

  #laneOf(
    { identity, principal }: Speaker,
    retention: string,
    resource: ReadableLogRecord['resource'],
  ): SealingLane | undefined {
    const key = laneKey(identity, retention, principal);
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    if (!this.#hasRoomFor(principal)) return undefined;
    const endorsed = (): void => {
      if (!this.#sealing) this.#sendAndSchedule();
    };
    const origin = { identity, retention, resource, principal, names: this.#names, slots: this.#slots, endorsed };
    const lane = new SealingLane(this.#ports, this.#options, origin);
    this.#lanes.set(key, lane);
    this.#opened += 1;
    for (const [reason, count] of this.#nowhere) lane.lose(reason, count);
    this.#nowhere.clear();
    return lane;
  }

  /** @param original the resource before it was made wire-safe, by which its principal is known */
  #speakerOf(resource: ReadableLogRecord['resource'], original: ReadableLogRecord['resource']): Speaker {
    const known = this.#speakers.get(resource);
    if (known !== undefined) return known;
    const { principal = '', tenant } = this.#ports.claimOf?.(original) ?? {};
    const options = tenant === undefined ? this.#options.identity : { ...this.#options.identity, tenant };
    const speaker = { identity: identityOf(settledAttributes(resource), options), principal };
    if (resource.asyncAttributesPending !== true) this.#speakers.set(resource, speaker);
    return speaker;
  }

  #retentionOf(record: ReadableLogRecord): string {
    const { retentionClasses, defaultRetention } = this.#options;
    try {
      const claimed = record.attributes[RETENTION_ATTRIBUTE];
      return retentionClasses.find((name) => name === claimed) ?? defaultRetention;
    } catch {
      return defaultRetention; // attributes that cannot be read: the sealer says so in the record itself
    }
  }

  /** Nobody's streams make room for somebody else's. */
  #hasRoomFor(principal: string): boolean {
    const own = [...this.#lanes].filter(([, lane]) => lane.principal === principal);
    if (own.length < this.#options.maxStreams) return true;
    const [oldest] = own.sort(([, a], [, b]) => a.lastLeafMs - b.lastLeafMs);
    if (oldest === undefined) return false;
    const [key, lane] = oldest;
    lane.close('idle');
    this.#lanes.delete(key);
    this.#last = undefined;
    return true;
  }

  #sendAndSchedule(): void {
    this.#ports.outlet.send();
    if (this.#waiting.size > 0 && this.#isCaughtUp) for (const { resolve } of this.#waiting.take(() => true)) resolve();
    if (this.#options.serverless) return;
    let atMs = Number.POSITIVE_INFINITY;
    for (const { nextMs } of this.#lanes.values()) atMs = Math.min(atMs, nextMs);
    if (atMs >= this.#timerAtMs) return; // the earlier timer looks again anyway
    this.#cancelTimer();
    this.#timerAtMs = atMs;
    const { clock } = this.#ports;
    this.#cancel = clock.setTimer(Math.max(1, Math.ceil(atMs - clock.monotonicMs())), () => this.tick());
  }

  /** The oldest of all streams: what no checkpoint covers can be taken away unseen. */
  #showCheckpointAge(): void {
    const ages = [...this.#lanes.values()].map((lane) => lane.checkpointAgeMs);
    if (ages.length > 0) this.#ports.telemetry.add(METRIC_CHECKPOINT_AGE, Math.max(...ages) / 1_000);
  }

  #cancelTimer(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#timerAtMs = Number.POSITIVE_INFINITY;
  }

  #count(counts: Readonly<Record<Offered, number>>): void {
    for (const labels of COUNTED) {
      const count = counts[labels.outcome];
      if (count > 0) this.#ports.telemetry.add(METRIC_RECORDS, count, labels);
    }
  }

  #complaint(counts: Readonly<Record<Offered, number>>): SigningError | undefined {
    const declared = 'they have no number, and a signed gap declares them.';
    if (counts.lost + counts.failed === 0) return undefined;
    const error =
      counts.lost > 0
        ? new SigningError('ERR_BUFFER_FULL', `${counts.lost} records could not be kept; ${declared}`)
        : new SigningError('ERR_SEAL_FAILED', `${counts.failed} records could not be sealed; ${declared}`);
    this.#ports.telemetry.reportOnce(error.code, error.message);
    return error;
  }
}
