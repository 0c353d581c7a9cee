/** What a value of an option may be. Lists, maps and objects are made of other kinds. */
export type OptionKind =
  | { readonly is: 'text'; readonly maxLength: number; readonly multiline?: true }
  | { readonly is: 'integer'; readonly min: number; readonly max: number }
  /** Any finite number. */
  | { readonly is: 'number' }
  | { readonly is: 'boolean' }
  | { readonly is: 'choice'; readonly of: readonly string[] }
  /** `example` is what a refusal shows: a full address of OTLP logs unless it is another one. */
  | { readonly is: 'url'; readonly example?: string }
  | { readonly is: 'headers' }
  /** Whom a process becomes: `same`, or a user's and a group's number. */
  | { readonly is: 'user' }
  /** A text that the package which takes it knows. */
  | { readonly is: 'known'; readonly of: string; accepts(value: unknown): boolean }
  | { readonly is: 'list'; readonly of: OptionKind; readonly maxItems: number }
  /** Names of the user's, or only those in `names`. */
  | { readonly is: 'map'; readonly to: OptionKind; readonly maxItems: number; readonly names?: readonly string[] }
  /** Members with a kind each; those in `needed` must be there. */
  | { readonly is: 'object'; readonly members: Members; readonly needed?: readonly string[] }
  /** An object of the caller's that has these methods; used as it is. */
  | { readonly is: 'instance'; readonly of: string; readonly methods: readonly string[] }
  | { readonly is: 'function'; readonly of: string }
  /** Key material, checked where it is used. */
  | { readonly is: 'bytes' }
  /** Options of another package, checked there. */
  | { readonly is: 'section'; readonly of: string };

export type Members = Readonly<Record<string, OptionKind>>;

/** One setting: the one place that says what it takes, from where, and what it means. */
export interface OptionRule {
  readonly kind: OptionKind;
  /** What holds where nothing sets it, as the documentation says it. */
  readonly byDefault: string;
  readonly brief: string;
  /** Its variable where that is not `OTELSEAL_` and the path in capitals; `false` where it has none. */
  readonly variable?: string | false;
  /** Only code can give it, because it is an object of a program or a secret. */
  readonly codeOnly?: true;
}

export const PATH: OptionKind = { is: 'text', maxLength: 4_096 };
export const NAME: OptionKind = { is: 'text', maxLength: 256 };
export const YES_OR_NO: OptionKind = { is: 'boolean' };
/** A wait of at most an hour, ms. */
export const WITHIN_AN_HOUR: OptionKind = { is: 'integer', min: 1, max: 3_600_000 };
/** Counts, bytes and longer times: what is not too large for a double. */
export const POSITIVE: OptionKind = { is: 'integer', min: 1, max: Number.MAX_SAFE_INTEGER };

/** Names, at most a thousand. */
export function listOf(of: OptionKind, maxItems = 1_000): OptionKind {
  return { is: 'list', of, maxItems };
}
