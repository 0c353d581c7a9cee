/** How long records of a class are kept. */
export interface RetentionClass {
  readonly name: 'audit' | 'operational';
  /** What a service may promise in `sealing.minimumRetentionSeconds`, in days. */
  readonly promisedDays: number;
  /** Days on disks that answer at once. */
  readonly atHandDays: number;
  /** Days until an index is deleted: longer than promised, because a stream may only lose what is older than its promise. */
  readonly keptDays: number;
}

/** PCI DSS 10.5.1: twelve months, the last three of them at hand. An index is deleted as a whole, so that it waits for its newest record. */
export const RETENTION_CLASSES: readonly RetentionClass[] = [
  { name: 'audit', promisedDays: 365, atHandDays: 93, keptDays: 400 },
  { name: 'operational', promisedDays: 90, atHandDays: 93, keptDays: 100 },
];

/** An index is closed for writing after so many days, or at this size of a shard: small enough to be deleted in time. */
export const ROLLOVER = { days: 7, shardSize: '50gb' } as const;

/** Data streams of a class: `logs-<dataset>.otel-<namespace>`, as the collector names them. */
export function dataStreamsOf({ name }: RetentionClass): string {
  return `logs-otelseal.${name}.otel-*`;
}
