import { type OtlpLogRecord, otlpReceiver, requestWith } from '../stores/sealed-traffic.ts';
import { writeOnce } from './bulk-writer.ts';

/** The order of the members of a sealed text is fixed: nothing else in it looks so. As in the shipped configuration of the collector. */
const OPERATIONAL = '"retention":"operational","salt":';

/** Names of the data streams that the shipped templates are for, one for each retention class. Longer is the safe side. */
function dataStreamOf({ attributes }: OtlpLogRecord): string {
  const payload = attributes.find(({ key }) => key === 'audit.payload')?.value['stringValue'];
  const isOperational = String(payload).includes(OPERATIONAL);
  return `logs-otelseal.${isOperational ? 'operational' : 'audit'}.otel-default`;
}

/** An address that takes OTLP/JSON and writes each record into the data stream of its retention class, as the collector before Elasticsearch does. */
export function classWriter(url: () => string): ReturnType<typeof otlpReceiver> {
  return otlpReceiver(async (request) => {
    const records = request.resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
    for (const dataStream of new Set(records.map(dataStreamOf))) {
      const part = requestWith(request, (record) => (dataStreamOf(record) === dataStream ? record : undefined));
      if (part !== undefined) await writeOnce(url(), dataStream, part);
    }
  });
}
