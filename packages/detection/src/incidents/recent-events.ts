import type { Finding } from '../detector.js';
import type { SecurityFact, ShownParties } from '../security-fact.js';

/**
 * The latest events as people see them, whoever made them. Detectors count and keep no names: when a count has become an incident, the
 * events that led to it are evidence, as far as they are still here.
 */
export class RecentEvents {
  readonly #capacity: number;
  readonly #clients: Float64Array;
  readonly #actors: Float64Array;
  readonly #times: Float64Array;
  readonly #names: string[] = [];
  readonly #failed: boolean[] = [];
  readonly #shown: ShownParties[] = [];
  #noted = 0;

  /** @param capacity events that are kept, each of about 300 B */
  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#clients = new Float64Array(capacity);
    this.#actors = new Float64Array(capacity);
    this.#times = new Float64Array(capacity);
  }

  note({ eventName, keys, outcome }: SecurityFact, shown: ShownParties, nowMs: number): void {
    const at = this.#noted % this.#capacity;
    this.#clients[at] = keys.client ?? 0;
    this.#actors[at] = keys.actor ?? 0;
    this.#times[at] = nowMs;
    this.#names[at] = eventName;
    this.#failed[at] = outcome === 'failure';
    const { recordId, actor, client, session, target } = shown; // the record itself must not be kept alive
    this.#shown[at] = { recordId, actor, client, session, target };
    this.#noted += 1;
  }

  /**
   * The events that counted before the one that opens an incident, the oldest first: of the same client or account, since the first that
   * counted, of a kind that the detector looks at, and like the last one or refused like it.
   */
  before({ key, subject, sinceMs, count }: Finding, eventName: string, subscribes: readonly string[]): ShownParties[] {
    const keys = subject === 'source' ? this.#clients : this.#actors;
    const found: ShownParties[] = [];
    if (subject !== 'source' && subject !== 'account') return found;
    const oldest = Math.max(0, this.#noted - this.#capacity);
    for (let n = this.#noted - 1; n >= oldest && found.length < count - 1; n -= 1) {
      const at = n % this.#capacity;
      if (keys[at] !== key || (this.#times[at] ?? 0) < sinceMs) continue;
      const name = this.#names[at] as string;
      const isAlike = name === eventName || (this.#failed[at] === true && subscribes.includes(name));
      if (isAlike) found.push(this.#shown[at] as ShownParties);
    }
    return found.reverse();
  }
}
