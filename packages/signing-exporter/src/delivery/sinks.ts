import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import type { AuditProcessorOptions } from '../audit-processor-options.js';
import { otlpSink } from '../otlp/otlp-sink.js';
import { codecFor, codecOf, otlpTransport } from '../otlp/otlp-transport.js';
import type { RecordCodec } from '../otlp/record-codec.js';
import type { Clock } from '../ports/clock.js';
import { exporterSink } from './exporter-sink.js';
import type { Sink } from './sink.js';

/** All sinks of a spool, and the encoding that its records are stored in: the first receiver's. */
export interface Sinks {
  readonly sinks: readonly Sink[];
  readonly codec: RecordCodec;
  /** For what was stored in either encoding. */
  readonly codecOf: (contentType: RecordCodec['contentType']) => RecordCodec;
}

const NO_VARIABLES: NodeJS.ProcessEnv = {};

/** @throws SigningError `ERR_OPTION_INVALID` for settings that make no request */
export function sinksOf(
  { otlp, secondOtlp, exporter }: Pick<AuditProcessorOptions, 'otlp' | 'secondOtlp' | 'exporter'>,
  exportTimeoutMs: number,
  clock: Clock,
  telemetry: SelfTelemetry,
): Sinks {
  const sinks: Sink[] = [];
  const codec = codecFor(otlp ?? {}, process.env);
  if (otlp !== undefined || exporter === undefined) {
    sinks.push(otlpSink('first', codec, otlpTransport(otlp ?? {}, codec, clock, process.env)));
  }
  if (secondOtlp !== undefined) {
    const own = codecFor(secondOtlp, NO_VARIABLES);
    sinks.push(otlpSink('second', own, otlpTransport(secondOtlp, own, clock, NO_VARIABLES)));
  }
  if (exporter !== undefined) {
    sinks.push(exporterSink(exporter, exportTimeoutMs, clock));
    const text = 'Records go to an exporter object beside the spool: what its receiver takes only in part is not seen.';
    telemetry.reportOnce('PARTIAL_SUCCESS_INVISIBLE', text);
  }
  const other = codecOf(codec.contentType === 'application/json' ? 'application/x-protobuf' : 'application/json');
  return { sinks, codec, codecOf: (contentType) => (contentType === codec.contentType ? codec : other) };
}
