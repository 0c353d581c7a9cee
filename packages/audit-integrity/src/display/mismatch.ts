/** One place where what a store shows is not what was signed. */
export interface Mismatch {
  /** The attribute or field, under its name in OpenTelemetry. */
  readonly field: string;
  readonly detail: string;
  /** It is an addition, which is told only when nothing that was signed is shown wrongly. */
  readonly unsigned?: true;
  /** The record stands under another service than the one that sealed it. */
  readonly identity?: true;
}
