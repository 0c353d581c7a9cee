/** The labels of one series. */
export type Labels = Readonly<Record<string, string>>;

/** One sum and the labels it is counted under. */
export interface Series {
  readonly labels: Labels;
  value: number;
}

/** More series than this come from a defect; the rest shares one series, so that counting stays bounded. */
const MAX_SERIES_PER_METRIC = 256;
const NO_LABELS: Labels = Object.freeze({});
const OVERFLOW: Labels = Object.freeze({ overflow: 'true' });

/**
 * Sums by metric and labels. Callers on a hot path pass the same frozen labels object each time, which is then found by identity.
 */
export class CounterSeries {
  readonly #metrics = new Map<string, Map<string, Series>>();
  readonly #byIdentity = new WeakMap<Labels, Map<string, Series>>();

  find(metric: string, labels: Labels = NO_LABELS): Series {
    const known = this.#byIdentity.get(labels)?.get(metric);
    if (known !== undefined) return known;
    const series = this.#findByText(metric, labels);
    if (Object.isFrozen(labels)) this.#rememberIdentity(labels, metric, series);
    return series;
  }

  /** Every series of a metric. */
  of(metric: string): Iterable<Series> {
    return this.#metrics.get(metric)?.values() ?? [];
  }

  get metrics(): Iterable<string> {
    return this.#metrics.keys();
  }

  #findByText(metric: string, labels: Labels): Series {
    let bySeries = this.#metrics.get(metric);
    if (bySeries === undefined) {
      bySeries = new Map();
      this.#metrics.set(metric, bySeries);
    }
    const key = textOf(labels);
    const known = bySeries.get(key);
    if (known !== undefined) return known;
    if (bySeries.size >= MAX_SERIES_PER_METRIC && labels !== OVERFLOW) return this.#findByText(metric, OVERFLOW);
    const series: Series = { labels: Object.freeze({ ...labels }), value: 0 };
    bySeries.set(key, series);
    return series;
  }

  #rememberIdentity(labels: Labels, metric: string, series: Series): void {
    const byMetric = this.#byIdentity.get(labels) ?? new Map<string, Series>();
    byMetric.set(metric, series);
    this.#byIdentity.set(labels, byMetric);
  }
}

/** `outcome=enriched,stage=enrich`: labels in order of name. */
export function textOf(labels: Labels): string {
  return Object.keys(labels)
    .sort()
    .map((name) => `${name}=${labels[name]}`)
    .join(',');
}
