/**
 * Whose records they are, where one process seals for many: each principal has streams of its own.
 *
 * @experimental
 */
export interface StreamClaim {
  /** Who brought them; authenticated, not what a record says. */
  readonly principal: string;
  /** Default: the one of the options. */
  readonly tenant?: string | undefined;
}
