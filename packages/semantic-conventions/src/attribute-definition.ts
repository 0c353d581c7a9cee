/** One attribute of the vocabulary. @stable */
export interface AttributeDefinition {
  readonly type: 'string' | 'int' | 'boolean' | 'string[]';
  readonly brief: string;
  /** What the value says about people or secrets; the sanitizer's presets build on it. */
  readonly sensitivity: 'none' | 'personal' | 'maybe-personal' | 'pseudonymous' | 'confidential';
  /** OpenTelemetry's semantic conventions, the draft OpenTelemetry audit model, or ours. */
  readonly origin: 'otel' | 'audit-draft' | 'otelseal';
  /** Closed list of values, where there is one. */
  readonly values?: readonly string[];
}
