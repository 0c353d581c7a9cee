import type { UnixTime } from '@otelseal/audit-integrity';

/** Why records never got a sequence number. A closed set: it is signed and it labels a metric. */
export type LossReason = 'buffer_full' | 'seal_failed' | 'too_many_streams' | 'dropped_before_sealing' | 'root_away';

/** Records of one reason that a signed gap leaf will declare. */
export interface Loss {
  readonly reason: LossReason;
  readonly count: number;
  readonly from: UnixTime;
  readonly to: UnixTime;
}

/** Remembers what was lost until it can be declared. Bounded by the number of reasons. */
export class LossLedger {
  readonly #losses = new Map<LossReason, Loss>();

  get count(): number {
    let count = 0;
    for (const loss of this.#losses.values()) count += loss.count;
    return count;
  }

  /** Callers add in the order of time: an export's records are refused as they come. */
  add(reason: LossReason, at: UnixTime, more = 1): void {
    const before = this.#losses.get(reason);
    this.#losses.set(reason, { reason, count: (before?.count ?? 0) + more, from: before?.from ?? at, to: at });
  }

  /** Hands over one after the other; what cannot be declared now is kept. */
  declare(each: (loss: Loss) => void): void {
    for (const loss of [...this.#losses.values()]) {
      each(loss);
      this.#losses.delete(loss.reason);
    }
  }
}
