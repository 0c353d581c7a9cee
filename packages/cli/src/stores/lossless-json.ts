import { isUtf8 } from 'node:buffer';

import { countMembers } from '../sources/member-count.js';

/** Elasticsearch takes a thousand levels; functions that call themselves take more than these. */
const MAX_DEPTH = 2_000;

/**
 * Parses JSON without losing digits: whole numbers that a double may not hold become `bigint`.
 *
 * @throws {SyntaxError} also for bytes that are not UTF-8, and for more than 2,000 levels
 */
export function parseLossless(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new SyntaxError('not UTF-8');
  if (isDeeperThan(MAX_DEPTH, bytes)) throw new SyntaxError('nested too deeply');
  const text = bytes.toString('utf8');
  // Sixteen digits in a row: anything shorter is exact.
  return /\d{16}/.test(text) ? JSON.parse(text, exactInteger) : JSON.parse(text);
}

/**
 * Whether an object has a member twice: `JSON.parse` keeps the last one, and another reader may show the first.
 *
 * @param value what `bytes` were parsed to
 */
export function hasMemberTwice(bytes: Buffer, value: unknown): boolean {
  return membersIn(value) !== countMembers(bytes);
}

function membersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const values: readonly unknown[] = Object.values(value);
  const own = Array.isArray(value) ? 0 : values.length;
  return values.reduce((sum: number, each) => sum + membersIn(each), own);
}

function exactInteger(this: unknown, _name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const written = context?.source;
  if (typeof value !== 'number' || written === undefined || Number.isSafeInteger(value)) return value;
  return /^-?\d+$/.test(written) ? BigInt(written) : value;
}

function isDeeperThan(levels: number, bytes: Buffer): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) inText = !inText;
    else if (inText) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === BRACE || byte === BRACKET) depth += 1;
    else if (byte === END_OF_BRACE || byte === END_OF_BRACKET) depth -= 1;
    if (depth > levels) return true;
  }
  return false;
}

const [QUOTE, BACKSLASH, BRACE, END_OF_BRACE, BRACKET, END_OF_BRACKET] = Buffer.from('"\\{}[]');
