/** Collects what detectors find in one text. */
export interface Found {
  /** Units `start` up to `end` are a secret. */
  secret(start: number, end: number, rule: string): void;
  /** Units `start` up to `end` are a personal datum of a kind; what happens to it is the configuration's choice. */
  personal(start: number, end: number, kind: PersonalKind): void;
  /** The text ends in the rows of a table: what follows it elsewhere cannot be judged without the table's line of names. */
  endsInTable(): void;
}

/** Kinds of personal data; each has an action of its own. @experimental */
export type PersonalKind =
  | 'email'
  | 'ip'
  | 'pan'
  | 'iban'
  | 'phone'
  | 'mac'
  | 'geo'
  | 'national-id'
  | 'birth-date'
  | 'bank-account'
  | 'vehicle-or-device';

/**
 * A rule that looks at the neighbourhood of its keywords.
 * It looks at a bounded window, or at what it has not seen before; so all rules together take linear time on any text.
 */
export interface Detector {
  /** Lower case; `#` stands for any digit. */
  readonly keywords: readonly string[];
  /** True if it finds personal data only, so that it can rest where these are kept. */
  readonly personalOnly?: boolean;
  /** Judges the keyword at `start` … `end` and returns up to where it has judged: hits before that are not shown to it again. */
  at(text: string, start: number, end: number, found: Found): number;
}
