import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { EncodedRecord, EncodingExporter } from '../delivery/encoding-exporter.js';
import type { BatchExporter } from '../delivery/guarded-export.js';
import { type Clock, SYSTEM_CLOCK } from '../ports/clock.js';
import { sendRecords } from './late-records.js';
import { codecFor, type OtlpOptions, type OtlpTransport, otlpTransport } from './otlp-transport.js';
import type { EncodedGroup, RecordCodec } from './record-codec.js';

type Done = Parameters<LogRecordExporter['export']>[1];

/**
 * OTLP/HTTP for `SigningLogRecordExporter`: settings, TLS, compression and retries of the standard exporters, with records
 * that are encoded once. A request of which the receiver takes only some records fails with `ERR_PARTIAL_SUCCESS`, so that
 * the signing exporter finds those it does not; the standard exporters call it a success.
 *
 * @experimental
 * @throws SigningError `ERR_OPTION_INVALID` for settings that make no request
 * @example
 * new SigningLogRecordExporter({ exporter: otlpRecordExporter({ url: 'https://collector:4318/v1/logs' }), signer });
 */
export function otlpRecordExporter(options: OtlpOptions = {}, clock: Clock = SYSTEM_CLOCK): LogRecordExporter {
  const codec = codecFor(options, process.env);
  return new OtlpRecordExporter(codec, otlpTransport(options, codec, clock));
}

/** The exporter over any transport. */
export class OtlpRecordExporter implements EncodingExporter {
  readonly encoded: BatchExporter<EncodedRecord>;
  readonly #codec: RecordCodec;
  readonly #transport: OtlpTransport;
  /** What stands around records, by resource and scope. */
  readonly #places = new WeakMap<object, WeakMap<object, Uint8Array>>();
  #sending: Promise<void> = Promise.resolve();

  constructor(codec: RecordCodec, transport: OtlpTransport) {
    this.#codec = codec;
    this.#transport = transport;
    this.encoded = { export: (records, done) => this.#export(records, done) };
  }

  encode(record: ReadableLogRecord): EncodedRecord {
    const { resource, instrumentationScope } = record;
    return { resource, instrumentationScope, bytes: this.#codec.record(record) };
  }

  export(records: ReadableLogRecord[], done: Done): void {
    this.#export(
      records.map((record) => this.encode(record)),
      done,
    );
  }

  /** Requests are not held back: this waits for the one in flight. */
  forceFlush(): Promise<void> {
    return this.#sending;
  }

  shutdown(): Promise<void> {
    return this.#transport.shutdown();
  }

  #export(records: readonly EncodedRecord[], done: Done): void {
    this.#sending = sendRecords(this.#transport, this.#codec, this.#groupsOf(records)).then((outcome) => {
      if (outcome.kind !== 'accepted') done({ code: 1, error: outcome.error });
      else if (outcome.rejected === 0) done({ code: 0 });
      else done({ code: 1, error: partialSuccess(outcome.rejected, records.length) });
    });
  }

  /** In order; records of one resource and scope together, as one request needs them. */
  #groupsOf(records: readonly EncodedRecord[]): readonly EncodedGroup[] {
    const groups = new Map<Uint8Array, Uint8Array[]>();
    for (const record of records) {
      const place = this.#placeOf(record);
      const group = groups.get(place);
      if (group === undefined) groups.set(place, [record.bytes]);
      else group.push(record.bytes);
    }
    return [...groups].map(([place, bytes]) => ({ place, records: bytes }));
  }

  #placeOf(record: EncodedRecord): Uint8Array {
    const { resource, instrumentationScope } = record;
    const scopes = this.#places.get(resource) ?? new WeakMap<object, Uint8Array>();
    this.#places.set(resource, scopes);
    const place = scopes.get(instrumentationScope) ?? this.#codec.place({ resource, instrumentationScope });
    scopes.set(instrumentationScope, place);
    return place;
  }
}

function partialSuccess(rejected: number, records: number): Error {
  const error = new Error(`The receiver rejected ${rejected} of ${records} records.`);
  return Object.assign(error, { code: 'ERR_PARTIAL_SUCCESS' });
}
