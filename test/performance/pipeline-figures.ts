// The whole pipeline (enrich, sanitize, seal, export) against OpenTelemetry's batch processor before its own serialiser; the network is
// left out on both sides.
import { BatchLogRecordProcessor, type LogRecordExporter, type ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';
import { localKeySigner, SigningLogRecordExporter } from '@otelseal/signing-exporter';
import { type LogRecordInput, R10, R35 } from '@otelseal/testing';

import { OtlpRecordExporter } from '../../packages/signing-exporter/dist/otlp/otlp-record-exporter.js';
import type { RecordCodec } from '../../packages/signing-exporter/dist/otlp/record-codec.js';
import type { Figure } from './figure.ts';
import { emitting, exporterTo, newKeyPem, providerWith } from './logging-application.ts';
import { type Cost, measure, ratio, type Subject } from './measure.ts';

/** One encoding, as OpenTelemetry's serialiser makes it and as ours does. */
export interface Encoding {
  readonly name: string;
  readonly serialise: (records: ReadableLogRecord[]) => unknown;
  readonly codec: RecordCodec;
}

/** For R10; R35 is reported beside it. */
const BAR = { atMost: 3.5, aim: 2 };

/** Counts what came out, and fails when records got lost: a pipeline that drops would look fast. */
class Sink {
  #exported = 0;

  take(records: number): void {
    this.#exported += records;
  }

  checked(subject: Subject): Subject {
    return async (count) => {
      const before = this.#exported;
      await subject(count);
      if (this.#exported - before < count) throw new Error(`of ${count} records ${this.#exported - before} came out`);
    };
  }
}

/** Any exporter: here one that does what OpenTelemetry's own do before they send. */
function standardExporter(sink: Sink, { serialise }: Encoding): LogRecordExporter {
  return exporterTo((records) => {
    serialise(records);
    sink.take(records.length);
  });
}

/** The one that `createOtelseal` makes when none is given, up to the request's last byte. */
function ownExporter(sink: Sink, { codec }: Encoding): LogRecordExporter {
  return new OtlpRecordExporter(codec, {
    send: async (_request, records) => {
      sink.take(records);
      return { kind: 'accepted', rejected: 0 };
    },
    shutdown: async () => {},
  });
}

type ExporterTo = (sink: Sink, encoding: Encoding) => LogRecordExporter;

function plain(record: LogRecordInput, encoding: Encoding): Subject {
  const sink = new Sink();
  const provider = providerWith([new BatchLogRecordProcessor({ exporter: standardExporter(sink, encoding) })]);
  return sink.checked(emitting(provider, () => record));
}

function sealedOnly(record: LogRecordInput, encoding: Encoding, exporterOf: ExporterTo): Subject {
  const sink = new Sink();
  const exporter = new SigningLogRecordExporter({
    exporter: exporterOf(sink, encoding),
    signer: localKeySigner({ pem: newKeyPem() }),
  });
  return sink.checked(emitting(providerWith([new BatchLogRecordProcessor({ exporter })]), () => record));
}

function whole(record: LogRecordInput, encoding: Encoding, exporterOf: ExporterTo): Subject {
  const sink = new Sink();
  const surroundings = { environment: {}, report: console.error };
  const exporter = exporterOf(sink, encoding);
  const otelseal = createOtelseal({ exporter, signing: { pem: newKeyPem() } }, surroundings);
  return sink.checked(emitting(providerWith(otelseal.processors), () => record));
}

export async function pipelineFigures(encoding: Encoding): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [name, record] of Object.entries({ R10, R35 })) {
    const costs = await measure({
      plain: plain(record, encoding),
      sealedOnly: sealedOnly(record, encoding, ownExporter),
      whole: whole(record, encoding, ownExporter),
    });
    const figure = (what: string, cost: Cost): Figure => ({
      what: `${what} ${name}, ${encoding.name}`,
      value: ratio(cost, costs.plain),
      unit: '×',
      note: `${cost.median.toFixed(1)} µs, plain OpenTelemetry ${costs.plain.median.toFixed(1)} µs`,
    });
    figures.push(
      { ...figure('whole pipeline', costs.whole), ...(name === 'R10' ? { bar: BAR } : {}) },
      figure('signing exporter alone', costs.sealedOnly),
    );
  }
  return figures;
}
