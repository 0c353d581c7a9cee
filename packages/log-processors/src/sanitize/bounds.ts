/**
 * What a single log record may cost at most. Beyond a bound a visible `[CUT:…]` marker stands; nothing passes unscanned.
 * Time is bounded by three of them: how long a text is, how long all of a record's are, and at how many places rules look.
 * @experimental
 */
export interface SanitizeBounds {
  /** Levels of nested objects and arrays below an attribute or the body. Default 12: no OTLP back end shows more. */
  readonly maxDepth: number;
  /** Values in one attribute or body, nested ones included. Default 4,096. */
  readonly maxNodes: number;
  /** Attributes of one record. Default 512, four times the SDK's own default limit. */
  readonly maxAttributes: number;
  /**
   * UTF-16 units of one string. Default 32,768: more than the 24 KiB that a sealed record carries, and little enough that a body
   * of 100 kB costs less than a millisecond. Of a longer text the first seven eighths and the last eighth of that are scanned and
   * shown; the middle is gone.
   */
  readonly maxTextLength: number;
  /** UTF-16 units of one name. Default 256. */
  readonly maxKeyLength: number;
  /** UTF-16 units of all strings of one record. Default 131,072: four of the longest. */
  readonly maxRecordLength: number;
  /**
   * Places in one record that rules look at: signs and words such as `@`, `://` and `password`. Default 8,192, one in sixteen units
   * of the longest record; logs of web servers have one in twenty, and only a text made for it has more.
   */
  readonly maxCandidates: number;
}

/** See each bound for its reason. @experimental */
export const SANITIZE_BOUNDS_DEFAULTS: SanitizeBounds = Object.freeze({
  maxDepth: 12,
  maxNodes: 4_096,
  maxAttributes: 512,
  maxTextLength: 32_768,
  maxKeyLength: 256,
  maxRecordLength: 131_072,
  maxCandidates: 8_192,
});
