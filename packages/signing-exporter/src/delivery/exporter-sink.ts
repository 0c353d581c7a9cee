import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { SendOutcome } from '../otlp/otlp-transport.js';
import type { EncodedGroup, RecordCodec } from '../otlp/record-codec.js';
import type { Clock } from '../ports/clock.js';
import { guardedExport } from './guarded-export.js';
import type { Sink } from './sink.js';
import { withoutTracing } from './without-tracing.js';

/**
 * An exporter of the application's: stored bytes become records again for it, and its SUCCESS counts as delivered, also
 * where the receiver behind it has taken only some of them.
 */
export function exporterSink(exporter: LogRecordExporter, timeoutMs: number, clock: Clock): Sink {
  return {
    name: 'exporter',
    send(groups, storedAs) {
      const records = groups.flatMap((group) => recordsOf(group, storedAs));
      return new Promise<SendOutcome>((resolve) =>
        guardedExport(exporter, records, timeoutMs, clock, (attempt) => {
          if (attempt.ok) resolve({ kind: 'accepted', rejected: 0 });
          else resolve({ kind: attempt.permanent ? 'refused' : 'failed', error: attempt.error });
        }),
      );
    },
    shutdown: () => withoutTracing(async () => exporter.shutdown()),
  };
}

function recordsOf({ place, records }: EncodedGroup, storedAs: RecordCodec): ReadableLogRecord[] {
  const origin = storedAs.placeOf(place);
  return records.map((record) => storedAs.recordOf(record, origin));
}
