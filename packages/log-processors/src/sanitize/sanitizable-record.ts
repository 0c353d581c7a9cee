/** The parts of a log record that an attacker or a careless developer can fill. Every SDK record and every decoded OTLP record fits. @experimental */
export interface SanitizableRecord {
  readonly eventName?: string | undefined;
  readonly severityText?: string | undefined;
  readonly body?: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly instrumentationScope?: { readonly name?: string } | undefined;
}

/** A record that shares nothing with the one it was made from; absent parts stay absent. @experimental */
export interface SanitizedRecord {
  readonly eventName?: string | undefined;
  readonly severityText?: string | undefined;
  readonly body?: unknown;
  readonly attributes: Record<string, unknown>;
}
