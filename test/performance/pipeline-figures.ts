// The whole pipeline (enrich, sanitize, seal, export) against OpenTelemetry's batch processor, both with the same serialiser.
import { BatchLogRecordProcessor, type ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';
import { localKeySigner, SigningLogRecordExporter } from '@otelseal/signing-exporter';
import { type LogRecordInput, R10, R35 } from '@otelseal/testing';

import type { Figure } from './figure.ts';
import { emitting, exporterTo, newKeyPem, providerWith } from './logging-application.ts';
import { type Cost, measure, ratio, type Subject } from './measure.ts';

type Serialise = (records: ReadableLogRecord[]) => unknown;

/** For R10; R35 is reported beside it. */
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

function sealedOnly(record: LogRecordInput, serialise: Serialise): Subject {
  const sink = new Sink(serialise);
  const exporter = new SigningLogRecordExporter({
    exporter: sink.exporter,
    signer: localKeySigner({ pem: newKeyPem() }),
  });
  return sink.checked(emitting(providerWith([new BatchLogRecordProcessor({ exporter })]), () => record));
}

function whole(record: LogRecordInput, serialise: Serialise): Subject {
  const sink = new Sink(serialise);
  const surroundings = { environment: {}, report: console.error };
  const otelseal = createOtelseal({ exporter: sink.exporter, signing: { pem: newKeyPem() } }, surroundings);
  return sink.checked(emitting(providerWith(otelseal.processors), () => record));
}

export async function pipelineFigures(format: string, serialise: Serialise): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [name, record] of Object.entries({ R10, R35 })) {
    const costs = await measure({
      plain: plain(record, serialise),
      sealedOnly: sealedOnly(record, serialise),
      whole: whole(record, serialise),
    });
    const note = (cost: Cost): string =>
      `${cost.median.toFixed(1)} µs, plain OpenTelemetry ${costs.plain.median.toFixed(1)} µs`;
    figures.push(
      {
        what: `whole pipeline ${name}, ${format}`,
        value: ratio(costs.whole, costs.plain),
        unit: '×',
        ...(name === 'R10' ? { bar: BAR } : {}),
        note: note(costs.whole),
      },
      {
        what: `signing exporter alone ${name}, ${format}`,
        value: ratio(costs.sealedOnly, costs.plain),
        unit: '×',
        note: note(costs.sealedOnly),
      },
    );
  }
  return figures;
}
