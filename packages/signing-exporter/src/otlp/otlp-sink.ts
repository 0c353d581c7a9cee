import type { Sink, SinkName } from '../delivery/sink.js';
import { sendRecords } from './late-records.js';
import type { OtlpTransport } from './otlp-transport.js';
import type { EncodedGroup, RecordCodec } from './record-codec.js';

/**
 * An OTLP/HTTP receiver. Stored bytes are sent as they are; what was stored in the other encoding (by an earlier process, or
 * because another sink names the spool's encoding) is decoded and encoded again, which changes nothing in it.
 */
export function otlpSink(name: SinkName, codec: RecordCodec, transport: OtlpTransport): Sink {
  return {
    name,
    send(groups, storedAs) {
      const same = storedAs.contentType === codec.contentType;
      return sendRecords(transport, codec, same ? groups : groups.map((group) => encodedAgain(group, storedAs, codec)));
    },
    shutdown: () => transport.shutdown(),
  };
}

function encodedAgain({ place, records }: EncodedGroup, from: RecordCodec, to: RecordCodec): EncodedGroup {
  const origin = from.placeOf(place);
  return { place: to.place(origin), records: records.map((record) => to.record(from.recordOf(record, origin))) };
}
