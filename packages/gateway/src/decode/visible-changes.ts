/** What a record had to be changed in, so that it can be sealed; each shows in the record itself. Labels a metric. */
export type VisibleChange =
  | 'duplicate_name'
  | 'empty_name'
  | 'invalid_text'
  | 'too_deep'
  | 'too_many_values'
  | 'spoofed_seal'
  | 'unknown_time'
  | 'surrounding_name'
  | 'unnamed_service';

/** Counts changes of one request. */
export class VisibleChanges {
  readonly #counts = new Map<VisibleChange, number>();

  add(change: VisibleChange, count = 1): void {
    this.#counts.set(change, (this.#counts.get(change) ?? 0) + count);
  }

  get entries(): Iterable<readonly [VisibleChange, number]> {
    return this.#counts;
  }
}
