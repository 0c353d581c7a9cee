import type { AnyValue, HrTime, SpanContext } from '@opentelemetry/api';
import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import type { ReceivedRecord } from '../received-record.js';
import { type CountedRecord, RECORD_TIMES } from '../record-times.js';

/** Known to @otelseal/log-processors as well. */
const NOTES = Symbol.for('otelseal.record.notes.1');
const ENCODED = Symbol.for('otelseal.sanitize.encoded.1');

type Resource = ReadWriteLogRecord['resource'];
type Scope = ReadWriteLogRecord['instrumentationScope'];

/**
 * A received record as the pipeline's stages change it: what the SDK makes for loggers, without its limits.
 *
 * @param received its attributes are taken over, not copied
 */
export function decodedRecord(received: ReceivedRecord): ReadWriteLogRecord {
  return new DecodedRecord(received) as unknown as ReadWriteLogRecord; // the SDK's type knows no field that is undefined
}

/** One class with all fields set in the constructor, so that the engine knows it for one shape. */
class DecodedRecord {
  /** What stages tell each other; a table beside the records would cost the garbage collector more than the rest of them. */
  [NOTES]: unknown = undefined;
  [ENCODED]: unknown = undefined;
  readonly [RECORD_TIMES]: number | undefined;
  hrTime: HrTime;
  hrTimeObserved: HrTime;
  severityNumber: number | undefined;
  severityText: string | undefined;
  body: AnyValue;
  eventName: string | undefined;
  attributes: Record<string, unknown>;
  droppedAttributesCount: number;
  spanContext: SpanContext | undefined;
  resource: Resource;
  instrumentationScope: Scope;

  constructor(received: CountedRecord) {
    this[RECORD_TIMES] = received[RECORD_TIMES];
    this.hrTime = received.hrTime;
    this.hrTimeObserved = received.hrTimeObserved;
    this.severityNumber = received.severityNumber;
    this.severityText = received.severityText;
    this.body = received.body;
    this.eventName = received.eventName;
    this.attributes = received.attributes as Record<string, unknown>;
    this.droppedAttributesCount = received.droppedAttributesCount;
    this.spanContext = received.spanContext;
    this.resource = received.resource as unknown as Resource;
    this.instrumentationScope = received.instrumentationScope as Scope;
  }

  setAttribute(key: string, value?: AnyValue): this {
    if (value !== undefined) this.attributes[key] = value;
    return this;
  }

  setAttributes(attributes: Readonly<Record<string, unknown>>): this {
    for (const [key, value] of Object.entries(attributes)) this.setAttribute(key, value as AnyValue);
    return this;
  }

  setBody(body: AnyValue): this {
    this.body = body;
    return this;
  }

  setEventName(eventName: string): this {
    this.eventName = eventName;
    return this;
  }

  setSeverityNumber(severityNumber: number): this {
    this.severityNumber = severityNumber;
    return this;
  }

  setSeverityText(severityText: string): this {
    this.severityText = severityText;
    return this;
  }
}
