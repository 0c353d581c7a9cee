// What sealing adds to a compressed request of 512 records, checkpoints included.
import { gzipSync } from 'node:zlib';
import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { BatchLogRecordProcessor, type LogRecordExporter, type ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';
import { localKeySigner, SigningLogRecordExporter } from '@otelseal/signing-exporter';
import { type LogRecordInput, R10, R35 } from '@otelseal/testing';

import type { Bench, Figure } from './figure.ts';
import { emitting, exporterTo, newKeyPem, providerWith } from './logging-application.ts';

const BATCH = 512;
const BATCHES = 8;

/** Requests differ from record to record, or their compressed form would be next to nothing. */
function varied({ attributes, ...record }: LogRecordInput): (index: number) => LogRecordInput {
  return (index) => {
    const person = ((index * 7_919) % 1_009).toString(16).padStart(8, '7');
    const own = { 'audit.actor.id': person, 'audit.target.id': String(4_711 + index), 'client.port': 40_000 + index };
    const address = `198.51.100.${(index * 31) % 256}`;
    return { ...record, attributes: { ...attributes, ...own, 'client.address': address } };
  };
}

interface Size {
  readonly plain: number;
  readonly gzip: number;
}

/** Bytes a record that the application emitted, as JSON and as protobuf. */
async function sizes(
  input: LogRecordInput,
  processors: (exporter: LogRecordExporter) => ReturnType<typeof createOtelseal>['processors'],
): Promise<{ readonly json: Size; readonly protobuf: Size }> {
  const exported: ReadableLogRecord[] = [];
  const provider = providerWith(processors(exporterTo((records) => void exported.push(...records))));
  await emitting(provider, varied(input))(BATCH * BATCHES);
  const requests = Array.from({ length: Math.ceil(exported.length / BATCH) }, (_, batch) =>
    exported.slice(batch * BATCH, (batch + 1) * BATCH),
  );
  const size = (bodies: readonly Uint8Array[]): Size => {
    const perRecord = (lengths: readonly number[]): number =>
      lengths.reduce((sum, length) => sum + length, 0) / (BATCH * BATCHES);
    return {
      plain: perRecord(bodies.map((body) => body.length)),
      gzip: perRecord(bodies.map((body) => gzipSync(body).length)),
    };
  };
  return {
    json: size(requests.map((request) => JsonLogsSerializer.serializeRequest(request) as Uint8Array)),
    protobuf: size(requests.map((request) => ProtobufLogsSerializer.serializeRequest(request) as Uint8Array)),
  };
}

const batched = (exporter: LogRecordExporter) => [new BatchLogRecordProcessor({ exporter })];
const sealed = (exporter: LogRecordExporter) =>
  batched(new SigningLogRecordExporter({ exporter, signer: localKeySigner({ pem: newKeyPem() }) }));
const whole = (exporter: LogRecordExporter) =>
  createOtelseal({ exporter, signing: { pem: newKeyPem() } }, { environment: {}, report: console.error }).processors;

export default (async () => {
  const figures: Figure[] = [];
  for (const [name, record] of Object.entries({ R10, R35 })) {
    const plain = await sizes(record, batched);
    const withSeal = await sizes(record, sealed);
    const withAll = await sizes(record, whole);
    for (const format of ['json', 'protobuf'] as const) {
      const label = format === 'json' ? 'JSON' : format;
      const bytes = (size: Size): string => `${Math.round(size.plain)} B raw, ${Math.round(size.gzip)} B gzip`;
      figures.push({
        what: `seal adds to ${name}, ${label}, gzip`,
        value: withSeal[format].gzip - plain[format].gzip,
        unit: 'B',
        bar: { atMost: 160 },
        note: `${bytes(plain[format])} before; ${bytes(withSeal[format])} after`,
      });
      figures.push({
        what: `whole pipeline adds to ${name}, ${label}, gzip`,
        value: withAll[format].gzip - plain[format].gzip,
        unit: 'B',
        note: `${bytes(withAll[format])}; record id, category, control ids … added by enriching`,
      });
    }
  }
  return figures;
}) satisfies Bench;
