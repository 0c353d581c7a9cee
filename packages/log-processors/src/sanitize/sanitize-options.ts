import type { SanitizeBounds } from './bounds.js';

/** How much is taken out: everything personal, what is personal in free text, or only secrets. */
export type SanitizePreset = 'strict' | 'balanced' | 'developer';

/** Receives counts and one-time reports; the node package connects it to OpenTelemetry metrics and `diag`. */
export interface SanitizeTelemetry {
  add(metric: string, value: number, attributes?: Readonly<Record<string, string>>): void;
  reportOnce(code: string, message: string, cause?: unknown): void;
}

/** Renders the message of a catalogued event; by default the one of `@otelseal/semantic-conventions`. */
export interface MessageCatalogue {
  /** The message for these attributes, or undefined if the event is not catalogued. */
  render(eventName: string, attributes: Readonly<Record<string, unknown>>): string | undefined;
}

/** @stable */
export interface SanitizeOptions {
  /** Default `balanced`. */
  readonly preset?: SanitizePreset;
  /** Single bounds to change; see `SANITIZE_BOUNDS_DEFAULTS`. */
  readonly bounds?: Partial<SanitizeBounds>;
  /** Where counts and reports go. Default: nowhere but `Sanitizer.findings`. */
  readonly telemetry?: SanitizeTelemetry;
  /** For tests and other vocabularies. */
  readonly catalogue?: MessageCatalogue;
}

export const SANITIZE_DEFAULTS: SanitizeOptions = Object.freeze({ preset: 'balanced' });
