import type { UnixTime } from './unix-time.js';
import type { WireSafeMap, WireSafeValue } from './wire/wire-safe-value.js';

/**
 * What a sealed record is about. All but `checkpoint` and `tile` are leaves of the stream's tree.
 *
 * @stable
 */
export type SealKind =
  | 'record'
  | 'open'
  | 'heartbeat'
  | 'gap'
  | 'rotate'
  | 'close'
  | 'redaction'
  | 'relay'
  | 'checkpoint'
  | 'tile';

/** @stable */
export interface SpanIdentity {
  /** 32 lower-case hex digits; empty where only the span is known. */
  readonly traceId: string;
  /** 16 lower-case hex digits; empty where only the trace is known. */
  readonly spanId: string;
  readonly traceFlags: number;
}

/**
 * A record to be sealed: a structural part of OpenTelemetry's `ReadableLogRecord`, which fits as it is. Every member is
 * treated as hostile.
 *
 * @stable
 */
export interface RecordInput {
  readonly hrTime?: readonly [number, number] | undefined;
  readonly eventName?: string | undefined;
  readonly severityNumber?: number | undefined;
  readonly severityText?: string | undefined;
  readonly spanContext?: { readonly traceId: string; readonly spanId: string; readonly traceFlags: number } | undefined;
  readonly body?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  readonly droppedAttributesCount?: number | undefined;
}

/**
 * A record made safe for every hop: what is sent is exactly what is signed.
 *
 * @stable
 */
export interface WireSafeRecord {
  readonly hrTime: UnixTime | undefined;
  readonly eventName: string | undefined;
  readonly severityNumber: number | undefined;
  readonly severityText: string | undefined;
  readonly spanContext: SpanIdentity | undefined;
  readonly body: WireSafeValue | undefined;
  readonly attributes: WireSafeMap;
  readonly droppedAttributesCount: number;
}

/**
 * A sealed record, ready for an exporter: add resource, scope and observed time, change nothing else.
 *
 * @stable
 */
export interface SealedRecord extends WireSafeRecord {
  readonly hrTime: UnixTime;
  /** Includes the seal's own: `audit.payload`, `audit.sequence.number`, `audit.sequence.stream_id`, `audit.time`, `event.name`. */
  readonly attributes: WireSafeMap;
  readonly kind: SealKind;
  /** The leaf's number, from 1; of a checkpoint or a tile, the last leaf that it covers. */
  readonly sequence: number;
  /** The canonical text; also the attribute `audit.payload`. ASCII, at most 24 KiB. */
  readonly payload: string;
}

/** Attributes that the seal adds beside the typed ones. */
export const PAYLOAD_ATTRIBUTE = 'audit.payload';
export const SEQUENCE_ATTRIBUTE = 'audit.sequence.number';
export const STREAM_ATTRIBUTE = 'audit.sequence.stream_id';
export const TIME_ATTRIBUTE = 'audit.time';
export const EVENT_ATTRIBUTE = 'event.name';

/** Those that every sealed leaf has; events have `event.name` as well. */
export const SEAL_ATTRIBUTES: readonly string[] = [
  PAYLOAD_ATTRIBUTE,
  SEQUENCE_ATTRIBUTE,
  STREAM_ATTRIBUTE,
  TIME_ATTRIBUTE,
];
