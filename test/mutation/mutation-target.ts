/** A part of the code that is tested by changing it: every change must make a test fail. */
export interface MutationTarget {
  readonly name: string;
  /** Folder below the checkout that is copied, with its tests. */
  readonly package: string;
  /** What is changed, as globs below the package; `!` in front leaves files out. */
  readonly mutate: readonly string[];
  /** The tests that may notice, as globs below the package. Timings are left out: every change slows something down. */
  readonly tests: readonly string[];
  readonly withoutTests: readonly string[];
  /** What the tests read of other packages by relative paths, below the checkout. */
  readonly alsoRead?: readonly string[];
  /** Percent of the changes that must be noticed. */
  readonly threshold: number;
}
