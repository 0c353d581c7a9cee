/** Key on `globalThis` under which the composition root publishes its {@link Barrier}. @stable */
export const BARRIER_KEY: symbol = /* @__PURE__ */ Symbol.for('otelseal.barrier.1');

/**
 * How far a record has come: sealed in memory; on disk behind a signed checkpoint; accepted by the back end; seen by a
 * witness. @stable
 */
export type CommitLevel = 'sealed' | 'spooled' | 'delivered' | 'witnessed';

/** Waits for everything emitted so far. @stable */
export interface Barrier {
  /**
   * Resolves to the level that all records emitted before the call have reached, at most the one asked for, or to
   * `none` when `timeoutMs` (milliseconds) passed first. Never rejects.
   */
  committed(level: CommitLevel, options: { readonly timeoutMs: number }): Promise<CommitLevel | 'none'>;
}
