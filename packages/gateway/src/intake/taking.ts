import type { HrTime } from '@opentelemetry/api';
import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import type { CarriedSeal, StreamIdentity } from '@otelseal/audit-integrity';
import type { GatewayPipeline } from '@otelseal/node/gateway';
import { METRIC_INTERNAL_ERRORS } from '@otelseal/semantic-conventions';
import type { SealedPassage } from '@otelseal/signing-exporter';
import { decodedRecord } from '../decode/decoded-record.js';
import { RecordFault } from '../decode/record-fault.js';
import type { OutlinedGroup } from '../decode/request-outline.js';
import type { VisibleChanges } from '../decode/visible-changes.js';
import type { ReceivedRecord, RecordMap } from '../received-record.js';
import { passingSeal, pretendsSeal } from './passing-seal.js';
import type { PassingStreams, Speaker } from './passing-streams.js';
import type { Place } from './places.js';
import { maySpeakFor, type Principal, SINGLE_PARTS } from './principal.js';
import { type RejectedKind, RejectedRecords } from './rejected-records.js';
import type { StreamQuota } from './stream-quota.js';

/** What became of the records of a request. */
export interface Intake {
  readonly sealed: number;
  readonly passed: number;
  /** The spool took them not, or not all of them; nothing may be acknowledged. */
  readonly notTaken: number;
  /** Records, of which large ones are counted as several. */
  readonly cost: number;
  readonly rejected: RejectedRecords;
}

export interface LogIntakeOptions {
  readonly pipeline: GatewayPipeline;
  /** The gateway's own; a principal may have another tenant. */
  readonly identity: Pick<StreamIdentity, (typeof SINGLE_PARTS)[number]>;
  readonly maps: readonly RecordMap[];
  readonly streams: StreamQuota;
  /** Of records that carry a seal. */
  readonly passing: PassingStreams;
  readonly now: () => HrTime;
  /** Milliseconds that only go forward. */
  readonly monotonicMs: () => number;
}

/** Retention classes that a service's records can have, by default: each is a stream. */
const STREAMS_PER_PLACE = 2;
/** FATAL4. */
const MAX_SEVERITY = 24;
/** Streams beyond what may begin: a known service's second one. */
const MAX_OVERDRAWN = 64;

type Resource = ReadWriteLogRecord['resource'];

/** One request on its way in. */
export class Taking implements Intake {
  readonly principal: Principal;
  readonly rejected: RejectedRecords = new RejectedRecords();
  sealed = 0;
  passed = 0;
  notTaken = 0;
  /** Resources and scopes since the last flush. */
  places = 0;
  cost = 0;
  /** What was spent since the last flush. */
  unpaid = 0;
  readonly #options: LogIntakeOptions;
  readonly #changes: VisibleChanges;
  readonly #canKeepBytes: boolean;
  readonly #claim: { readonly principal: string; readonly tenant: string };
  #records: ReadWriteLogRecord[] = [];
  #passages: SealedPassage[] = [];

  constructor(
    options: LogIntakeOptions,
    principal: Principal,
    changes: VisibleChanges,
    contentType: GatewayPipeline['contentType'],
  ) {
    this.#options = options;
    this.principal = principal;
    this.#changes = changes;
    this.#canKeepBytes = contentType === options.pipeline.contentType;
    this.#claim = { principal: principal.name, tenant: principal.tenant ?? options.identity.tenant };
  }

  get claimant(): string {
    return `${this.#claim.principal} ${this.#claim.tenant}`;
  }

  spend(records: number): void {
    this.cost += records;
    this.unpaid += records;
  }

  refuseAll(group: OutlinedGroup, first: number, kind: RejectedKind, reason: string): void {
    for (let index = 0; index < group.records; index += 1) this.rejected.add({ index: first + index, reason, kind });
  }

  /** Whether records from here may be sealed: their stream is there, or another one may begin. */
  mayBegin({ shown }: Place): boolean {
    const { streams, monotonicMs, pipeline } = this.#options;
    const left = (): number => streams.left(this.#claim.principal, monotonicMs());
    if (left() >= (this.places + 1) * STREAMS_PER_PLACE) return true;
    this.flush(); // now it is known how many began
    if (left() >= 1) return true;
    // What makes room for one of two streams of a service by closing the other would begin one after the other.
    const isThrashing = left() < -MAX_OVERDRAWN;
    return !isThrashing && pipeline.hasStream(shown.resource as unknown as Resource, this.#claim);
  }

  takeOne(group: OutlinedGroup, index: number, number: number, place: Place): void {
    try {
      const { received, shown } = place;
      const record = group.record(index, shown.resource, shown.scope);
      const seal = Object.hasOwn(record.attributes, 'audit.payload') ? passingSeal(record) : undefined;
      if (seal === undefined || !this.principal.passesSeals) {
        if (seal !== undefined) this.#tellOfSeals();
        this.#takeUnsealed(record);
        return;
      }
      this.#requireSpeaker(seal);
      this.#requireKnown(seal.stream);
      const asReceived = { ...record, resource: received.resource, instrumentationScope: received.scope };
      const bytes = this.#canKeepBytes ? group.bytes(index) : undefined;
      const sealedUnder = shown.resource as unknown as SealedPassage['sealedUnder'];
      this.#takePassage({ record: decodedRecord(asReceived), seal, bytes, sealedUnder });
    } catch (cause) {
      if (cause instanceof RefusedRecord) {
        this.rejected.add({ index: number, reason: cause.message, kind: cause.kind });
      } else if (cause instanceof RecordFault) {
        this.rejected.add({ index: number, reason: cause.message, kind: 'unreadable' });
      } else throw cause;
    }
  }

  /** In the order in which they came: what waits is of one sort. */
  flush(): void {
    const { pipeline, streams, monotonicMs } = this.#options;
    const before = pipeline.openedStreams;
    this.places = 0;
    this.unpaid = 0;
    if (this.#records.length > 0) {
      const records = this.#records;
      this.#records = [];
      this.notTaken += pipeline.take(records, this.#claim);
      this.sealed += records.length;
    }
    if (this.#passages.length > 0) {
      const passages = this.#passages;
      this.#passages = [];
      this.notTaken += pipeline.pass(passages, this.#claim);
      this.passed += passages.length;
    }
    const opened = pipeline.openedStreams - before;
    if (opened > 0) streams.opened(this.#claim.principal, opened, monotonicMs());
  }

  /** A fleet that seals by itself, and was not given the right, should not find out from its evidence. */
  #tellOfSeals(): void {
    const text = `Records of ${this.principal.name} carry a seal, which may not pass: it is renamed, and they are sealed like all others. If its services do seal, say seals=yes in its line of the tokens' file, or leave gateway.passSeals on.`;
    this.#options.pipeline.telemetry.reportOnce('ERR_GATEWAY_SEALS', text);
  }

  /** A seal speaks for somebody for whom its sender may speak; a tile, which does not say, for one of whom the rest of its stream does. */
  #requireSpeaker({ stream, identity }: CarriedSeal): void {
    const { passing } = this.#options;
    const speakers = identity === undefined ? passing.speakersOf(stream) : [identity];
    const refusals = speakers.map((speaker) => this.#refusalOf(speaker));
    const [refusal] = refusals;
    if (refusal !== undefined && !refusals.includes(undefined)) throw new RefusedRecord('forbidden', refusal);
    if (identity !== undefined) passing.noteSpeaker(stream, identity);
  }

  /** Why a seal for this one may not pass from here: its service, or what the streams of this principal are not sealed for. */
  #refusalOf(speaker: Speaker): string | undefined {
    if (!maySpeakFor(this.principal, speaker.service)) return notFor(this.principal, 'service', speaker.service);
    const own = { ...this.#options.identity, tenant: this.#claim.tenant };
    const part = SINGLE_PARTS.find((single) => speaker[single] !== own[single]);
    return part === undefined ? undefined : notFor(this.principal, part, speaker[part]);
  }

  /** The first record of a stream begins it. */
  #requireKnown(stream: string): void {
    const { passing, monotonicMs } = this.#options;
    if (passing.has(stream)) return;
    const waitSeconds = passing.begin(this.#claim.principal, new Set([stream]), monotonicMs());
    if (waitSeconds > 0) throw new RefusedRecord('throttled', tooManySealedStreams(this.principal));
  }

  #takeUnsealed(record: ReceivedRecord): void {
    if (this.#passages.length > 0) this.flush();
    if (pretendsSeal(record)) this.#changes.add('spoofed_seal');
    this.#records.push(decodedRecord(this.#rated(this.#timed(this.#mapped(record)))));
  }

  #takePassage(passage: SealedPassage): void {
    if (this.#records.length > 0) this.flush();
    this.#passages.push(passage);
  }

  #mapped(record: ReceivedRecord): ReceivedRecord {
    const { maps, pipeline } = this.#options;
    let mapped = record;
    for (const map of maps) {
      try {
        mapped = map(mapped);
      } catch (cause) {
        pipeline.telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code: 'ERR_GATEWAY_MAP' });
        pipeline.telemetry.reportOnce('ERR_GATEWAY_MAP', 'A map failed; its records go on as they came.', cause);
      }
    }
    return mapped;
  }

  /** Of a severity that OTLP does not have receivers make what they like; its number is told as a text. */
  #rated(record: ReceivedRecord): ReceivedRecord {
    const { severityNumber = 0, severityText } = record;
    if (severityNumber >= 0 && severityNumber <= MAX_SEVERITY) return record;
    this.#changes.add('unknown_severity');
    return { ...record, severityNumber: undefined, severityText: severityText ?? String(severityNumber) };
  }

  /** As OTLP has it: without a time of its own, a record has the one at which it was observed. */
  #timed(record: ReceivedRecord): ReceivedRecord {
    const observed = isKnown(record.hrTimeObserved) ? record.hrTimeObserved : this.#options.now();
    if (isKnown(record.hrTime)) {
      return isKnown(record.hrTimeObserved) ? record : { ...record, hrTimeObserved: observed };
    }
    this.#changes.add('unknown_time');
    return { ...record, hrTime: observed, hrTimeObserved: observed };
  }
}

export function tooManyStreams({ name }: Principal): string {
  return `${name} begins more streams than it may: a service, instance or namespace is new, and too many were within the hour`;
}

export function tooManySealedStreams({ name }: Principal): string {
  return `${name} sends sealed records of more new streams than it may within the hour`;
}

/** The record claims what its sender may not, or may not yet. */
class RefusedRecord extends Error {
  override readonly name = 'RefusedRecord';
  readonly kind: RejectedKind;

  constructor(kind: RejectedKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export function notFor({ name }: Principal, what: 'service' | (typeof SINGLE_PARTS)[number], claimed: string): string {
  return `${name} may not speak for the ${what} ${JSON.stringify(claimed.slice(0, 64))}`;
}

/** A seal carries times from the first second of 1970 on, stores take nanoseconds in 64 bits with a sign: until April 2262. */
function isKnown([seconds]: HrTime): boolean {
  return seconds >= 1 && seconds < 9_223_372_036;
}
