/** What a stage of `npm test` found. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Names of the tests that did not pass. */
  readonly failures?: readonly string[];
  /** Told after a failure, so that the last screen says what to do. */
  readonly advice?: string;
}

/** One step of `npm test`; the steps after a failed one do not run. */
export interface Stage {
  readonly name: string;
  run(): Promise<Outcome>;
}

/** A stage that runs no tests counts only when it fails, so that the totals stay those of the test reports. */
export const CHECKED: Outcome = Object.freeze({ passed: 0, failed: 0 });

export function checkFailed(advice: string): Outcome {
  return { passed: 0, failed: 1, advice };
}
