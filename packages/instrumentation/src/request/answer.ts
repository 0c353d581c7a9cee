import type { ObservedRequest } from './observed-request.js';

/** An answer as it was sent. */
export interface Answer {
  readonly statusCode: number;
  /** The arguments of `writeHead`; headers given there are not found at the response. */
  readonly headers: readonly unknown[];
}

const MAX_LENGTH = 1_024;

/** The value of one header of the answer, wherever it was given. */
export function answerHeader(request: ObservedRequest, { headers }: Answer, name: string): string | undefined {
  const value = request.response.getHeader(name) ?? headers.map((given) => named(given, name)).find(Boolean);
  const text = Array.isArray(value) ? value.join(', ') : value;
  return typeof text === 'string' || typeof text === 'number' ? String(text).slice(0, MAX_LENGTH) : undefined;
}

/** `writeHead` takes an object, or a flat list of names and values. */
function named(headers: unknown, name: string): unknown {
  if (typeof headers !== 'object' || headers === null) return undefined;
  const pairs = Array.isArray(headers) ? headers.flat() : Object.entries(headers).flat();
  const index = pairs.findIndex((word, at) => at % 2 === 0 && String(word).toLowerCase() === name);
  return index < 0 ? undefined : pairs[index + 1];
}
