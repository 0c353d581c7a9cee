/** What can go wrong between an exporter and a back end, for one request. @experimental */
export type ReceiverFault =
  /** Refused before anything is written. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** Written, but the sender is told that it was not: it will send again. */
  | { readonly kind: 'lost-acknowledgement'; readonly status: number }
  /** Answered late. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The last `rejected` records are not written; status 200 with OTLP's partial success. */
  | { readonly kind: 'partial'; readonly rejected: number; readonly message: string }
  /** The connection is closed without an answer, nothing is written. */
  | { readonly kind: 'hang-up' };

/** OTLP's answer to a request, in the encoding of the request. */
export function successBody(contentType: string, rejected: number, message: string): Uint8Array {
  if (contentType === 'application/json') {
    const partialSuccess = rejected === 0 ? {} : { rejectedLogRecords: String(rejected), errorMessage: message };
    return Buffer.from(JSON.stringify({ partialSuccess }));
  }
  if (rejected === 0) return new Uint8Array(0);
  const text = Buffer.from(message);
  const partialSuccess = Buffer.concat([Buffer.from([0x08, ...varint(rejected), 0x12, ...varint(text.length)]), text]);
  return Buffer.concat([Buffer.from([0x0a, ...varint(partialSuccess.length)]), partialSuccess]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
