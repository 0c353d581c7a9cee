import type { CheckpointPayload, Leaf, TilePayload } from '../sealed-payload.js';
import { PAYLOAD_ATTRIBUTE, SEQUENCE_ATTRIBUTE, STREAM_ATTRIBUTE } from '../sealed-record.js';
import type { StoredAttribute, StoredRecord } from '../stored-record.js';
import { isStreamId } from '../stream-identity.js';
import { attributesIn, type FileDisplay } from './file.js';
import type { Mismatch } from './mismatch.js';
import { isOurs, type SealHeader, type ShownRecord } from './shown-record.js';
import { attributeOf } from './spelled-out.js';

/** A record of an OTLP/JSON file. */
export class FileRecord implements ShownRecord {
  readonly keepsTime = true;
  readonly #stored: StoredRecord;
  readonly #display: FileDisplay;

  constructor(stored: StoredRecord, display: FileDisplay) {
    this.#stored = stored;
    this.#display = display;
  }

  get place(): string {
    return this.#stored.place;
  }

  /** Of several attributes of that name the last. Whether there is a second is a matter of display. */
  payload(): string | undefined {
    const attributes = attributesIn(this.#stored.logRecord);
    for (let index = attributes.length - 1; index >= 0; index -= 1) {
      const attribute = attributes[index] as StoredAttribute | null | undefined;
      if (attribute?.key !== PAYLOAD_ATTRIBUTE) continue;
      const text: unknown = attribute.value?.stringValue;
      return typeof text === 'string' ? text : '';
    }
    return undefined;
  }

  header(): SealHeader {
    let stream: string | undefined;
    let sequence: number | undefined;
    for (const attribute of attributesIn(this.#stored.logRecord)) {
      const { key, value } = attributeOf(attribute);
      if (key === STREAM_ATTRIBUTE && typeof value?.stringValue === 'string') stream = value.stringValue;
      if (key === SEQUENCE_ATTRIBUTE) sequence = Number(value?.intValue);
    }
    return sealHeader(stream, sequence);
  }

  time(): string | undefined {
    const { timeUnixNano } = this.#stored.logRecord;
    return typeof timeUnixNano === 'number' || typeof timeUnixNano === 'string' ? String(timeUnixNano) : undefined;
  }

  ofLeaf(leaf: Leaf, payload: string): Mismatch | undefined {
    return this.#display.ofLeaf(leaf, payload, this.#stored);
  }

  ofControl(control: CheckpointPayload | TilePayload, body: string, payload: string): Mismatch | undefined {
    return this.#display.ofControl(control, body, payload, this.#stored);
  }

  claim(): string | undefined {
    const { eventName } = this.#stored.logRecord;
    if (typeof eventName === 'string' && isOurs(eventName)) return 'eventName';
    for (const attribute of attributesIn(this.#stored.logRecord)) {
      const { key, value } = attributeOf(attribute);
      if (isOurs(key)) return key;
      if (key === 'event.name' && typeof value?.stringValue === 'string' && isOurs(value.stringValue)) return key;
    }
    return undefined;
  }
}

/** What can be believed to be a header at all. */
export function sealHeader(stream: string | undefined, sequence: number | undefined): SealHeader {
  return {
    stream: stream !== undefined && isStreamId(stream) ? stream : undefined,
    sequence: Number.isSafeInteger(sequence) && (sequence as number) > 0 ? sequence : undefined,
  };
}
