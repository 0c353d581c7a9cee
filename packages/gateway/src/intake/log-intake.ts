import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HrTime } from '@opentelemetry/api';
import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import type { GatewayPipeline } from '@otelseal/node/gateway';
import { METRIC_GATEWAY_CHANGES, METRIC_INTERNAL_ERRORS } from '@otelseal/semantic-conventions';
import type { SealedPassage } from '@otelseal/signing-exporter';
import { decodedRecord } from '../decode/decoded-record.js';
import { RecordFault } from '../decode/record-fault.js';
import type { OutlinedGroup, RequestOutline } from '../decode/request-outline.js';
import type { VisibleChanges } from '../decode/visible-changes.js';
import type { ReceivedRecord, RecordMap } from '../received-record.js';
import { passingSeal, pretendsSeal } from './passing-seal.js';
import { type Place, Places } from './places.js';
import { maySpeakFor, type Principal } from './principal.js';
import { RejectedRecords } from './rejected-records.js';

/** What became of the records of a request. */
export interface Intake {
  readonly sealed: number;
  readonly passed: number;
  /** The spool took them not, or not all of them; nothing may be acknowledged. */
  readonly notTaken: number;
  readonly rejected: RejectedRecords;
}

export interface LogIntakeOptions {
  readonly pipeline: GatewayPipeline;
  /** The gateway's own. */
  readonly tenant: string;
  readonly maps: readonly RecordMap[];
  readonly now: () => HrTime;
}

/** Records taken before others get their turn: some ten milliseconds. */
const SLICE = 256;
/** So many records cost as much as a resource that was not there before, and may need streams of its own. */
const RECORDS_PER_PLACE = 32;

/** Brings the records of requests into the pipeline, each principal's for itself. */
export class LogIntake {
  readonly #options: LogIntakeOptions;
  readonly #places = new Places();

  constructor(options: LogIntakeOptions) {
    this.#options = options;
  }

  /** Everything that can be read and may be said is in the spool's file when this resolves. */
  async take(
    { groups }: RequestOutline,
    principal: Principal,
    changes: VisibleChanges,
    contentType: GatewayPipeline['contentType'],
  ): Promise<Intake> {
    const taking = new Taking(this.#options, principal, changes, contentType);
    let first = 0;
    for (const group of groups) {
      await this.#takeGroup(group, first, taking, changes);
      first += group.records;
    }
    taking.flush();
    const { telemetry } = this.#options.pipeline;
    for (const [change, count] of changes.entries) telemetry.add(METRIC_GATEWAY_CHANGES, count, { change });
    return taking;
  }

  async #takeGroup(group: OutlinedGroup, first: number, taking: Taking, changes: VisibleChanges): Promise<void> {
    let place: Place | string;
    try {
      place = this.#places.of(taking.claimant, group, changes);
      if (!maySpeakFor(taking.principal, place.service)) {
        return taking.refuseAll(group, first, 'forbidden', notFor(taking.principal, 'service', place.service));
      }
    } catch (cause) {
      if (!(cause instanceof RecordFault)) throw cause;
      return taking.refuseAll(group, first, 'unreadable', `its resource or scope: ${cause.message}`);
    }
    taking.places += 1;
    for (let index = 0; index < group.records; index += 1) {
      taking.takeOne(group, index, first + index, place);
      if (taking.waiting + taking.places * RECORDS_PER_PLACE < SLICE) continue;
      taking.flush();
      await nextTurn();
    }
  }
}

/** One request on its way in. */
class Taking implements Intake {
  readonly principal: Principal;
  readonly rejected = new RejectedRecords();
  sealed = 0;
  passed = 0;
  notTaken = 0;
  /** Resources and scopes since the last flush. */
  places = 0;
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
    this.#claim = { principal: principal.name, tenant: principal.tenant ?? options.tenant };
  }

  get claimant(): string {
    return `${this.#claim.principal} ${this.#claim.tenant}`;
  }

  get waiting(): number {
    return this.#records.length + this.#passages.length;
  }

  refuseAll(group: OutlinedGroup, first: number, kind: 'unreadable' | 'forbidden', reason: string): void {
    for (let index = 0; index < group.records; index += 1) this.rejected.add({ index: first + index, reason, kind });
  }

  takeOne(group: OutlinedGroup, index: number, number: number, place: Place): void {
    try {
      const { received, shown } = place;
      const record = group.record(index, shown.resource, shown.scope);
      const seal = Object.hasOwn(record.attributes, 'audit.payload') ? passingSeal(record) : undefined;
      if (seal === undefined) {
        this.#takeUnsealed(record);
        return;
      }
      const { identity } = seal;
      if (identity !== undefined && !maySpeakFor(this.principal, identity.service)) {
        throw new ForbiddenRecord(notFor(this.principal, 'service', identity.service));
      }
      if (identity !== undefined && identity.tenant !== this.#claim.tenant) {
        throw new ForbiddenRecord(notFor(this.principal, 'tenant', identity.tenant));
      }
      const asReceived = { ...record, resource: received.resource, instrumentationScope: received.scope };
      const bytes = this.#canKeepBytes ? group.bytes(index) : undefined;
      const sealedUnder = shown.resource as unknown as SealedPassage['sealedUnder'];
      this.#takePassage({ record: decodedRecord(asReceived), seal, bytes, sealedUnder });
    } catch (cause) {
      const isForbidden = cause instanceof ForbiddenRecord;
      if (!isForbidden && !(cause instanceof RecordFault)) throw cause;
      this.rejected.add({ index: number, reason: cause.message, kind: isForbidden ? 'forbidden' : 'unreadable' });
    }
  }

  /** In the order in which they came: what waits is of one sort. */
  flush(): void {
    const { pipeline } = this.#options;
    this.places = 0;
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
  }

  #takeUnsealed(record: ReceivedRecord): void {
    if (this.#passages.length > 0) this.flush();
    if (pretendsSeal(record)) this.#changes.add('spoofed_seal');
    this.#records.push(decodedRecord(this.#timed(this.#mapped(record))));
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

/** The record claims what its sender may not. */
class ForbiddenRecord extends Error {
  override readonly name = 'ForbiddenRecord';
}

function notFor({ name }: Principal, what: 'service' | 'tenant', claimed: string): string {
  return `${name} may not speak for the ${what} ${JSON.stringify(claimed.slice(0, 64))}`;
}

/** A seal carries times from the first second of 1970 on. */
function isKnown([seconds]: HrTime): boolean {
  return seconds >= 1 && seconds <= 18_446_744_072;
}
