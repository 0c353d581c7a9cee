import type { ReceivedRecord, ReceivedResource, ReceivedScope } from '../received-record.js';

/** Records of one resource and one scope, not yet read. */
export interface OutlinedGroup {
  /** Equal for equal resources, and for nothing else. */
  readonly resourceKey: string;
  readonly scopeKey: string;
  /** @throws RecordFault */
  resource(): ReceivedResource;
  /** @throws RecordFault */
  scope(): ReceivedScope;
  readonly records: number;
  /** @throws RecordFault when this one cannot be read */
  record(index: number, resource: ReceivedResource, scope: ReceivedScope): ReceivedRecord;
  /** What was read last, a record, a resource or a scope, costs as much as so many values. */
  readonly cost: number;
  /** The record that was read last, as it came, as a spool in this encoding holds records; undefined where there are no such bytes. */
  bytes(index: number): Uint8Array | undefined;
}

/** Where the records of a request are. What is in them is read one by one, so that one that cannot be read costs no other. */
export interface RequestOutline {
  readonly groups: readonly OutlinedGroup[];
  readonly records: number;
}
