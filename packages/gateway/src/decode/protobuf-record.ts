import type { HrTime } from '@opentelemetry/api';
import type { ReceivedRecord, ReceivedResource, ReceivedScope } from '../received-record.js';
import { Members } from './members.js';
import { ProtobufValues } from './protobuf-value.js';
import { RecordFault } from './record-fault.js';
import { spanContextOf } from './span-context.js';
import { costOf } from './value-bounds.js';
import type { VisibleChanges } from './visible-changes.js';
import { WireReader } from './wire-reader.js';

/** Tags of LogRecord in opentelemetry-proto's logs.proto (1.x, stable). */
const TIME = 0x09;
const SEVERITY_NUMBER = 0x10;
const SEVERITY_TEXT = 0x1a;
const BODY = 0x2a;
const ATTRIBUTES = 0x32;
const DROPPED_ATTRIBUTES_COUNT = 0x38;
const FLAGS = 0x45;
const TRACE_ID = 0x4a;
const SPAN_ID = 0x52;
const OBSERVED_TIME = 0x59;
const EVENT_NAME = 0x62;
/** Numbers 1 to 3 and 5 to 12. */
const KNOWN = 0x1fee;

/** Tags of fields above number 12. */
const END_OF_KNOWN = 13 << 3;

const UNKNOWN_TIME: HrTime = [0, 0];
/** More than this is no count. */
const MAX_DROPPED = 0x7fff_ffff;

/** Reads LogRecords of one request. */
export class ProtobufRecords {
  readonly #reader: WireReader;
  readonly #values: ProtobufValues;
  readonly #changes: VisibleChanges;
  #length = 0;

  constructor(request: Buffer, changes: VisibleChanges) {
    this.#changes = changes;
    this.#reader = new WireReader(request, changes);
    this.#values = new ProtobufValues(this.#reader, changes);
  }

  /**
   * The LogRecord between two positions of the request.
   * @throws RecordFault
   */
  read(from: number, to: number, resource: ReceivedResource, instrumentationScope: ReceivedScope): ReceivedRecord {
    const reader = this.#reader;
    const values = this.#values;
    const attributes = new Members(this.#changes);
    let hrTime = UNKNOWN_TIME;
    let hrTimeObserved = UNKNOWN_TIME;
    let severityNumber: number | undefined;
    let severityText: string | undefined;
    let eventName: string | undefined;
    let body: unknown;
    let dropped = 0;
    let flags = 0;
    let traceId = '';
    let spanId = '';
    let seen = 0;
    values.begin();
    reader.begin(from);
    while (reader.at < to) {
      const tag = reader.tag(to);
      if (tag < END_OF_KNOWN) {
        const field = 1 << (tag >>> 3);
        if ((seen & field) !== 0 && tag !== ATTRIBUTES) reader.repeated += 1;
        seen |= field;
      }
      switch (tag) {
        case TIME:
          hrTime = reader.time(to);
          break;
        case SEVERITY_NUMBER:
          reader.varint(to);
          severityNumber = reader.low | 0 || undefined; // an int32
          break;
        case SEVERITY_TEXT:
          severityText = reader.repeatedText(to, SEVERITY_TEXT) || undefined;
          break;
        case BODY:
          body = values.value(reader.length(to), 0);
          break;
        case ATTRIBUTES:
          values.member(attributes, reader.length(to), 0);
          break;
        case DROPPED_ATTRIBUTES_COUNT:
          reader.varint(to);
          dropped = reader.low;
          break;
        case FLAGS:
          flags = reader.bytes.readUInt32LE(reader.fixed(4, to));
          break;
        case TRACE_ID:
          traceId = this.#identifier('trace_id', 16, to);
          break;
        case SPAN_ID:
          spanId = this.#identifier('span_id', 8, to);
          break;
        case OBSERVED_TIME:
          hrTimeObserved = reader.time(to);
          break;
        case EVENT_NAME:
          eventName = reader.repeatedText(to, EVENT_NAME) || undefined;
          break;
        default:
          reader.skip(tag, to, KNOWN);
      }
    }
    reader.tell();
    this.#length = to - from;
    return {
      hrTime,
      hrTimeObserved,
      severityNumber,
      severityText,
      eventName,
      body,
      attributes: attributes.values,
      droppedAttributesCount: Math.min(MAX_DROPPED, dropped + attributes.dropped),
      spanContext: spanContextOf(traceId, spanId, flags),
      resource,
      instrumentationScope,
    };
  }

  /** What the last record costs, in values. */
  get cost(): number {
    return costOf(this.#values.used, this.#length);
  }

  /** Whether nothing in the last record was passed over unread or is no text: only then do its bytes harm nobody behind. */
  get isWhole(): boolean {
    return this.#values.isWhole && this.#reader.isUtf8;
  }

  #identifier(field: string, length: number, end: number): string {
    const reader = this.#reader;
    const last = reader.length(end);
    const from = reader.at;
    reader.at = last;
    if (last === from) return '';
    if (last - from !== length) throw new RecordFault(`${field} has ${last - from} bytes, not ${length}`);
    return reader.bytes.toString('hex', from, last);
  }
}
