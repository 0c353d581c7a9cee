import type { Outcome, SecurityContext } from '@otelseal/semantic-conventions';

/** What was acted on. @stable */
export interface Target {
  /** Kind of object, a word of your domain: `invoice`, `order`, `customer`. */
  readonly type: string;
  readonly id: string;
}

/**
 * Fields that every event takes. `withContext` supplies most of them once for a whole request; a field given at the call
 * wins over the context. Extras go into `attributes` under names of your own; names beginning with `audit.` are refused,
 * because the seal owns them.
 *
 * @stable
 */
export interface EventFields extends SecurityContext {
  readonly target?: Target | undefined;
  /** Overrides the outcome that the catalogue gives to this event. */
  readonly outcome?: Outcome | undefined;
}
