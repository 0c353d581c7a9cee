import {
  METRIC_DELIVERY_ATTEMPTS,
  METRIC_INTERNAL_ERRORS,
  METRIC_RECORDS,
  METRIC_SPOOL_FRAMES,
} from '@otelseal/semantic-conventions';

import type { Labels } from '../telemetry/counter-series.js';

/** Why log data does not arrive; the value of `security.reason`. */
export type DeliveryTrouble =
  | 'first_receiver_unreachable'
  | 'second_receiver_unreachable'
  | 'exporter_fails'
  | 'records_refused'
  | 'records_lost'
  | 'records_expired'
  | 'spool_not_writable'
  | 'spool_damaged';

/** One end of an episode of trouble. */
export interface DeliveryNotice {
  readonly kind: 'failure' | 'recovery';
  readonly trouble: DeliveryTrouble;
  /** So far: records, failed attempts of a receiver, refused writes of the spool. */
  readonly count: number;
}

export interface DeliveryWatchOptions {
  /** Attempts must fail for so long without any success. Default 60,000 ms: a receiver that is restarted is back by then. */
  readonly unreachableAfterMs: number;
  /** Other trouble is over when it has not come again for so long. Default 300,000 ms. */
  readonly quietMs: number;
}

export const DELIVERY_WATCH_DEFAULTS: DeliveryWatchOptions = Object.freeze({
  unreachableAfterMs: 60_000,
  quietMs: 300_000,
});

interface Episode {
  readonly sinceMs: number;
  lastMs: number;
  count: number;
  told: boolean;
}

const OF_SINK: Readonly<Record<string, DeliveryTrouble>> = {
  first: 'first_receiver_unreachable',
  second: 'second_receiver_unreachable',
  exporter: 'exporter_fails',
};
const OF_ERROR: Readonly<Record<string, DeliveryTrouble>> = {
  ERR_SPOOL_EXPIRED: 'records_expired',
  ERR_SPOOL_DAMAGED: 'spool_damaged',
};
const UNREACHABLE: ReadonlySet<DeliveryTrouble> = new Set(Object.values(OF_SINK));

/**
 * Makes episodes out of what is counted anyway: one notice when trouble begins, one when it is over, however many records it concerns. What the
 * notices themselves suffer on their way belongs to the episode that is open. Pure: the time comes in.
 */
export class DeliveryWatch {
  readonly #options: DeliveryWatchOptions;
  readonly #episodes = new Map<DeliveryTrouble, Episode>();

  constructor(options: DeliveryWatchOptions = DELIVERY_WATCH_DEFAULTS) {
    this.#options = options;
  }

  /** Takes one count of what happens. @param now milliseconds of a clock that only goes forward; asked only when it matters */
  observe(metric: string, value: number, labels: Labels | undefined, now: () => number): readonly DeliveryNotice[] {
    if (this.#episodes.size === 0 && (!WATCHED.has(metric) || GOOD.has(labels?.['outcome'] ?? ''))) return NOTHING;
    const nowMs = now();
    const over = this.#over(nowMs);
    const { sink, outcome, stage, code } = labels ?? {};
    if (metric === METRIC_DELIVERY_ATTEMPTS) {
      const trouble = OF_SINK[String(sink)];
      if (trouble === undefined) return over;
      return [...over, ...(outcome === 'failure' ? this.#trouble(trouble, value, nowMs) : this.#end(trouble))];
    }
    const trouble =
      metric === METRIC_RECORDS
        ? troubleOfRecords(stage, outcome)
        : metric === METRIC_SPOOL_FRAMES && outcome === 'refused'
          ? 'spool_not_writable'
          : metric === METRIC_INTERNAL_ERRORS
            ? OF_ERROR[String(code)]
            : undefined;
    return trouble === undefined ? over : [...over, ...this.#trouble(trouble, value, nowMs)];
  }

  #trouble(trouble: DeliveryTrouble, value: number, nowMs: number): readonly DeliveryNotice[] {
    let episode = this.#episodes.get(trouble);
    if (episode === undefined) {
      episode = { sinceMs: nowMs, lastMs: nowMs, count: 0, told: false };
      this.#episodes.set(trouble, episode);
    }
    episode.lastMs = nowMs;
    episode.count += value;
    const isLong = !UNREACHABLE.has(trouble) || nowMs - episode.sinceMs >= this.#options.unreachableAfterMs;
    if (episode.told || !isLong) return NOTHING;
    episode.told = true;
    return [{ kind: 'failure', trouble, count: episode.count }];
  }

  #end(trouble: DeliveryTrouble): readonly DeliveryNotice[] {
    const episode = this.#episodes.get(trouble);
    this.#episodes.delete(trouble);
    return episode?.told === true ? [{ kind: 'recovery', trouble, count: episode.count }] : NOTHING;
  }

  /** What has not come again. A receiver is back only when it takes something. */
  #over(nowMs: number): readonly DeliveryNotice[] {
    const over = [...this.#episodes].filter(
      ([trouble, { lastMs }]) => !UNREACHABLE.has(trouble) && nowMs - lastMs >= this.#options.quietMs,
    );
    return over.flatMap(([trouble]) => this.#end(trouble));
  }
}

const NOTHING: readonly DeliveryNotice[] = Object.freeze([]);
const WATCHED: ReadonlySet<string> = new Set([
  METRIC_DELIVERY_ATTEMPTS,
  METRIC_INTERNAL_ERRORS,
  METRIC_RECORDS,
  METRIC_SPOOL_FRAMES,
]);

/** How most counts end, by far. */
const GOOD: ReadonlySet<string> = new Set(['sealed', 'delivered', 'accepted', 'written', 'success']);

function troubleOfRecords(stage: unknown, outcome: unknown): DeliveryTrouble | undefined {
  if (stage === 'deliver') return outcome === 'undeliverable' ? 'records_refused' : undefined;
  return outcome === 'lost' || outcome === 'failed' || (stage === 'batch' && outcome === 'dropped')
    ? 'records_lost'
    : undefined;
}
