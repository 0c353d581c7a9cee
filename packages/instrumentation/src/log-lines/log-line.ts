import type { PlainObject } from './plain-copy.js';

/** One line of the application's own logger, as it was written, in words that every bridge shares. */
export interface LogLine {
  /** OpenTelemetry's severity, 1 to 24; undefined for a level that the bridge cannot place. */
  readonly severityNumber: number | undefined;
  /** The logger's own name of the level. */
  readonly severityText: string | undefined;
  readonly message: string | undefined;
  /** Milliseconds since 1970; undefined: now. */
  readonly timeMs: number | undefined;
  /** What was logged beside the message: a copy that belongs to us. */
  readonly fields: PlainObject;
  /** The `security` field, taken out of the fields. */
  readonly security: unknown;
}
