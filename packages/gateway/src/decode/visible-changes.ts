/**
 * What a record had to be changed in, so that it can be sealed; each shows in the record itself, except for what is not OTLP's or was said
 * again: `unknown_field` is passed over and of `repeated_field` the last counts, as the format has it. Labels a metric.
 */
export type VisibleChange =
  | 'duplicate_name'
  | 'empty_name'
  | 'invalid_text'
  | 'long_name'
  | 'too_deep'
  | 'too_many_values'
  | 'spoofed_seal'
  | 'unknown_time'
  | 'unknown_severity'
  | 'unknown_field'
  | 'repeated_field'
  | 'surrounding_name'
  | 'unnamed_service';

/** Counts changes of one request. */
export class VisibleChanges {
  readonly #counts = new Map<VisibleChange, number>();

  add(change: VisibleChange, count = 1): void {
    this.#counts.set(change, (this.#counts.get(change) ?? 0) + count);
  }

  /** What is read twice is counted once. @returns has everything forgotten that was counted since */
  mark(): () => void {
    const before = [...this.#counts];
    return () => {
      this.#counts.clear();
      for (const [change, count] of before) this.#counts.set(change, count);
    };
  }

  count(change: VisibleChange): number {
    return this.#counts.get(change) ?? 0;
  }

  get entries(): Iterable<readonly [VisibleChange, number]> {
    return this.#counts;
  }
}
