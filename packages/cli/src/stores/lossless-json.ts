import { isUtf8 } from 'node:buffer';

/**
 * Parses JSON without losing digits: whole numbers that a double may not hold become `bigint`.
 *
 * @throws {SyntaxError} also for bytes that are not UTF-8
 */
export function parseLossless(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new SyntaxError('not UTF-8');
  const text = bytes.toString('utf8');
  // Sixteen digits in a row: anything shorter is exact.
  return /\d{16}/.test(text) ? JSON.parse(text, exactInteger) : JSON.parse(text);
}

function exactInteger(this: unknown, _name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const written = context?.source;
  if (typeof value !== 'number' || written === undefined || Number.isSafeInteger(value)) return value;
  return /^-?\d+$/.test(written) ? BigInt(written) : value;
}
