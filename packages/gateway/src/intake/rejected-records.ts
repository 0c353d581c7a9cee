/** `throttled`: its service has no stream yet, or its seal is of one that is new here, and its sender begins too many. */
export type RejectedKind = 'unreadable' | 'forbidden' | 'throttled';

/** Why records of a request were not taken; told to the client by number. */
export interface RejectedRecord {
  /** Of the record within the request, from 0. */
  readonly index: number;
  readonly reason: string;
  readonly kind: RejectedKind;
}

/** So many are named; the rest is counted. */
const MOST_NAMED = 10;

/** Collects them, within bounds. */
export class RejectedRecords {
  readonly #named: RejectedRecord[] = [];
  unreadable = 0;
  forbidden = 0;
  throttled = 0;

  add(rejected: RejectedRecord): void {
    this[rejected.kind] += 1;
    if (this.#named.length < MOST_NAMED) this.#named.push(rejected);
  }

  get count(): number {
    return this.unreadable + this.forbidden + this.throttled;
  }

  /** `record 3: a field ends beyond what holds it; record 7: …; and 12 more`. */
  get message(): string {
    const named = this.#named.map(({ index, reason }) => `record ${index}: ${reason}`);
    const more = this.count - named.length;
    return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  }
}
