/** One length-delimited field: its number, its content, and the bytes it takes with tag and length. */
export interface Field {
  readonly number: number;
  readonly content: Uint8Array;
  readonly raw: Uint8Array;
}

const LENGTH_DELIMITED = 2;

/**
 * The fields of a message that has only length-delimited ones, as OTLP's outer messages have. For bytes that our own
 * serializer made; anything else is an error, never a guess.
 */
export function fieldsOf(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  while (at < message.length) {
    const start = at;
    const tag = varint(message, at);
    const length = varint(message, tag.end);
    const end = length.end + length.value;
    if ((tag.value & 7) !== LENGTH_DELIMITED || end > message.length)
      throw new RangeError('Not a message of length-delimited fields.');
    fields.push({
      number: tag.value >>> 3,
      content: message.subarray(length.end, end),
      raw: message.subarray(start, end),
    });
    at = end;
  }
  return fields;
}

function varint(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start, shift = 0; shift < 35; at += 1, shift += 7) {
    const byte = bytes[at];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new RangeError('Not a length.');
}

/** Tag and length that stand before a field of this size. */
export function fieldHead(number: number, length: number): Uint8Array {
  const bytes = [(number << 3) | LENGTH_DELIMITED];
  let rest = length;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
