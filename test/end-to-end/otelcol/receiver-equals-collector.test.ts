import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { HOSTILE_TEXTS, OtlpReceiver, R10, R35 } from '@otelseal/testing';
import { expect, it } from 'vitest';

import { ITS_LINE } from '../../../packages/testing/test/otlp/otlp-sample.ts';
import { sdkRecords } from '../../../packages/testing/test/otlp/sdk-records.ts';
import { COLLECTOR_VERSIONS } from '../../backends/otelcol/build.ts';
import { Collector, fileExporter } from '../../backends/otelcol/collector.ts';
import { testFolder } from './test-folder.ts';

const hostile = HOSTILE_TEXTS.map(({ text }, index) => ({
  [`key ${index}`]: text.toWellFormed(),
  nested: { list: [text.toWellFormed(), index] },
}));
const records = sdkRecords([R10.attributes, R35.attributes, ...hostile]);

const REQUESTS = [
  ['application/json', ITS_LINE],
  ['application/json', JsonLogsSerializer.serializeRequest(records)],
  ['application/x-protobuf', ProtobufLogsSerializer.serializeRequest(records)],
  [
    'application/json',
    '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"severityNumber":9,"traceId":"5B8EFFF798038103D269B633813FC60C","observedTimeUnixNano":7},{}]},{}]},{}]}',
  ],
  ['application/json', '{"resourceLogs":[{}]}'],
  ['application/json', '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":5}}]}]}]}'],
  ['application/json', '{"resourceLogs":['],
  ['application/x-protobuf', '\n\u007f'],
  ['text/plain', 'x'],
] as const;

it.each(COLLECTOR_VERSIONS)(
  'the embedded receiver answers and writes as the collector %s does, byte for byte',
  async (version) => {
    const folder = testFolder();
    const [real, ours] = [join(folder, 'collector.jsonl'), join(folder, 'receiver.jsonl')];
    const collector = await Collector.start({ version, folder, exporters: fileExporter(real) });
    const receiver = await OtlpReceiver.start(ours);
    for (const [contentType, body] of REQUESTS) {
      const statuses: number[] = [];
      for (const url of [collector.url, receiver.url]) {
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': contentType },
          body: body as string,
        });
        statuses.push(answer.status);
        await answer.arrayBuffer();
      }
      expect(statuses[1], `${contentType} ${String(body).slice(0, 60)}`).toBe(statuses[0]);
    }
    await collector.stop();
    await receiver.close();
    expect(readFileSync(ours, 'utf8')).toBe(readFileSync(real, 'utf8'));
    expect(receiver.records).toBe(records.length * 2 + 4);
  },
);
