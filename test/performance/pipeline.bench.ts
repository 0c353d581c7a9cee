// The whole pipeline (enrich, sanitize, seal, export) against OpenTelemetry's batch processor, both with the same serialiser.
import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { BatchLogRecordProcessor, type ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';
import { type LogRecordInput, R10, R35 } from '@otelseal/testing';

import type { Bench, Figure } from './figure.ts';
import { emitting, exporterTo, newKeyPem, providerWith } from './logging-application.ts';
import { measure, ratio, type Subject } from './measure.ts';

type Serialise = (records: ReadableLogRecord[]) => unknown;

const SERIALISERS: readonly (readonly [name: string, serialise: Serialise])[] = [
  ['JSON', (records) => JsonLogsSerializer.serializeRequest(records)],
  ['protobuf', (records) => ProtobufLogsSerializer.serializeRequest(records)],
];

/** DESIGN's bar is for R10; R35 is reported beside it. */
const BAR = { atMost: 3.5, aim: 2 };

/** Exports, and fails when records got lost: a pipeline that drops would look fast. */
class Sink {
  #exported = 0;
  readonly exporter;

  constructor(serialise: Serialise) {
    this.exporter = exporterTo((records) => {
      serialise(records);
      this.#exported += records.length;
    });
  }

  checked(subject: Subject): Subject {
    return async (count) => {
      const before = this.#exported;
      await subject(count);
      if (this.#exported - before < count) throw new Error(`of ${count} records ${this.#exported - before} came out`);
    };
  }
}

function plain(record: LogRecordInput, serialise: Serialise): Subject {
  const sink = new Sink(serialise);
  const provider = providerWith([new BatchLogRecordProcessor({ exporter: sink.exporter })]);
  return sink.checked(emitting(provider, () => record));
}

function sealed(record: LogRecordInput, serialise: Serialise): Subject {
  const sink = new Sink(serialise);
  const surroundings = { environment: {}, report: console.error };
  const otelseal = createOtelseal({ exporter: sink.exporter, signing: { pem: newKeyPem() } }, surroundings);
  return sink.checked(emitting(providerWith(otelseal.processors), () => record));
}

export default (async () => {
  const figures: Figure[] = [];
  for (const [name, record] of Object.entries({ R10, R35 })) {
    for (const [format, serialise] of SERIALISERS) {
      const costs = await measure({ plain: plain(record, serialise), sealed: sealed(record, serialise) });
      const { plain: baseline, sealed: ours } = costs;
      figures.push({
        what: `whole pipeline ${name}, ${format}`,
        value: ratio(ours, baseline),
        unit: '×',
        ...(name === 'R10' ? { bar: BAR } : {}),
        note: `${ours.median.toFixed(1)} µs, plain OpenTelemetry ${baseline.median.toFixed(1)} µs`,
      });
    }
  }
  return figures;
}) satisfies Bench;
