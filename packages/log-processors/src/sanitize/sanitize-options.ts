import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import type { SanitizeAction } from './actions.js';
import type { SanitizeBounds } from './bounds.js';
import type { PersonalKind } from './detect/detector.js';
import type { InjectionProfile } from './injection-profiles.js';
import type { PseudonymOptions } from './pseudonym.js';
import type { UserRuleOptions } from './rules/user-rules.js';

/**
 * `strict`: everything personal, also private addresses and who acted; `balanced`: what is personal in free text;
 * `developer`: payment, bank and national numbers only. Secrets and attacking characters go under every preset.
 * @experimental
 */
export type SanitizePreset = 'strict' | 'balanced' | 'developer';

/** Renders the message of a catalogued event; by default the one of `@otelseal/semantic-conventions`. @experimental */
export interface MessageCatalogue {
  /** The message for these attributes, or undefined if the event is not catalogued. */
  render(eventName: string, attributes: Readonly<Record<string, unknown>>): string | undefined;
}

/** Plain data but for `pseudonym`, `telemetry` and `catalogue`, so that YAML, JSON and variables can hold it. @stable */
export interface SanitizeOptions extends UserRuleOptions {
  /** Default `balanced`. */
  readonly preset?: SanitizePreset;
  /** Actions for single kinds of personal data instead of the preset's. */
  readonly personal?: Partial<Readonly<Record<PersonalKind, SanitizeAction>>>;
  /** Default none: what would become a pseudonym is masked. */
  readonly pseudonym?: PseudonymOptions;
  /** Further encodings for consumers that do not encode for themselves. Default none. */
  readonly profiles?: readonly InjectionProfile[];
  /** Change nothing, only count what would change; see `Sanitizer.report`. Default false. */
  readonly dryRun?: boolean;
  /** Single bounds to change; see `SANITIZE_BOUNDS_DEFAULTS`. */
  readonly bounds?: Partial<SanitizeBounds>;
  /** Where counts and reports go. Default: nowhere but `Sanitizer.findings`. */
  readonly telemetry?: SelfTelemetry;
  /** For tests and other vocabularies. */
  readonly catalogue?: MessageCatalogue;
}

/** What holds where nothing is configured. @experimental */
export const SANITIZE_DEFAULTS: SanitizeOptions = Object.freeze({
  preset: 'balanced',
  profiles: Object.freeze([]),
  dryRun: false,
});
