/** One metric about Otelseal itself. @stable */
export interface MetricDefinition {
  readonly instrument: 'counter' | 'updowncounter' | 'gauge' | 'histogram';
  readonly unit: string;
  readonly brief: string;
  /** Label → its closed list of values; an empty list means names from our own code, never from a record. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}
