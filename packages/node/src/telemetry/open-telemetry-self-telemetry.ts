import { diag, type Meter, type MeterProvider, metrics, type ObservableResult } from '@opentelemetry/api';
import { METRICS, type MetricDefinition, type SelfTelemetry } from '@otelseal/semantic-conventions';
import { CounterSeries, type Labels, textOf } from './counter-series.js';
import { describeCause } from './describe-cause.js';

const METER_NAME = '@otelseal/node';
/** Codes come from our own code; more than this many means a defect, and the rest is only counted. */
const MAX_CODES = 256;

/** Where a report goes besides OpenTelemetry's `diag`, which shows nothing unless a logger is set. */
export type ReportSink = (line: string) => void;

/**
 * Counts in memory and shows the counts as OpenTelemetry metrics through observable instruments: counting costs one addition, and the
 * meter provider may be registered long after the first count. Reports go to `diag`, once per code.
 */
export class OpenTelemetrySelfTelemetry implements SelfTelemetry {
  readonly #series = new CounterSeries();
  readonly #reported = new Set<string>();
  readonly #sink: ReportSink | undefined;
  readonly #toldToDiag: boolean;
  /** Reports made before the application can have set a `diag` logger, which forgets what it is told until then. */
  #early: string[] | undefined = [];
  #provider: MeterProvider | undefined;
  #observed = new Set<string>();

  /** @param toldToDiag whether `diag` gets reports, too; default true */
  constructor(sink?: ReportSink, { toldToDiag = true }: { readonly toldToDiag?: boolean } = {}) {
    this.#sink = sink;
    this.#toldToDiag = toldToDiag;
  }

  add(metric: string, value: number, attributes?: Labels): void {
    const series = this.#series.find(metric, attributes);
    if (instrumentOf(metric)?.instrument === 'gauge') series.value = value;
    else series.value += value;
    this.#observe(metric);
  }

  reportOnce(code: string, message: string, cause?: unknown): void {
    if (this.#reported.has(code) || this.#reported.size >= MAX_CODES) return;
    this.#reported.add(code);
    const line = `${message} [${code}]${describeCause(cause)}`;
    if (!this.#toldToDiag) this.#early = undefined;
    else if (this.#early === undefined) this.#tellDiag(line);
    else this.#early.push(line);
    try {
      this.#sink?.(line);
    } catch {
      // A sink that throws must not stop the pipeline; the counters still tell.
    }
  }

  /** Ends the time in which reports are held back. An SDK that is made after us sets the logger that `OTEL_LOG_LEVEL` asks for. */
  releaseEarlyReports(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const line of early) this.#tellDiag(line);
  }

  #tellDiag(line: string): void {
    try {
      diag.warn(`otelseal: ${line}`);
    } catch {
      // As above, for a `diag` logger of the application.
    }
  }

  /** All sums, keyed `otelseal.records{outcome=enriched,stage=enrich}`. */
  counters(): Readonly<Record<string, number>> {
    const counters: Record<string, number> = {};
    for (const metric of this.#series.metrics) {
      for (const { labels, value } of this.#series.of(metric)) {
        const text = textOf(labels);
        counters[text === '' ? metric : `${metric}{${text}}`] = value;
      }
    }
    return Object.freeze(counters);
  }

  /** Makes sure that the meter provider that is registered now shows this metric. */
  #observe(metric: string): void {
    const provider = metrics.getMeterProvider();
    if (provider !== this.#provider) {
      this.#provider = provider;
      this.#observed = new Set();
      for (const known of this.#series.metrics) this.#observe(known);
    }
    if (this.#observed.has(metric)) return;
    this.#observed.add(metric);
    const definition = instrumentOf(metric);
    if (definition === undefined) return;
    try {
      observable(provider.getMeter(METER_NAME), metric, definition).addCallback((result: ObservableResult) => {
        for (const { labels, value } of this.#series.of(metric)) result.observe(value, labels);
      });
    } catch (error) {
      this.reportOnce('ERR_METRICS', 'The counters cannot be shown as OpenTelemetry metrics.', error);
    }
  }
}

function instrumentOf(metric: string): MetricDefinition | undefined {
  return Object.hasOwn(METRICS, metric) ? METRICS[metric] : undefined;
}

function observable(meter: Meter, metric: string, { instrument, unit, brief }: MetricDefinition) {
  const options = { unit, description: brief };
  if (instrument === 'counter') return meter.createObservableCounter(metric, options);
  if (instrument === 'gauge') return meter.createObservableGauge(metric, options);
  return meter.createObservableUpDownCounter(metric, options);
}
