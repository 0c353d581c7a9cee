import type { ReceivedRecord } from './received-record.js';

/** Where a mapped record says how many events it stands for. A symbol, because no client can send one. Known to @otelseal/node as well. */
export const RECORD_TIMES: unique symbol = Symbol.for('otelseal.record.times.1') as never;

/** A record that a map has made, with how many events its line tells of. */
export interface CountedRecord extends ReceivedRecord {
  readonly [RECORD_TIMES]?: number | undefined;
}
