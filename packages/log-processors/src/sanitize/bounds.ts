/** What a single log record may cost at most. Beyond a bound a visible `[CUT:…]` marker stands; nothing passes unscanned. @experimental */
export interface SanitizeBounds {
  /** Levels of nested objects and arrays below an attribute or the body. Default 12: no OTLP back end shows more. */
  readonly maxDepth: number;
  /** Values in one attribute or body, nested ones included. Default 4,096. */
  readonly maxNodes: number;
  /** Attributes of one record. Default 512, four times the SDK's own default limit. */
  readonly maxAttributes: number;
  /** UTF-16 units of one string. Default 131,072: a 100 kB body stays whole. */
  readonly maxTextLength: number;
  /** UTF-16 units of one name. Default 256. */
  readonly maxKeyLength: number;
  /** UTF-16 units of all strings of one record. Default 1,048,576. */
  readonly maxRecordLength: number;
}

/** See each bound for its reason. @experimental */
export const SANITIZE_BOUNDS_DEFAULTS: SanitizeBounds = Object.freeze({
  maxDepth: 12,
  maxNodes: 4_096,
  maxAttributes: 512,
  maxTextLength: 131_072,
  maxKeyLength: 256,
  maxRecordLength: 1_048_576,
});
