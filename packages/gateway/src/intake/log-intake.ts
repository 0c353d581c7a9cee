import type { GatewayPipeline } from '@otelseal/node/gateway';
import { METRIC_GATEWAY_CHANGES } from '@otelseal/semantic-conventions';
import { RecordFault } from '../decode/record-fault.js';
import type { OutlinedGroup, RequestOutline } from '../decode/request-outline.js';
import type { VisibleChanges } from '../decode/visible-changes.js';
import { newSeals } from './new-seals.js';
import { type Place, Places } from './places.js';
import { maySpeakFor, type Principal } from './principal.js';
import { SliceSizes } from './slice-size.js';
import { type Intake, type LogIntakeOptions, notFor, Taking, tooManyStreams } from './taking.js';
import { Turns } from './turns.js';

/** So many records cost as much as a resource that was not there before, and may need streams of its own. */
const RECORDS_PER_PLACE = 32;
/** Values that cost as much as a record with a few. */
const VALUES_PER_RECORD = 32;

/** Brings the records of requests into the pipeline, each principal's for itself. */
export class LogIntake {
  readonly #options: LogIntakeOptions;
  readonly #places = new Places();
  readonly #turns = new Turns();
  readonly #slices = new SliceSizes();

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
    this.#slices.of(principal.name).began(this.#options.monotonicMs());
    let first = 0;
    for (const group of groups) {
      await this.#takeGroup(group, first, taking, changes);
      first += group.records;
    }
    taking.flush();
    this.tell(changes);
    return taking;
  }

  /** Resolves when it is this principal's turn to have so many bytes, or a slice of a request, worked on. */
  turn({ name }: Principal, bytes?: number): Promise<void> {
    return this.#turns.next(name, bytes);
  }

  tell(changes: VisibleChanges): void {
    const { telemetry } = this.#options.pipeline;
    for (const [change, count] of changes.entries) telemetry.add(METRIC_GATEWAY_CHANGES, count, { change });
  }

  /** Until this principal may begin another stream. */
  waitSeconds({ name }: Principal): number {
    const { streams, passing, monotonicMs } = this.#options;
    return Math.max(1, streams.waitSeconds(name, monotonicMs()), passing.waitSeconds(name, monotonicMs()));
  }

  /** Whether records of so many sealed streams could be more than this principal may begin now. */
  mayBeginTooManySealed({ name }: Principal, records: number): boolean {
    const { passing, monotonicMs } = this.#options;
    return passing.mayBeTooMany(name, records, monotonicMs());
  }

  /**
   * Begins all sealed streams of a request that are new, or none: what a client is refused by number it throws away, and a stream without
   * its first records proves nothing.
   *
   * @returns seconds to wait until all of them may begin; 0 when they have, and when there are more than ever may at once
   */
  async beginSealed(outline: RequestOutline, { name }: Principal): Promise<number> {
    const { passing, monotonicMs } = this.#options;
    const streams = await newSeals(outline, passing, () => this.#turns.next(name));
    const waitSeconds = passing.begin(name, streams, monotonicMs());
    return Number.isFinite(waitSeconds) ? waitSeconds : 0;
  }

  async #takeGroup(group: OutlinedGroup, first: number, taking: Taking, changes: VisibleChanges): Promise<void> {
    let place: Place | string;
    try {
      place = this.#places.of(taking.claimant, group, changes);
      taking.spend(Math.floor(this.#places.costOfLast / VALUES_PER_RECORD));
      if (!maySpeakFor(taking.principal, place.service)) {
        return taking.refuseAll(group, first, 'forbidden', notFor(taking.principal, 'service', place.service));
      }
    } catch (cause) {
      if (!(cause instanceof RecordFault)) throw cause;
      taking.spend(Math.floor(group.cost / VALUES_PER_RECORD));
      return taking.refuseAll(group, first, 'unreadable', `its resource or scope: ${cause.message}`);
    }
    const slice = this.#slices.of(taking.principal.name);
    if (!taking.mayBegin(place)) return taking.refuseAll(group, first, 'throttled', tooManyStreams(taking.principal));
    taking.places += 1;
    for (let index = 0; index < group.records; index += 1) {
      taking.takeOne(group, index, first + index, place);
      taking.spend(Math.max(1, Math.floor(group.cost / VALUES_PER_RECORD)));
      if (taking.unpaid + taking.places * RECORDS_PER_PLACE < slice.size) continue;
      taking.flush();
      slice.ended(this.#options.monotonicMs());
      await this.turn(taking.principal);
      slice.began(this.#options.monotonicMs());
    }
  }
}
