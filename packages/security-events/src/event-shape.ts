import type { EventVariant, Outcome } from '@otelseal/semantic-conventions';

/** What the catalogue says about one event, as far as emitting it needs. Generated; internal. */
export interface EventShape {
  readonly name: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly category: string;
  readonly action: string;
  readonly outcome: Outcome;
  /** Where the target comes from when the call names none: an attribute of the event, else the actor's own account. */
  readonly ownAccount?: true;
  readonly targetFrom?: { readonly type: string; readonly id: string };
  readonly message: string;
  /** camelCase field → attribute name; a trailing `[]` marks a list of strings, `#` a whole number, `?` a boolean. */
  readonly fields: Readonly<Record<string, string>>;
  /** The first whose attribute has one of its values replaces the outcome or the severity. */
  readonly variants?: readonly EventVariant[];
}
