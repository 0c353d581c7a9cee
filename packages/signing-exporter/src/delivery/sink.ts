import type { SendOutcome } from '../otlp/otlp-transport.js';
import type { EncodedGroup, RecordCodec } from '../otlp/record-codec.js';

/**
 * Names of sinks, which are also the names of what they have acknowledged on disk and the `sink` label of metrics.
 * @experimental
 */
export type SinkName = 'first' | 'second' | 'exporter';

/** Where what the spool holds goes: an OTLP receiver, or an exporter of the application's. Sends one batch at a time. */
export interface Sink {
  readonly name: SinkName;
  /** May throw; nothing is sent then. Without groups it asks whether the receiver takes an empty request. */
  send(groups: readonly EncodedGroup[], storedAs: RecordCodec): Promise<SendOutcome>;
  shutdown(): Promise<void>;
}

export function countOf(groups: readonly EncodedGroup[]): number {
  return groups.reduce((sum, { records }) => sum + records.length, 0);
}
