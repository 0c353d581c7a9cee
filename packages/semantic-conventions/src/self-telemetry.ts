/**
 * How every part of Otelseal counts and reports about itself. The composition root maps it to OpenTelemetry metrics and
 * `diag`. Implementations never throw.
 * @stable
 */
export interface SelfTelemetry {
  /**
   * Adds to a metric of model/metrics.yaml. For a gauge the value replaces the last one.
   * @example telemetry.add(METRIC_OTELSEAL_RECORDS, 1, { stage: 'seal', outcome: 'sealed' })
   */
  add(metric: string, value: number, attributes?: Readonly<Record<string, string>>): void;
  /** Tells the operator once per code. The message must name no value from a record. */
  reportOnce(code: string, message: string, cause?: unknown): void;
}
