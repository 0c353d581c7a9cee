import type { RecordCodec } from '../otlp/record-codec.js';

/** Where a stored record stands: in which stream, and as which leaf. A checkpoint is no leaf and has no number. */
export interface SealedPlace {
  readonly stream: string;
  readonly sequence: number | undefined;
}

const PAYLOAD = 'audit.payload';

/** Of a record as the spool holds it; undefined for anything that is not sealed. Never throws. */
export function sealedPlaceOf(record: Uint8Array, contentType: RecordCodec['contentType']): SealedPlace | undefined {
  try {
    const payload = payloadOf(record, contentType);
    const { stream, sequence, kind } = JSON.parse(payload ?? 'null') as Record<string, unknown>;
    if (typeof stream !== 'string') return undefined;
    if (kind === 'checkpoint') return { stream, sequence: undefined };
    const number = Number(sequence);
    return typeof sequence === 'string' && Number.isSafeInteger(number) ? { stream, sequence: number } : undefined;
  } catch {
    return undefined; // a record that somebody edited is not one that a verifier misses
  }
}

/** The canonical text that a stored record carries; undefined where it carries none. Throws for what is no record. */
export function payloadOf(record: Uint8Array, contentType: RecordCodec['contentType']): string | undefined {
  return contentType === 'application/json' ? payloadInJson(record) : payloadInProtobuf(record);
}

interface JsonRecord {
  readonly attributes?: readonly { readonly key?: unknown; readonly value?: { readonly stringValue?: unknown } }[];
}

function payloadInJson(record: Uint8Array): string | undefined {
  const { attributes = [] } = JSON.parse(Buffer.from(record).toString()) as JsonRecord;
  const text = attributes.findLast(({ key }) => key === PAYLOAD)?.value?.stringValue;
  return typeof text === 'string' ? text : undefined;
}

/** Field numbers of ScopeLogs, LogRecord, KeyValue and AnyValue (opentelemetry-proto 1.x, stable). */
const LOG_RECORDS = 2;
const ATTRIBUTES = 6;
const KEY = 1;
const VALUE = 2;
const STRING_VALUE = 1;

/** The spool holds a record as the field of a ScopeLogs message, with its tag and length. */
function payloadInProtobuf(field: Uint8Array): string | undefined {
  const [record] = contentsOf(field, LOG_RECORDS);
  for (const attribute of contentsOf(record, ATTRIBUTES).toReversed()) {
    if (textOf(contentsOf(attribute, KEY)[0]) !== PAYLOAD) continue;
    return textOf(contentsOf(contentsOf(attribute, VALUE)[0], STRING_VALUE)[0]);
  }
  return undefined;
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString();
}

/** Contents of the length-delimited fields with this number; the others are passed over. Throws for what is no message. */
function contentsOf(message: Uint8Array | undefined, number: number): Uint8Array[] {
  const contents: Uint8Array[] = [];
  if (message === undefined) return contents;
  for (let at = 0; at < message.length; ) {
    const tag = varint(message, at);
    const content = contentAfter(message, tag);
    if (tag.value >>> 3 === number && (tag.value & 7) === 2) contents.push(content.bytes);
    at = content.end;
  }
  return contents;
}

interface Varint {
  readonly value: number;
  readonly end: number;
}

function contentAfter(
  message: Uint8Array,
  { value, end }: Varint,
): { readonly bytes: Uint8Array; readonly end: number } {
  const size = (): Varint => varint(message, end);
  const [start, length] =
    (value & 7) === 2
      ? [size().end, size().value]
      : [end, { 0: size().end - end, 1: 8, 5: 4 }[value & 7] ?? Number.NaN];
  const last = start + length;
  if (!(last <= message.length)) throw new RangeError('Not a protobuf message.');
  return { bytes: message.subarray(start, last), end: last };
}

/** Up to ten bytes; more than 53 bits are only passed over. */
function varint(message: Uint8Array, start: number): Varint {
  let value = 0;
  for (let at = start; at < start + 10; at += 1) {
    const byte = message[at];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new RangeError('Not a protobuf message.');
}
