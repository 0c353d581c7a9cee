/** What an application hands to `logger.emit()`, as far as the fixed records need it. @experimental */
export interface LogRecordInput {
  readonly eventName: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}
